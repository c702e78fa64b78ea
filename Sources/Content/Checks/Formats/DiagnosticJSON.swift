/// Diagnostics as JSON: `{"schema": 1, "incidents": …, "items": …, "diagnostics": […]}`.
package struct DiagnosticJSON {
  package let text: String

  package init(_ diagnostics: [Diagnostic], incidents: Int, items: Int) {
    let value: JSONValue = [
      "diagnostics": .array(diagnostics.map(Self.line)),
      "incidents": .integer(incidents),
      "items": .integer(items),
      "schema": 1,
    ]
    text = value.prettyText
  }

  private static func line(_ diagnostic: Diagnostic) -> JSONValue {
    [
      "code": .string(diagnostic.code),
      "column": .integer(diagnostic.location.column),
      "hint": .string(diagnostic.hint),
      "line": .integer(diagnostic.location.line),
      "message": .string(diagnostic.message),
      "path": .string(diagnostic.location.path),
      "severity": .string(diagnostic.severity.rawValue),
    ]
  }
}
