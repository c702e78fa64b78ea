/// Plain writing in a lesson: what is left of Markdown once structure is known.
package enum Prose: Hashable, Sendable {
  case paragraph(String)
  case bullets([String])
  case numbered([String])
  case quote(String)
  case code(String)
  case table([[String]])

  /// A picture by reference, with the text for whoever does not see it.
  case image(alternative: String, path: String)

  /// One line of text, for places that show one line.
  package var flattened: String {
    switch self {
    case .paragraph(let text), .quote(let text), .code(let text): text
    case .bullets(let lines), .numbered(let lines): lines.joined(separator: "; ")
    case .table(let rows): rows.map { $0.joined(separator: ", ") }.joined(separator: "; ")
    case .image(let alternative, let path): "[\(alternative)] (\(path))"
    }
  }

  func write(to writer: inout CanonicalWriter) {
    writer.writeObject { object in
      switch self {
      case .paragraph(let text): object.member("paragraph", text)
      case .bullets(let lines): object.member("bullets", lines)
      case .numbered(let lines): object.member("numbered", lines)
      case .quote(let text): object.member("quote", text)
      case .code(let text): object.member("code", text)
      case .table(let rows): object.member("table", rows) { $0.write($1) }
      case .image(let alternative, let path):
        object.member("alternative", alternative)
        object.member("image", path)
      }
    }
  }

  init?(canonical value: JSONValue) {
    let texts = { (value: JSONValue) in value.array.map { $0.compactMap(\.string) } }
    if let text = value["paragraph"]?.string {
      self = .paragraph(text)
    } else if let lines = value["bullets"].flatMap(texts) {
      self = .bullets(lines)
    } else if let lines = value["numbered"].flatMap(texts) {
      self = .numbered(lines)
    } else if let text = value["quote"]?.string {
      self = .quote(text)
    } else if let text = value["code"]?.string {
      self = .code(text)
    } else if let rows = value["table"]?.array?.compactMap(texts) {
      self = .table(rows)
    } else if let path = value["image"]?.string, let text = value["alternative"]?.string {
      self = .image(alternative: text, path: path)
    } else {
      return nil
    }
  }
}
