/// JSON for people and programs: members sorted, one a line, a line feed at the end.
///
/// The same form as `JSONEncoder` gives with pretty printing, sorted keys and plain slashes, so that
/// every JSON of the program looks alike.
extension JSONValue {
  package var prettyText: String { pretty(indent: "") + "\n" }

  private func pretty(indent: String) -> String {
    let inner = indent + "  "
    switch self {
    case .null, .bool, .integer, .string: return String(decoding: canonicalBytes, as: UTF8.self)
    case .array(let elements):
      let lines = elements.map { inner + $0.pretty(indent: inner) }
      return "[\n" + lines.joined(separator: ",\n") + "\n\(indent)]"
    case .object(let members):
      let lines = members.sorted { precedesInUTF16($0.key, $1.key) }.map { key, value in
        inner + "\(JSONValue.string(key).pretty(indent: "")) : \(value.pretty(indent: inner))"
      }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
    }
  }
}
