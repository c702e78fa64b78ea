import Content

/// R6: people are trained although a process or a tool let it happen.
enum R06TrainingOnly: SubstanceRule {
  static let id = "R6"
  static let level = SubstanceLevel.warning
  static let detects = "training as the only action against a cause in a process or a technology"

  static func findings(in evidence: SubstanceEvidence) -> [SubstanceFinding] {
    evidence.entries.compactMap { entry in
      let kinds = Set(entry.cycle.actions.map(\.action.kind))
      guard kinds == [.training], let cause = systemCause(entry) else { return nil }
      return finding(
        [entry.id.rawValue],
        "\(entry.id) is answered by training alone, and \(cause)",
        resolve: "add an action that removes a step, clarifies a text or changes the process"
      )
    }
  }

  /// Why training alone is no answer; `nil` where it may be one.
  private static func systemCause(_ entry: RegisterEntry) -> String? {
    switch entry.cycle.analysis?.facts.method {
    case .contributingFactors(let factors):
      factors.first { [.process, .technology].contains($0.kind) }
        .map { "a \($0.kind.rawValue) contributed to it" }
    case .fiveWhys, nil:
      entry.affects.contains(.process) || entry.affects.contains(.control)
        ? "it affects a process or a control" : nil
    }
  }

  static let examples: [SubstanceExample] = [
    .good("a change of the process") { $0.entry() },
    .good("training beside a change of the process") {
      $0.entry { $0.kinds = [.training, .process] }
    },
    .good("training where only knowledge was missing") { register in
      register.entry { entry in
        (entry.kinds, entry.affects) = ([.training], [.people])
      }
    },
    .bad("training against a process that let it happen") { $0.entry { $0.kinds = [.training] } },
    .bad("training although a factor is a technology") { register in
      register.entry { entry in
        (entry.kinds, entry.affects) = ([.training], [.people])
        entry.factors = [
          .init(kind: .people, factor: .plain("New staff met the form for the first time")),
          .init(kind: .technology, factor: .plain("The form sends itself without a check")),
        ]
      }
    },
    .bad("two trainings are still only training") { register in
      register.entry { ($0.kinds, $0.through) = ([.training, .training], .plan) }
    },
  ]
}
