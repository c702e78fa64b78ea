import Foundation
import FoundationXML
import Reports

/// What a strict XML parser finds in a page.
final class PageReader: NSObject, XMLParserDelegate {
  private(set) var elements: [String] = []
  private(set) var ids: [String] = []
  private(set) var links: [String] = []
  private(set) var references: [String] = []
  private(set) var attributes: Set<String> = []
  private(set) var fault: String?

  /// For each drawing with a meaning: its title, its description and whether a table follows it.
  private(set) var charts: [(id: String, title: String, description: String, hasTable: Bool)] = []
  private(set) var text = ""

  private var current = ""
  private var chart: (id: String, title: String, description: String, hasTable: Bool)?
  private var drawings = 0

  /// Drawings that are neither labelled nor hidden from screen readers.
  private(set) var silentDrawings = 0
  private var depth = 0

  init(_ page: String) {
    super.init()
    let parser = XMLParser(data: Data(page.utf8))
    parser.delegate = self
    if !parser.parse() {
      fault =
        "line \(parser.lineNumber): \(parser.parserError.map { "\($0)" } ?? "not well-formed")"
    }
  }

  func parser(
    _ parser: XMLParser,
    didStartElement name: String,
    namespaceURI: String?,
    qualifiedName: String?,
    attributes found: [String: String]
  ) {
    elements.append(name)
    current = ""
    attributes.formUnion(found.keys.map { "\(name) \($0)" })
    if let id = found["id"] { ids.append(id) }
    if let link = found["href"] { links.append(link) }
    references += ["for", "aria-labelledby"].compactMap { found[$0] }
      .flatMap { $0.split(separator: " ").map(String.init) }
    if name == "figure" { chart = (found["id"] ?? "", "", "", false) }
    if name == "table" { chart?.hasTable = true }
    guard name == "svg" else { return }
    depth += 1
    if depth == 1, found["role"] != "img", found["aria-hidden"] != "true" { silentDrawings += 1 }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    current += string
    if elements.last != "style" { text += string }
  }

  func parser(
    _ parser: XMLParser,
    didEndElement name: String,
    namespaceURI: String?,
    qualifiedName: String?
  ) {
    switch name {
    case "title": chart?.title = current
    case "desc": chart?.description = current
    case "svg": depth -= 1
    case "figure":
      if let chart { charts.append(chart) }
      chart = nil
    default: break
    }
  }
}
