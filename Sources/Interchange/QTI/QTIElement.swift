import Content

/// Names of QTI 2 (`choiceInteraction`) and QTI 3 (`qti-choice-interaction`) as one: `choice-interaction`.
extension XMLElement {
  var qtiName: String { Self.kebab(name.hasPrefix("qti-") ? String(name.dropFirst(4)) : name) }

  /// An attribute by its name of QTI 3, such as `response-identifier`.
  func qti(_ attribute: String) -> String? {
    if let value = attributes[attribute] { return value }
    var camel = ""
    var isUpper = false
    for character in attribute {
      if character == "-" {
        isUpper = true
      } else {
        camel += isUpper ? character.uppercased() : String(character)
        isUpper = false
      }
    }
    return attributes[camel]
  }

  func qtiAll(_ name: String) -> [XMLElement] { elements.filter { $0.qtiName == name } }

  func qtiFirst(_ name: String) -> XMLElement? { elements.first { $0.qtiName == name } }

  func qtiDescendants(_ names: Set<String>) -> [XMLElement] {
    descendants.filter { names.contains($0.qtiName) }
  }

  private static func kebab(_ name: String) -> String {
    guard name.utf8.contains(where: { (0x41...0x5A).contains($0) }) else { return name }
    return name.reduce(into: "") { output, character in
      if character.isUppercase { output += "-" }
      output += character.lowercased()
    }
  }

  /// The element’s content as HTML, without some elements.
  func markup(without names: Set<String>) -> String {
    children.map { child -> String in
      switch child {
      case .text(let text): return HTMLText.escaped(text)
      case .element(let element):
        if names.contains(element.qtiName) { return "" }
        if element.name == "img" {
          return "<img alt=\"\(HTMLText.escaped(element["alt"] ?? ""))\"/>"
        }
        let inside = element.markup(without: names)
        return "<\(element.name)>\(inside)</\(element.name)>"
      }
    }.joined()
  }
}

extension ForeignText {
  /// HTML that may be no more than text.
  static func html(_ markup: String) -> ForeignText {
    let trimmed = markup.trimmed
    return ForeignText(trimmed, trimmed.isEmpty ? .plain : .html)
  }
}
