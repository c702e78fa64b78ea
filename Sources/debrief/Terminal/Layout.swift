import CReadline
@preconcurrency import Glibc

/// How many columns a text takes on a terminal: wide characters two, combining marks none.
///
/// A grapheme cluster is as wide as its widest scalar (UAX #29 and #11, as wcwidth(3) knows them).
func displayWidth(_ text: some StringProtocol) -> Int {
  text.reduce(0) { $0 + displayWidth($1) }
}

private func displayWidth(_ character: Character) -> Int {
  if character.isASCII { return 1 }
  if character.unicodeScalars.contains("\u{FE0F}") { return 2 }
  return character.unicodeScalars.map { max(0, Int(wcwidth(wchar_t(bitPattern: $0.value)))) }.max()
    ?? 0
}

/// Breaks a text into lines of at most `width` columns, the first after `first`, the others after
/// as many spaces; a word that is longer than a line is broken.
func wrapped(_ text: String, width: Int, first: String = "", rest: String? = nil) -> [String] {
  let indent = rest ?? String(repeating: " ", count: displayWidth(first))
  let room = max(8, width - displayWidth(indent))
  var lines: [String] = []
  var line = ""
  for word in text.split(separator: " ").flatMap({ pieces(of: $0, room: room) }) {
    if line.isEmpty {
      line = word
    } else if displayWidth(line) + 1 + displayWidth(word) <= room {
      line += " " + word
    } else {
      lines.append(line)
      line = word
    }
  }
  lines.append(line)
  return lines.enumerated().map { ($0.offset == 0 ? first : indent) + $0.element }
}

private func pieces(of word: Substring, room: Int) -> [String] {
  guard displayWidth(word) > room else { return [String(word)] }
  var pieces: [String] = []
  var piece = ""
  for character in word {
    if displayWidth(piece) + displayWidth(character) > room {
      pieces.append(piece)
      piece = ""
    }
    piece.append(character)
  }
  return pieces + [piece]
}

/// The columns and rows of the terminal, or 80 by 24 where there is none.
func terminalSize() -> (columns: Int, rows: Int) {
  var size = winsize()
  guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return (80, 24) }
  return (Int(size.ws_col), Int(size.ws_row))
}

/// Says something in whole lines that fit the terminal.
func say(_ text: String) {
  for line in wrapped(text, width: max(20, terminalSize().columns - 1)) { printData(line) }
}
