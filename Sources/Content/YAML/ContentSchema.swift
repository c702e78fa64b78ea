/// JSON Schemas (draft 2020-12) of the YAML that authors write, for editors that complete and check it.
///
/// The reader is the authority: a test holds the names here to the names that it allows.
package enum ContentSchema: String, CaseIterable, Sendable {
  case programme
  case competencies
  case incident

  /// The names of the mapping at the top.
  package var names: [String] { properties.map(\.name) }

  package var schema: JSONSchema {
    var schema = JSONSchema.mapping(properties)
    schema.dialect = "https://json-schema.org/draft/2020-12/schema"
    schema.title = title
    return schema
  }

  private var title: String {
    switch self {
    case .programme: "What an organisation asks of its people"
    case .competencies: "What people can do after learning it"
    case .incident: "The front matter of an incident file"
    }
  }

  private var properties: [JSONSchema.Property] {
    switch self {
    case .programme: Self.programmeProperties
    case .competencies:
      [
        .needed(
          "competencies",
          .list(
            of: .mapping([
              .needed("id", .id), .needed("statement", .text),
              .optional("controls", .list(of: .pattern("^A\\.[5-8]\\.[0-9]{1,2}$"))),
            ])
          )
        )
      ]
    case .incident: Self.incidentProperties
    }
  }

  private static var programmeProperties: [JSONSchema.Property] {
    let role = JSONSchema.mapping([
      .needed("id", .id), .optional("includes", .list(of: .id)),
      .optional("requires", .list(of: .id)),
    ])
    let mastery = JSONSchema.mapping([
      .optional("cut", .number(-4, 4)), .optional("indifference", .number(0.05, 2)),
      .optional("alpha", .number(0.001, 0.4)), .optional("beta", .number(0.001, 0.4)),
      .optional("cap", .integer(3, 500)), .optional("resume-days", .integer(0, 90)),
      .optional("wait-days", .integer(0, 365)),
    ])
    let validity = JSONSchema.mapping([
      .optional("min", .integer(1, 3650)), .optional("max", .integer(1, 3650)),
    ])
    let recall = JSONSchema.mapping([
      .optional("target", .number(0.5, 0.99)), .optional("validity-days", validity),
    ])
    let signals = JSONSchema.mapping([
      .optional("min-people", .integer(2, 10_000)), .optional("interval", .number(0.5, 0.999)),
      .optional("target-mastery", .number(0.05, 0.99)),
      .optional("lesson-within-days", .integer(1, 3650)),
    ])
    let months = JSONSchema.pattern("^(1 month|[1-9][0-9]? months)$")
    let cadence = JSONSchema.mapping([
      .optional("management-review", months), .optional("internal-audit", months),
      .optional("risk-review", months),
    ])
    let objective = JSONSchema.mapping([
      .needed("id", .id), .needed("metric", .text),
      .needed("direction", .pattern("^(above|below)$")),
      // A number alone is no text in YAML, so no type is asked for.
      .needed("target", JSONSchema(pattern: "^-?[0-9]+(\\.[0-9]+)?( (min|hours|days))?$")),
      .needed("owner", .text),
    ])
    return [
      .needed("organisation", .text), .needed("time-zone", .text),
      .needed("roles", .list(of: role)), .optional("mastery", mastery),
      .optional("recall", recall), .optional("signals", signals),
      .optional("privacy", .mapping([.optional("min-cell", .integer(1, 100))])),
      .optional("cadence", cadence), .optional("objectives", .list(of: objective)),
    ]
  }

  private static var incidentProperties: [JSONSchema.Property] {
    let source = JSONSchema.mapping([
      .needed("id", .text), .needed("title", .text), .needed("publisher", .text),
      // A year alone is a number in YAML, so no type is asked for.
      .needed("date", JSONSchema(pattern: "^[0-9]{4}(-[0-9]{2}){0,2}$")),
      .needed("url", .pattern("^https?://")),
    ])
    return [
      .needed("incident", .id), .needed("title", .text),
      .needed("occurred", JSONSchema(pattern: "^[0-9-]+(/[0-9-]+)?$")),
      .needed("severity", .integer(1, 5)), .optional("audience", .list(of: .id)),
      .optional("attack", .list(of: .pattern("^T[0-9]{4}(\\.[0-9]{3})?$"))),
      .needed("sources", .list(of: source)),
      .needed("review-by", .pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")), .needed("owner", .text),
      .optional("lang", .pattern("^[A-Za-z]{2,3}(-[A-Za-z]{2,4})?$")),
      .optional("source-digest", .text),
    ]
  }
}

/// The part of JSON Schema that the content's YAML needs.
package struct JSONSchema: Encodable, Sendable {
  /// A name of a mapping, with what stands there.
  struct Property {
    let name: String
    let schema: JSONSchema
    let isNeeded: Bool

    static func needed(_ name: String, _ schema: JSONSchema) -> Property {
      Property(name: name, schema: schema, isNeeded: true)
    }

    static func optional(_ name: String, _ schema: JSONSchema) -> Property {
      Property(name: name, schema: schema, isNeeded: false)
    }
  }

  var dialect: String?
  var title: String?
  var type: String?
  var pattern: String?
  var minLength: Int?
  var minimum: Double?
  var maximum: Double?
  var properties: [String: JSONSchema]?
  var required: [String]?
  var additionalProperties: Bool?

  /// One schema, in an array because a value cannot hold itself.
  private var elements: [JSONSchema]?

  init(type: String? = nil, pattern: String? = nil) {
    self.type = type
    self.pattern = pattern
  }

  static var text: JSONSchema {
    var schema = JSONSchema(type: "string")
    schema.minLength = 1
    return schema
  }

  static var id: JSONSchema { pattern("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$") }

  static func pattern(_ pattern: String) -> JSONSchema {
    JSONSchema(type: "string", pattern: pattern)
  }

  static func integer(_ least: Double, _ most: Double) -> JSONSchema {
    bounded("integer", least, most)
  }

  static func number(_ least: Double, _ most: Double) -> JSONSchema {
    bounded("number", least, most)
  }

  private static func bounded(_ type: String, _ least: Double, _ most: Double) -> JSONSchema {
    var schema = JSONSchema(type: type)
    (schema.minimum, schema.maximum) = (least, most)
    return schema
  }

  static func list(of element: JSONSchema) -> JSONSchema {
    var schema = JSONSchema(type: "array")
    schema.elements = [element]
    return schema
  }

  /// A mapping with these names and no others.
  static func mapping(_ properties: [Property]) -> JSONSchema {
    var schema = JSONSchema(type: "object")
    schema.properties = Dictionary(properties.map { ($0.name, $0.schema) }) { first, _ in first }
    schema.required = properties.filter(\.isNeeded).map(\.name)
    schema.additionalProperties = false
    return schema
  }

  private enum CodingKeys: String, CodingKey {
    case dialect = "$schema"
    case title
    case type
    case pattern
    case minLength
    case minimum
    case maximum
    case properties
    case required
    case additionalProperties
    case items
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(dialect, forKey: .dialect)
    try container.encodeIfPresent(title, forKey: .title)
    try container.encodeIfPresent(type, forKey: .type)
    try container.encodeIfPresent(pattern, forKey: .pattern)
    try container.encodeIfPresent(minLength, forKey: .minLength)
    try container.encodeIfPresent(minimum, forKey: .minimum)
    try container.encodeIfPresent(maximum, forKey: .maximum)
    try container.encodeIfPresent(properties, forKey: .properties)
    try container.encodeIfPresent(required, forKey: .required)
    try container.encodeIfPresent(additionalProperties, forKey: .additionalProperties)
    try container.encodeIfPresent(elements?.first, forKey: .items)
  }
}
