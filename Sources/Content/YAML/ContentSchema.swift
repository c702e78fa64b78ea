/// JSON Schemas (draft 2020-12) of the YAML that authors write, for editors that complete and check it.
///
/// The reader is the authority: a test holds the names here to the names that it allows.
package enum ContentSchema: String, CaseIterable, Sendable {
  case programme
  case competencies
  case incident

  /// The names of the mapping at the top.
  package var names: [String] { properties.map(\.name) }

  package var json: JSONValue {
    Self.object(
      properties,
      title: title,
      members: ["$schema": "https://json-schema.org/draft/2020-12/schema"]
    )
  }

  private struct Property {
    let name: String
    let isNeeded: Bool
    let schema: JSONValue

    init(_ name: String, _ schema: JSONValue, needed isNeeded: Bool = false) {
      self.name = name
      self.isNeeded = isNeeded
      self.schema = schema
    }
  }

  private var title: String {
    switch self {
    case .programme: "What an organisation asks of its people"
    case .competencies: "What people can do after learning it"
    case .incident: "The front matter of an incident file"
    }
  }

  private var properties: [Property] {
    switch self {
    case .programme: Self.programmeProperties
    case .competencies:
      [
        Property(
          "competencies",
          Self.list(
            of: Self.object([
              Property("id", Self.id, needed: true), Property("statement", Self.text, needed: true),
              Property("controls", Self.list(of: Self.control)),
            ])
          ),
          needed: true
        )
      ]
    case .incident: Self.incidentProperties
    }
  }

  private static var programmeProperties: [Property] {
    let role = object([
      Property("id", id, needed: true), Property("includes", list(of: id)),
      Property("requires", list(of: id)),
    ])
    let mastery = object([
      Property("cut", number(-4, 4)), Property("indifference", number(0.05, 2)),
      Property("alpha", number(0.001, 0.4)), Property("beta", number(0.001, 0.4)),
      Property("cap", integer(3, 500)),
    ])
    let validity = object([Property("min", integer(1, 3650)), Property("max", integer(1, 3650))])
    let recall = object([
      Property("target", number(0.5, 0.99)), Property("validity-days", validity),
    ])
    let signals = object([
      Property("min-people", integer(2, 10_000)), Property("interval", number(0.5, 0.999)),
      Property("target-mastery", number(0.05, 0.99)),
      Property("lesson-within-days", integer(1, 3650)),
    ])
    return [
      Property("organisation", text, needed: true), Property("time-zone", text, needed: true),
      Property("roles", list(of: role), needed: true), Property("mastery", mastery),
      Property("recall", recall), Property("signals", signals),
      Property("privacy", object([Property("min-cell", integer(1, 100))])),
      Property("cadence", ["type": "object"]), Property("objectives", ["type": "array"]),
    ]
  }

  private static var incidentProperties: [Property] {
    let source = object([
      Property("id", text, needed: true), Property("title", text, needed: true),
      Property("publisher", text, needed: true), Property("date", partialDay, needed: true),
      Property("url", pattern("^https?://"), needed: true),
    ])
    return [
      Property("incident", id, needed: true), Property("title", text, needed: true),
      Property("occurred", pattern("^[0-9-]+(/[0-9-]+)?$"), needed: true),
      Property("severity", integer(1, 5), needed: true), Property("audience", list(of: id)),
      Property("attack", list(of: pattern("^T[0-9]{4}(\\.[0-9]{3})?$"))),
      Property("sources", list(of: source), needed: true),
      Property("review-by", pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), needed: true),
      Property("owner", text, needed: true),
      Property("lang", pattern("^[A-Za-z]{2,3}(-[A-Za-z]{2,4})?$")),
      Property("source-digest", text),
    ]
  }

  // MARK: Parts

  private static func object(
    _ properties: [Property],
    title: String? = nil,
    members: [String: JSONValue] = [:]
  ) -> JSONValue {
    var all = members
    all["type"] = "object"
    all["additionalProperties"] = false
    all["properties"] = .object(
      Dictionary(properties.map { ($0.name, $0.schema) }) { first, _ in first }
    )
    all["required"] = .array(properties.filter(\.isNeeded).map { .string($0.name) })
    if let title { all["title"] = .string(title) }
    return .object(all)
  }

  private static let text: JSONValue = ["type": "string", "minLength": 1]
  private static let id: JSONValue = pattern("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$")
  private static let control: JSONValue = pattern("^A\\.[5-8]\\.[0-9]{1,2}$")

  /// A year alone is a number in YAML.
  private static let partialDay: JSONValue = [
    "type": ["string", "integer"], "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$",
  ]

  private static func pattern(_ text: String) -> JSONValue {
    ["type": "string", "pattern": .string(text)]
  }

  private static func list(of element: JSONValue) -> JSONValue {
    ["type": "array", "items": element]
  }

  private static func integer(_ least: Int, _ most: Int) -> JSONValue {
    ["type": "integer", "minimum": .integer(least), "maximum": .integer(most)]
  }

  /// Bounds are written as decimals; see ``ContentSchema/text``.
  private static func number(_ least: Double, _ most: Double) -> JSONValue {
    ["type": "number", "minimum": .string("\(least)"), "maximum": .string("\(most)")]
  }

  /// The schema as JSON, numbers with a fraction as numbers.
  package var text: String {
    let canonical = String(decoding: json.canonicalBytes, as: UTF8.self)
    // Records hold no fractions, so our JSON has none; bounds were written as texts.
    return ["minimum", "maximum"].reduce(canonical) { text, name in
      text.split(separator: "\"\(name)\":\"", omittingEmptySubsequences: false).enumerated().map {
        index,
        part in
        guard index > 0, let end = part.firstIndex(of: "\"") else { return String(part) }
        return "\"\(name)\":\(part[..<end])\(part[part.index(after: end)...])"
      }.joined()
    }
  }
}
