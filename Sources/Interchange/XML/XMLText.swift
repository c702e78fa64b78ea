/// Text as XML that reads back as the same text, without the characters that XML does not have.
func xml(_ text: String) -> String {
  let isPlain = { (byte: UInt8) in
    byte >= 0x20 && byte != 0x26 && byte != 0x3C && byte != 0x3E && byte != 0x22 && byte < 0x7F
  }
  guard !text.utf8.allSatisfy(isPlain) else { return text }
  var output = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": output.append(contentsOf: "&amp;".unicodeScalars)
    case "<": output.append(contentsOf: "&lt;".unicodeScalars)
    case ">": output.append(contentsOf: "&gt;".unicodeScalars)
    case "\"": output.append(contentsOf: "&quot;".unicodeScalars)
    case "\r": output.append(contentsOf: "&#13;".unicodeScalars)
    case "\t", "\n": output.append(scalar)
    case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
      output.append("\u{FFFD}")
    default: output.append(scalar)
    }
  }
  return String(output)
}
