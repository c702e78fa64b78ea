#include <stdio.h>
#include <readline/readline.h>
#include <readline/history.h>

/* Glibc declares wcwidth(3) only for _XOPEN_SOURCE, which the Swift importer does not set. */
#include <wchar.h>
extern int wcwidth(wchar_t character);
