/// Text that stands between tags: `&`, `<` and `>` become references.
///
/// It works on scalars, not on characters: a `<` that carries a combining accent is another character
/// to Swift, and still opens a tag in a browser.
package func escapedText(_ text: String) -> String {
  escaped(printable(text)) { scalar in
    switch scalar {
    case "&": "&amp;"
    case "<": "&lt;"
    case ">": "&gt;"
    default: nil
    }
  }
}

/// Text that stands between the double quotes of an attribute: both quotes become references as
/// well, and a line feed becomes a space.
package func escapedAttribute(_ text: String) -> String {
  escaped(printable(text)) { scalar in
    switch scalar {
    case "&": "&amp;"
    case "<": "&lt;"
    case ">": "&gt;"
    case "\"": "&quot;"
    case "'": "&#39;"
    case "\n": " "
    default: nil
    }
  }
}

private func escaped(_ text: String, _ reference: (Unicode.Scalar) -> String?) -> String {
  var output = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if let replacement = reference(scalar) {
      output.append(contentsOf: replacement.unicodeScalars)
    } else {
      output.append(scalar)
    }
  }
  return String(output)
}
