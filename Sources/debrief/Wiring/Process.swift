import Foundation
@preconcurrency import Glibc

/// Puts the process into a state in which nothing surprising happens later.
@MainActor
func prepareProcess() {
  // UTF-8 for the widths of characters and for readline, whatever the login's locale is.
  let codeset = setlocale(LC_CTYPE, "").flatMap { _ in nl_langinfo(Int32(CODESET)) }
  if codeset.map({ String(cString: $0) }) != "UTF-8" { setlocale(LC_CTYPE, "C.UTF-8") }
  signal(SIGPIPE, SIG_IGN)  // a reader that went away is reported where it is written to
  signal(SIGXFSZ, SIG_IGN)  // a file size limit is an error of the write, not of the program
}
