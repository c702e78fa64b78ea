/// A rule in words, for `content check --explain` and for the documentation.
package struct RuleText {
  private let rule: any LintRule.Type

  package init(_ rule: any LintRule.Type) { self.rule = rule }

  /// For a terminal.
  package var plain: String {
    let examples = rule.examples.map { example in
      "\(heading(of: example)):\n\n" + indented(example.shown)
    }
    return """
      \(rule.id): \(rule.summary)

        level  \(rule.severity.rawValue)
          why  \(rule.why)
         hint  \(rule.hint)

      \(examples.joined(separator: "\n\n"))

      To silence it in one place, with a reason that is kept, write before the heading:

          <!-- debrief:allow \(rule.id) reason="…" -->

      """
  }

  /// For the catalog.
  package var markdown: String {
    let examples = rule.examples.map { example in
      "\(heading(of: example)):\n\n````markdown\n\(example.shown)\n````"
    }
    return """
      ### \(rule.id): \(rule.summary)

      *\(rule.severity.rawValue.capitalised)*. Why: \(rule.why). What to do: \(rule.hint).

      \(examples.joined(separator: "\n\n"))

      """
  }

  private func heading(of example: LintExample) -> String {
    let times = example.repetitions > 1 ? ", \(example.repetitions) items like this" : ""
    return switch example.verdict {
    case .good: "Good\(times)"
    case .bad: "Bad\(times)"
    case .refused(let code): "Refused by the reader as `\(code)`"
    }
  }

  private func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "    \($0)" }
      .joined(separator: "\n")
  }
}

extension LintExample {
  /// The example with ids as authors write them.
  fileprivate var shown: String {
    guard competencies == nil else { return markdown + "\n" + (competencies ?? "") }
    return markdown.replacing("#n", with: "#item")
  }
}

extension String {
  fileprivate var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
