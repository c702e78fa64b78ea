/// Diagnostics as the XML of JUnit reports, in the dialect of Ant that CI servers read.
///
/// A file is a suite. An error is a failed case, and a file without one is a case that passed, since a
/// report without cases counts as no report. Warnings and information do not fail: they stand in the
/// suite's output.
package struct JUnitReport {
  package let text: String

  /// - Parameters:
  ///   - diagnostics: What was found.
  ///   - paths: The files that were checked, whether or not anything was found in them.
  ///   - time: When.
  ///   - host: Where; the format wants it, and `localhost` says nothing about anybody's machine.
  package init(
    _ diagnostics: [Diagnostic],
    paths: [String],
    at time: Timestamp,
    host: String = "localhost"
  ) {
    let byPath = Dictionary(grouping: diagnostics, by: \.location.path)
    let all = Set(paths).union(byPath.keys).sorted()
    let suites = all.enumerated().map { index, path in
      Self.suite(path, byPath[path] ?? [], index: index, time: time, host: host)
    }
    text =
      (["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites>"] + suites + [
        "</testsuites>", "",
      ])
      .joined(separator: "\n")
  }

  private static func suite(
    _ path: String,
    _ diagnostics: [Diagnostic],
    index: Int,
    time: Timestamp,
    host: String
  ) -> String {
    let errors = diagnostics.filter { $0.severity == .error }
    let others = diagnostics.filter { $0.severity != .error }
    let passed = "    <testcase name=\"content\" classname=\"\(escaped(path))\" time=\"0\"/>"
    let cases = errors.isEmpty ? [passed] : errors.map { failed($0, path) }
    let second = String(time.description.prefix(19))
    let attributes = [
      ("name", path), ("package", "debrief"), ("id", "\(index)"), ("timestamp", second),
      ("hostname", host), ("tests", "\(cases.count)"), ("failures", "\(errors.count)"),
      ("errors", "0"), ("time", "0"),
    ].map { "\($0)=\"\(escaped($1))\"" }.joined(separator: " ")
    let output = others.map { escaped($0.text) }.joined(separator: "\n")
    return
      (["  <testsuite \(attributes)>", "    <properties/>"] + cases + [
        "    <system-out>\(output)</system-out>", "    <system-err/>", "  </testsuite>",
      ]).joined(separator: "\n")
  }

  private static func failed(_ diagnostic: Diagnostic, _ path: String) -> String {
    let name = "\(diagnostic.code) line \(diagnostic.location.line)"
    return """
          <testcase name="\(escaped(name))" classname="\(escaped(path))" time="0">
            <failure type="\(escaped(diagnostic.code))" message="\(escaped(diagnostic.message))">\
      \(escaped(diagnostic.text))</failure>
          </testcase>
      """
  }

  /// Text for XML 1.0, without the characters that it has no way to write.
  private static func escaped(_ text: String) -> String {
    neutralised(text, keepingLineFeeds: true)
      .replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;").replacing("\u{FFFE}", with: "\u{FFFD}")
      .replacing("\u{FFFF}", with: "\u{FFFD}")
  }
}
