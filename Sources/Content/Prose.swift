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

  var canonical: JSONValue {
    let texts = { (lines: [String]) in JSONValue.array(lines.map(JSONValue.string)) }
    return switch self {
    case .paragraph(let text): ["paragraph": .string(text)]
    case .bullets(let lines): ["bullets": texts(lines)]
    case .numbered(let lines): ["numbered": texts(lines)]
    case .quote(let text): ["quote": .string(text)]
    case .code(let text): ["code": .string(text)]
    case .table(let rows): ["table": .array(rows.map(texts))]
    case .image(let alternative, let path):
      ["image": .string(path), "alternative": .string(alternative)]
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
