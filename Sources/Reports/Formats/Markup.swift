/// A piece of a page, well-formed as HTML and as XML.
///
/// Text becomes markup only by being escaped, and tags come only from ``tag(_:_:_:)``, whose names are
/// fixed in the program. So no text from outside can end up as markup, whoever wrote the report.
///
/// ```swift
/// Markup.tag("p", ["class": "note"], "n = \(people), ", .tag("strong", Markup(title)))
/// ```
package struct Markup: Hashable, Sendable {
  /// The markup as it stands in the file.
  package let source: String

  private init(source: String) { self.source = source }

  /// Text, escaped.
  package init(_ text: String) { source = escapedText(text) }

  /// Pieces one after the other.
  package init(_ parts: [Markup]) { source = parts.map(\.source).joined() }

  package static let nothing = Markup([])

  /// An element with attributes; those without a value are left out.
  package static func tag(
    _ name: StaticString,
    _ attributes: KeyValuePairs<StaticString, String?>,
    _ content: Markup...
  ) -> Markup {
    let inner = content.map(\.source).joined()
    let open = "<\(name)\(written(attributes))>"
    // A line for each element that is not part of a sentence keeps two versions comparable.
    let lead = inner.hasSuffix("\n") ? "\n" : ""
    let end = isInline(name) ? "" : "\n"
    return Markup(source: "\(open)\(lead)\(inner)</\(name)>\(end)")
  }

  package static func tag(_ name: StaticString, _ content: Markup...) -> Markup {
    tag(name, [:], Markup(content))
  }

  /// An element that never has content, closed as XML asks.
  package static func void(
    _ name: StaticString,
    _ attributes: KeyValuePairs<StaticString, String?> = [:]
  ) -> Markup {
    Markup(source: "<\(name)\(written(attributes))/>\(isInline(name) ? "" : "\n")")
  }

  private static func written(_ attributes: KeyValuePairs<StaticString, String?>) -> String {
    attributes.map { name, value in
      value.map { " \(name)=\"\(escapedAttribute($0))\"" } ?? ""
    }.joined()
  }

  private static func isInline(_ name: StaticString) -> Bool {
    ["a", "b", "code", "em", "span", "strong", "tspan", "wbr"].contains("\(name)")
  }
}

extension Markup: ExpressibleByStringInterpolation {
  /// Takes a literal as text; what is interpolated is escaped with it.
  package init(stringLiteral text: String) { self.init(text) }
}

extension [Markup] {
  /// The pieces with a separator between them.
  package func joined(by separator: Markup) -> Markup {
    Markup(enumerated().flatMap { $0.offset == 0 ? [$0.element] : [separator, $0.element] })
  }
}
