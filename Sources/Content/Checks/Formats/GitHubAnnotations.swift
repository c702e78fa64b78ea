/// Diagnostics as workflow commands of GitHub Actions, which puts them beside the lines of a change.
///
/// `::error file=…,line=…,col=…,endColumn=…,title=…::message`, escaped as the runner unescapes it:
/// `actions/toolkit`, packages/core/src/command.ts.
package struct GitHubAnnotations {
  package let text: String

  package init(_ diagnostics: [Diagnostic]) {
    text = diagnostics.map { Self.line($0) + "\n" }.joined()
  }

  private static func line(_ diagnostic: Diagnostic) -> String {
    let location = diagnostic.location
    let properties = [
      ("file", location.path), ("line", "\(location.line)"), ("col", "\(location.column)"),
      ("endColumn", "\(location.column + location.length)"), ("title", diagnostic.code),
    ].map { "\($0)=\(property($1))" }.joined(separator: ",")
    let message = data("\(neutralised(diagnostic.message)); \(neutralised(diagnostic.hint))")
    return "::\(command(diagnostic.severity)) \(properties)::\(message)"
  }

  private static func command(_ severity: Diagnostic.Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .info: "notice"
    }
  }

  private static func data(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  private static func property(_ text: String) -> String {
    data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
