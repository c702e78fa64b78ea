/* Glibc declares these only for _XOPEN_SOURCE or _GNU_SOURCE, which the Swift importer does not set. */
#include <spawn.h>
extern int posix_openpt(int flags);
extern int grantpt(int descriptor);
extern int unlockpt(int descriptor);
extern char *ptsname(int descriptor);
extern int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *path);
