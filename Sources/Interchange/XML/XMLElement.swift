import Content

/// An element of an XML document, with the text in it and the place where its tag ends.
package final class XMLElement {
  /// Without a prefix.
  package let name: String
  package let attributes: [String: String]
  package fileprivate(set) var children: [XMLNode] = []

  /// Where the start tag ends.
  package let line: Int
  package let column: Int

  init(name: String, attributes: [String: String], line: Int, column: Int) {
    self.name = name
    self.attributes = attributes
    self.line = line
    self.column = column
  }

  func append(_ node: XMLNode) { children.append(node) }

  /// Adds to the text before, if there is one.
  func append(text: String) {
    if case .text(let before)? = children.last {
      children[children.count - 1] = .text(before + text)
    } else {
      children.append(.text(text))
    }
  }

  package subscript(attribute: String) -> String? { attributes[attribute] }

  package var elements: [XMLElement] {
    children.compactMap { if case .element(let element) = $0 { element } else { nil } }
  }

  package func all(_ name: String) -> [XMLElement] { elements.filter { $0.name == name } }

  package func first(_ name: String) -> XMLElement? { elements.first { $0.name == name } }

  /// The element at the end of a path of names.
  package func first(at path: String...) -> XMLElement? {
    path.reduce(self as XMLElement?) { $0?.first($1) }
  }

  /// The text directly in the element.
  package var text: String {
    children.map { if case .text(let text) = $0 { text } else { "" } }.joined()
  }

  /// The text in the element and all below it.
  package var allText: String {
    children.map {
      switch $0 {
      case .text(let text): text
      case .element(let element): element.allText
      }
    }.joined()
  }

  /// Every element below, in the order of the document.
  package var descendants: [XMLElement] {
    elements.flatMap { [$0] + $0.descendants }
  }

  package func descendants(named name: String) -> [XMLElement] {
    descendants.filter { $0.name == name }
  }

  /// The element’s content as HTML.
  package var markup: String {
    children.map {
      switch $0 {
      case .text(let text): HTMLText.escaped(text)
      case .element(let element): element.outerMarkup
      }
    }.joined()
  }

  private var outerMarkup: String {
    let attributes = attributes.sorted { $0.key < $1.key }.map { name, value in
      " \(name)=\"\(HTMLText.escaped(value).replacing("\"", with: "&quot;"))\""
    }.joined()
    return "<\(name)\(attributes)>\(markup)</\(name)>"
  }
}

package enum XMLNode {
  case element(XMLElement)
  case text(String)
}
