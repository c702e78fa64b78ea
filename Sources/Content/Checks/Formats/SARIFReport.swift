/// Diagnostics as SARIF 2.1.0 (OASIS, 2020, with Errata 01), which code hosts show beside the text.
///
/// Every rule that may speak is declared, and a result names its rule by id and index. Places are URIs
/// relative to the workspace, columns count Unicode scalars, and a fingerprint that does not hang on
/// line numbers tells a known fault from a new one.
package struct SARIFReport {
  package let text: String

  package init(_ diagnostics: [Diagnostic], rules: [any LintRule.Type], version: String) {
    let declared = Self.declarations(of: rules, and: diagnostics)
    let indices = Dictionary(declared.enumerated().map { ($1.id, $0) }) { first, _ in first }
    let fingerprints = Fingerprint.all(of: diagnostics)
    let results = zip(diagnostics, fingerprints).map { diagnostic, fingerprint in
      Self.result(diagnostic, rule: indices[diagnostic.code] ?? -1, fingerprint)
    }
    let driver: JSONValue = [
      "name": "debrief",
      "rules": .array(declared.map(\.value)),
      "semanticVersion": .string(version),
    ]
    let run: JSONValue = [
      "columnKind": "unicodeCodePoints",
      "results": .array(results),
      "tool": ["driver": driver],
    ]
    let report: JSONValue = [
      "$schema":
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
      "runs": [run],
      "version": "2.1.0",
    ]
    text = report.prettyText
  }

  // MARK: Rules

  private static func declarations(
    of rules: [any LintRule.Type],
    and diagnostics: [Diagnostic]
  ) -> [(id: String, value: JSONValue)] {
    let known = rules.map { rule -> (id: String, value: JSONValue) in
      let value: JSONValue = [
        "defaultConfiguration": ["level": .string(level(of: rule.severity))],
        "fullDescription": ["text": .string(rule.why)],
        "help": ["text": .string(rule.hint)],
        "id": .string(rule.id),
        "shortDescription": ["text": .string(rule.summary)],
      ]
      return (rule.id, value)
    }
    // What the reader refuses has names of its own; those that occur are declared as well.
    let names = Set(diagnostics.map(\.code)).subtracting(known.map(\.id)).sorted()
    return known
      + names.map { name in
        (name, ["defaultConfiguration": ["level": "error"], "id": .string(name)])
      }
  }

  private static func level(of severity: Diagnostic.Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .info: "note"
    }
  }

  // MARK: Results

  private static func result(
    _ diagnostic: Diagnostic,
    rule: Int,
    _ fingerprint: String
  ) -> JSONValue {
    [
      "level": .string(level(of: diagnostic.severity)),
      "locations": [["physicalLocation": place(diagnostic.location)]],
      "message": ["text": .string("\(diagnostic.message); \(diagnostic.hint)")],
      "partialFingerprints": ["debriefFault/v1": .string(fingerprint)],
      "ruleId": .string(diagnostic.code),
      "ruleIndex": .integer(rule),
    ]
  }

  private static func place(_ location: SourceLocation) -> JSONValue {
    let columns = location.scalarColumns
    var region: [String: JSONValue] = [
      "startLine": .integer(location.line), "startColumn": .integer(columns.lowerBound),
    ]
    if let excerpt = location.excerpt {
      region["endColumn"] = .integer(columns.upperBound)
      region["snippet"] = ["text": .string(excerpt)]
    }
    return [
      "artifactLocation": ["uri": .string(escapedPath(location.path))],
      "region": .object(region),
    ]
  }

  /// A path as a relative URI reference (RFC 3986): other bytes than its unreserved ones are escaped.
  static func escapedPath(_ path: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    let bytes = path.utf8.flatMap { byte -> [UInt8] in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
        [byte]
      default: [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension SourceLocation {
  /// The columns in Unicode scalars, the end not included.
  fileprivate var scalarColumns: Range<Int> {
    guard let excerpt else { return column..<column + 1 }
    let before = excerpt.prefix(column - 1).unicodeScalars.count
    let marked = excerpt.dropFirst(column - 1).prefix(length).unicodeScalars.count
    return before + 1..<before + 1 + max(1, marked)
  }
}
