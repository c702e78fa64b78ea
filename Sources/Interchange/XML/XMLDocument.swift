import Content
import Foundation
import FoundationXML

/// An XML file read into a tree, within limits, or one clean fault.
///
/// There is no document type definition, so no entity but the five that XML has, and nothing is
/// fetched. `XMLParser.parse()` returned true for `<a><b></a>`: only its callback for errors is
/// believed.
package struct XMLDocument {
  /// Deeper, larger or richer documents are refused; real ones reach a tenth of this.
  package static let deepest = 100
  package static let mostElements = 200_000
  package static let mostAttributes = 60

  package let root: XMLElement
  package let source: SourceText

  package init(path: String, bytes: [UInt8]) throws(ContentFault) {
    let file = try ForeignSource(path: path, bytes: bytes)
    try self.init(file.source)
  }

  package init(_ source: SourceText) throws(ContentFault) {
    self.source = source
    if let refused = Self.declaration(in: source) ?? Self.encoding(in: source) {
      throw ContentFault(diagnostics: [refused])
    }
    let builder = XMLTreeBuilder()
    let parser = XMLParser(data: Data(Self.withoutBareInstructions(Self.undeclared(source.text))))
    parser.shouldProcessNamespaces = false
    parser.shouldResolveExternalEntities = false
    parser.delegate = builder
    let finished = parser.parse()
    if let fault = builder.fault {
      throw ContentFault(diagnostics: [Self.diagnostic(fault, in: source)])
    }
    guard finished, let root = builder.root else {
      throw ContentFault(diagnostics: [
        Diagnostic(
          code: "xml-malformed",
          "this is no XML document",
          at: source.location(line: 1),
          hint: "export the file again; an editor that knows XML shows what is wrong"
        )
      ])
    }
    self.root = root
  }

  /// The place of an element’s name.
  package func location(of element: XMLElement) -> SourceLocation {
    var number = min(element.line, source.lines.count)
    // The parser tells the end of a tag, which may be some lines below its beginning.
    for _ in 0..<30 where number >= 1 {
      let isShort = source.lines.bytes(of: number - 1).count < 4_096
      let line = isShort ? source.lines[number - 1] : ""
      if let range = line.lastRange(of: "<\(element.name)") {
        let column = line.distance(from: line.startIndex, to: range.lowerBound) + 1
        return source.location(line: number, column: column, length: element.name.count + 1)
      }
      number -= 1
    }
    return source.place(line: element.line, byte: max(0, element.column - 1))
  }

  private static func diagnostic(_ fault: XMLFault, in source: SourceText) -> Diagnostic {
    Diagnostic(
      code: fault.code,
      fault.message,
      at: source.place(line: max(1, fault.line), byte: max(0, fault.column - 1)),
      hint: fault.code == "xml-malformed"
        ? "export the file again; an editor that knows XML shows what is wrong"
        : "divide the file, or export it without what makes it so large"
    )
  }

  /// A document type definition can only stand before the first element.
  private static func declaration(in source: SourceText) -> Diagnostic? {
    let bytes = source.utf8
    var place = 0
    while place < bytes.count {
      if isBlank(UInt16(bytes[place])) {
        place += 1
      } else if bytes[place...].starts(with: "<!--".utf8) {
        place = end(of: "-->", in: bytes, from: place + 4)
      } else if bytes[place...].starts(with: "<?".utf8) {
        place = end(of: "?>", in: bytes, from: place + 2)
      } else if bytes[place...].starts(with: "<!".utf8) {
        let before = bytes[..<place]
        let line = before.count { $0 == 0x0A } + 1
        let column = place - (before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0)
        return Diagnostic(
          code: "xml-doctype",
          "a document type definition is refused",
          at: source.place(line: line, byte: column, length: 9),
          hint: "take the line with <!DOCTYPE out; definitions can make a small file enormous"
        )
      } else {
        return nil
      }
    }
    return nil
  }

  private static func end(of mark: String, in bytes: [UInt8], from place: Int) -> Int {
    let wanted = Array(mark.utf8)
    var place = place
    while place + wanted.count <= bytes.count {
      if bytes[place] == wanted[0], bytes[place..<(place + wanted.count)].elementsEqual(wanted) {
        return place + wanted.count
      }
      place += 1
    }
    return bytes.count
  }

  /// The encoding that the declaration names, with the declaration.
  private static func declared(in text: String) -> (name: String, declaration: Substring)? {
    guard text.hasPrefix("<?xml"), let end = text.prefix(200).firstRange(of: "?>") else {
      return nil
    }
    let declaration = text[..<end.lowerBound]
    let name = declaration.firstMatch(of: #/encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/#)?.output.1
    return name.map { (String($0), declaration) }
  }

  /// The encodings that a file is looked at for; in another one it would read as something else.
  private static let encodings = [
    "utf-8", "utf-16", "us-ascii", "ascii", "iso-8859-", "windows-125",
  ]

  private static func encoding(in source: SourceText) -> Diagnostic? {
    guard let (name, _) = declared(in: source.text),
      !encodings.contains(where: name.lowercased().hasPrefix)
    else { return nil }
    return Diagnostic(
      code: "xml-encoding",
      "the encoding ‘\(name)’ is not read",
      at: source.location(line: 1, of: name),
      hint: "save the file as UTF-8"
    )
  }

  /// The text is UTF-8 by now, whatever its declaration says.
  private static func undeclared(_ text: String) -> String {
    guard let (name, declaration) = declared(in: text), name.lowercased() != "utf-8" else {
      return text
    }
    return String(declaration).replacing(name, with: "UTF-8") + text[declaration.endIndex...]
  }

  /// The text with spaces for processing instructions that say nothing, such as `<?page?>`.
  ///
  /// Foundation's parser reads the data of every instruction, also where there is none, and stops the
  /// program with a null pointer.
  private static func withoutBareInstructions(_ text: String) -> [UInt8] {
    var bytes = Array(text.utf8)
    let begins = { (mark: StaticString, place: Int) in
      mark.withUTF8Buffer { mark in
        place + mark.count <= bytes.count && bytes[place..<place + mark.count].elementsEqual(mark)
      }
    }
    let end = { (mark: StaticString, from: Int) in
      (from..<max(from, bytes.count)).first { begins(mark, $0) }
        .map { $0 + mark.utf8CodeUnitCount } ?? bytes.count
    }
    var place = 0
    while place < bytes.count {
      guard bytes[place] == UInt8(ascii: "<") else {
        place += 1
        continue
      }
      if begins("<!--", place) {
        place = end("-->", place + 4)
      } else if begins("<![CDATA[", place) {
        place = end("]]>", place + 9)
      } else if begins("<?", place) {
        let close = end("?>", place + 2)
        let isBare = !bytes[place..<close].contains { [32, 9, 10, 13].contains($0) }
        if isBare { for index in place..<close { bytes[index] = UInt8(ascii: " ") } }
        place = close
      } else {
        place += 1
      }
    }
    return bytes
  }
}

/// Why a document was refused.
private struct XMLFault {
  let code: String
  let message: String
  let line: Int
  let column: Int
}

/// Builds the tree, and stops at the first fault.
private final class XMLTreeBuilder: NSObject, XMLParserDelegate {
  private(set) var root: XMLElement?
  private(set) var fault: XMLFault?
  private var open: [XMLElement] = []
  private var count = 0

  /// Pieces of the text that is being read; joined once, for a text may come in very many.
  private var pieces: [String] = []

  private func refuse(_ parser: XMLParser, _ code: String, _ message: String) {
    guard fault == nil else { return }
    fault = XMLFault(
      code: code,
      message: message,
      line: parser.lineNumber,
      column: parser.columnNumber
    )
    parser.abortParsing()
  }

  private func flush() {
    guard !pieces.isEmpty else { return }
    open.last?.append(text: pieces.joined())
    pieces.removeAll(keepingCapacity: true)
  }

  func parser(
    _ parser: XMLParser,
    didStartElement elementName: String,
    namespaceURI: String?,
    qualifiedName: String?,
    attributes: [String: String]
  ) {
    guard fault == nil else { return }
    flush()
    count += 1
    if count > XMLDocument.mostElements {
      return refuse(
        parser,
        "xml-too-large",
        "there are more than \(XMLDocument.mostElements) elements"
      )
    }
    if open.count >= XMLDocument.deepest {
      return refuse(
        parser,
        "xml-too-deep",
        "elements are nested deeper than \(XMLDocument.deepest)"
      )
    }
    if attributes.count > XMLDocument.mostAttributes {
      return refuse(
        parser,
        "xml-too-large",
        "an element has more than \(XMLDocument.mostAttributes) attributes"
      )
    }
    var plain: [String: String] = [:]
    for (name, value) in attributes { plain[localName(name)] = value }
    let element = XMLElement(
      name: localName(elementName),
      attributes: plain,
      line: parser.lineNumber,
      column: parser.columnNumber
    )
    if let parent = open.last { parent.append(.element(element)) } else { root = root ?? element }
    open.append(element)
  }

  func parser(
    _ parser: XMLParser,
    didEndElement elementName: String,
    namespaceURI: String?,
    qualifiedName: String?
  ) {
    guard fault == nil else { return }
    flush()
    open.removeLast(open.isEmpty ? 0 : 1)
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if fault == nil { pieces.append(string) }
  }

  func parser(_ parser: XMLParser, foundCDATA block: Data) {
    if fault == nil { pieces.append(String(decoding: block, as: UTF8.self)) }
  }

  func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) {
    guard fault == nil else { return }
    fault = XMLFault(
      code: "xml-malformed",
      message: "the XML is not well-formed: \(reason((error as NSError).code))",
      line: parser.lineNumber,
      column: parser.columnNumber
    )
  }

  /// The errors of libxml2 that files really have, by number.
  private func reason(_ code: Int) -> String {
    switch code {
    case 3, 4: "the document is empty"
    // The end of the file is a fault in an open element, and what follows the last one is.
    case 5, 74, 77:
      open.last.map { "<\(neutralised($0.name))> of line \($0.line) is not closed" }
        ?? (root == nil ? "there is no element" : "something follows the end of the document")
    case 6...8: "a character reference such as &#233; is not right"
    case 9: "a character that XML does not allow"
    case 22, 23: "an & that begins no entity; text has &amp; there"
    case 26, 27: "an entity that is not defined; XML has only &amp; &lt; &gt; &quot; and &apos;"
    case 30...32: "the XML declaration is not right"
    case 33, 34, 39, 40: "the value of an attribute is not in quotation marks"
    case 38: "a < in the value of an attribute; text has &lt; there"
    case 41, 75: "an attribute without a value"
    case 42: "an attribute stands twice in one tag"
    case 45, 80: "a comment does not end, or has -- in it"
    case 46, 47: "a processing instruction does not end"
    case 57, 56: "the XML declaration does not end"
    case 62: "]]> stands outside a CDATA section"
    case 63: "a CDATA section does not end"
    case 64: "the XML declaration is not at the beginning of the file"
    case 65: "a space is missing between two attributes"
    case 68: "a name was expected after < or &; text has &lt; and &amp; there"
    case 73: "a tag does not end by >"
    case 76:
      "an end tag does not fit its start tag"
        + (open.last.map { ", <\(neutralised($0.name))> of line \($0.line)" } ?? "")
    case 81: "the bytes are not of the encoding that is declared"
    case 89: "entities that refer to each other"
    case 94...96, 108: "the XML declaration has no right version"
    default: "something that XML does not allow here"
    }
  }

  private func localName(_ name: String) -> String {
    name.utf8.lastIndex(of: UInt8(ascii: ":")).map { String(name[name.index(after: $0)...]) }
      ?? name
  }
}

extension String {
  fileprivate func lastRange(of word: String) -> Range<String.Index>? {
    ranges(of: word).last
  }
}
