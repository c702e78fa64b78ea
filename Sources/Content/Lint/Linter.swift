/// Runs the rules of item writing over content that could be read.
///
/// Gives every fault that no allowance silences, as a ``Diagnostic`` whose code is the rule's id. What
/// the reader refuses is not looked at again. Each text is divided into words once, and every rule
/// works on those.
package struct Linter: Sendable {
  package let rules: [any LintRule.Type]
  private let today: Day

  /// - Parameters:
  ///   - today: The day on which a review is overdue or not.
  ///   - rules: All rules, unless a test wants one.
  package init(today: Day, rules: [any LintRule.Type] = Linter.allRules) {
    self.today = today
    self.rules = rules
  }

  /// All faults of a library, sorted by place; `sources` are the texts that it was read from.
  package func diagnostics(of library: ContentLibrary, sources: [SourceText]) -> [Diagnostic] {
    let bank = LintedBank(library, sources: sources, today: today)
    let items = bank.incidents.flatMap(\.items)
    let found = rules.flatMap { rule in
      faults(of: rule, in: bank, items).map { diagnostic($0, of: rule) }
    }
    let allowances = AllowanceUse(of: bank, known: Linter.ruleIDs)
    return (allowances.kept(of: found) + allowances.diagnostics(after: found, by: rules)).sorted()
  }

  private func faults(
    of type: any LintRule.Type,
    in bank: LintedBank,
    _ items: [LintedItem]
  ) -> [Fault] {
    switch type.init() {
    case let rule as any QuestionRule:
      items.flatMap { item in
        item.questions.flatMap { question in
          rule.faults(in: question, of: item).map { $0.about(item.item.id.rawValue) }
        }
      }
    case let rule as any ItemRule:
      items.flatMap { item in
        rule.faults(in: item).map { $0.about(item.item.id.rawValue) }
      }
    case let rule as any IncidentRule:
      bank.incidents.flatMap { incident in
        rule.faults(in: incident).map { $0.about(incident.incident.id.rawValue) }
      }
    case let rule as any BankRule: rule.faults(in: bank)
    default: []
    }
  }

  private func diagnostic(_ fault: Fault, of rule: any LintRule.Type) -> Diagnostic {
    Diagnostic(
      fault.severity ?? rule.severity,
      code: rule.id,
      fault.message,
      at: fault.place,
      note: fault.note,
      hint: fault.hint ?? rule.hint,
      subject: fault.subject
    )
  }
}

extension Fault {
  fileprivate func about(_ subject: String) -> Fault {
    var fault = self
    fault.subject = fault.subject ?? subject
    return fault
  }
}

/// The allowances of all files, and which faults they silence.
private struct AllowanceUse {
  private let byPath: [String: [Allowance]]
  private let sources: [String: SourceText]
  private let known: Set<String>

  init(of bank: LintedBank, known: Set<String>) {
    byPath = Dictionary(grouping: bank.incidents, by: \.source.path)
      .mapValues { $0.flatMap(\.incident.allowances) }
    sources = Dictionary(bank.incidents.map { ($0.source.path, $0.source) }) { first, _ in first }
    self.known = known
  }

  func kept(of diagnostics: [Diagnostic]) -> [Diagnostic] {
    diagnostics.filter { diagnostic in
      !(byPath[diagnostic.location.path] ?? []).contains { $0.silences(diagnostic) }
    }
  }

  /// What is wrong with the allowances themselves: unknown rules, and rules that say nothing there.
  func diagnostics(after found: [Diagnostic], by rules: [any LintRule.Type]) -> [Diagnostic] {
    byPath.sorted { $0.key < $1.key }.flatMap { path, allowances in
      allowances.flatMap { allowance in
        allowance.rules.compactMap { name -> Diagnostic? in
          let place = place(of: name, in: allowance, path: path)
          guard known.contains(name) else { return unknown(name, at: place) }
          let isUsed = found.contains {
            $0.code == name && $0.location.path == path
              && allowance.lines.contains($0.location.line)
          }
          let wasRun = rules.contains { $0.id == name }
          return isUsed || !wasRun ? nil : unused(name, at: place)
        }
      }
    }
  }

  /// The comment stands above the first line that it holds for.
  private func place(of name: String, in allowance: Allowance, path: String) -> SourceLocation {
    guard let source = sources[path] else {
      return SourceLocation(path: path, line: allowance.lines.lowerBound, column: 1)
    }
    let above = source.lines.prefix(max(0, allowance.lines.lowerBound - 1))
    let comment = above.lastIndex {
      $0.hasPrefix("<!-- debrief:allow") && $0.contains(name) && $0.contains(allowance.reason)
    }
    return source.location(line: (comment ?? allowance.lines.lowerBound - 1) + 1, of: name)
  }

  private func unknown(_ name: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      code: "allow-unknown-rule",
      "there is no rule ‘\(name)’",
      at: place,
      hint: nearest(to: name, in: known.sorted()).map { "did you mean ‘\($0)’?" }
        ?? "what the reader itself refuses cannot be silenced"
    )
  }

  private func unused(_ name: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      .info,
      code: "allow-unused",
      "\(name) finds nothing here that had to be silenced",
      at: place,
      hint: "take the comment out, so that it does not silence a later fault"
    )
  }
}

extension Allowance {
  fileprivate func silences(_ diagnostic: Diagnostic) -> Bool {
    rules.contains(diagnostic.code) && lines.contains(diagnostic.location.line)
  }
}
