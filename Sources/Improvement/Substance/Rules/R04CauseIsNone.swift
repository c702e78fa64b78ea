import Content

/// R4: the cause is a person, says again what was seen, or is a phrase that fits everything.
enum R04CauseIsNone: SubstanceRule {
  static let id = "R4"
  static let level = SubstanceLevel.error
  static let detects = "a root cause that is a person, the symptom, or a set phrase"

  /// One text as the cause of so many entries explains none of them.
  static let mostCopies = 2

  static func findings(in evidence: SubstanceEvidence) -> [SubstanceFinding] {
    let analysed = evidence.entries.filter { $0.cycle.analysis != nil }
    return analysed.flatMap { findings($0, evidence) } + copies(analysed, evidence)
  }

  private static func findings(
    _ entry: RegisterEntry,
    _ evidence: SubstanceEvidence
  ) -> [SubstanceFinding] {
    let id = entry.id.rawValue
    let root = entry.rootCause(evidence)
    let resolve = "ask once more why that was possible: debrief register cause \(id) …"
    if BlamingCause.isBlaming(root) {
      return [finding([id], "the cause of \(id) ends at a person", resolve: resolve)]
    }
    return TextOverlap.isNearlySame(root, evidence.text(entry.raised.facts.statement))
      ? [finding([id], "the cause of \(id) says again what was seen", resolve: resolve)] : []
  }

  private static func copies(
    _ entries: [RegisterEntry],
    _ evidence: SubstanceEvidence
  ) -> [SubstanceFinding] {
    let byCause = Dictionary(grouping: entries) { entry in
      TextSubstance.words(of: entry.rootCause(evidence)).joined(separator: " ")
    }
    return byCause.filter { !$0.key.isEmpty && $0.value.count > mostCopies }
      .sorted { $0.value[0].id < $1.value[0].id }.map { _, same in
        let ids = same.map(\.id.rawValue)
        return finding(
          ids,
          "\(ids.joined(separator: ", ")) have one and the same cause, word for word",
          resolve: "find what is particular to each, or make one entry of them",
          level: .warning
        )
      }
  }

  static let examples: [SubstanceExample] = [
    .good("a cause that can be changed") { $0.entry { $0.through = .cause } },
    .good("two entries with one cause") { register in
      register.entry { $0.through = .cause }
      register.entry(2) { $0.through = .cause }
    },
    .good("a short cause in words of a long statement") { register in
      register.entry { entry in
        entry.statement =
          "The form for transfers can be sent without a second check, and in one month two transfers "
          + "were made after a mail alone"
        entry.whys = ["A mail was enough", "The form can be sent without a second check"]
        entry.through = .cause
      }
    },
    .bad("human error") { register in
      register.entry { entry in
        entry.whys = ["The transfer was made after a mail", "It was plainly a human error again"]
        entry.through = .cause
      }
    },
    .bad("the symptom in other words") { register in
      register.entry { entry in
        entry.whys = [
          "Somebody trusted a mail", "Twice in one month transfers were made after mail",
        ]
        entry.through = .cause
      }
    },
    .bad("one cause for three entries") { register in
      for number in 1...3 { register.entry(number) { $0.through = .cause } }
    },
    .bad("a factor that blames") { register in
      register.entry { entry in
        entry.factors = [
          .init(kind: .people, factor: .plain("The clerk forgot to ring the supplier")),
          .init(kind: .process, factor: .plain("The form asks for no call")),
        ]
        entry.through = .cause
      }
    },
  ]
}
