import Content
import Records

/// R10: the register is tidied before somebody looks, or its dates were made up afterwards.
enum R10BatchClosing: SubstanceRule {
  static let id = "R10"
  static let level = SubstanceLevel.warning
  static let detects = "closing in batches before an audit or review, and back-dated events"

  static func findings(in evidence: SubstanceEvidence) -> [SubstanceFinding] {
    looks(evidence).flatMap { look in batch(look, evidence) } + backdated(evidence)
  }

  /// Audits and reviews with the day on which somebody looked, and the day of the look before.
  private static func looks(
    _ evidence: SubstanceEvidence
  ) -> [(name: String, day: Day, before: Day?)] {
    let audits = evidence.system.auditsByDay.filter { $0.planned.facts.on <= evidence.today }
      .map { (name: $0.id, day: $0.planned.facts.on) }
    let reviews = evidence.system.reviewsByDay.compactMap { review in
      review.closed.map { (name: review.id, day: $0.at.utcDay) }
    }
    return [audits, reviews].flatMap { days -> [(name: String, day: Day, before: Day?)] in
      days.enumerated().map { index, look in
        (look.name, look.day, index > 0 ? days[index - 1].day : nil)
      }
    }
  }

  private static func batch(
    _ look: (name: String, day: Day, before: Day?),
    _ evidence: SubstanceEvidence
  ) -> [SubstanceFinding] {
    let limits = evidence.thresholds
    let start = max(look.before ?? look.day.adding(days: -365), look.day.adding(days: -365))
    let closings = evidence.entries.flatMap { entry in
      entry.closings.map { (id: entry.id.rawValue, day: $0.at.utcDay) }
    }.filter { $0.day > start && $0.day <= look.day }
    let late = closings.filter { look.day.days(since: $0.day) <= limits.batchDays }
    guard closings.count >= limits.fewestClosures,
      Double(late.count) > limits.batchShare * Double(closings.count)
    else { return [] }
    return [
      finding(
        late.map(\.id),
        "\(late.count) of the \(closings.count) closings before ‘\(look.name)’ fell into its last "
          + "\(limits.batchDays) days: \(late.map(\.id).joined(separator: ", "))",
        resolve: "verify the effects of these entries once more, and reopen what does not hold"
      )
    ]
  }

  /// Events that were recorded long after they happened; what was seen may well be reported late.
  private static func backdated(_ evidence: SubstanceEvidence) -> [SubstanceFinding] {
    evidence.entries.compactMap { entry in
      let late = entry.history.filter { record in
        record.fact.verb != .raise
          && record.recordedAt.milliseconds - record.occurredAt.milliseconds
            > evidence.thresholds.backdatedDays * 86_400_000
      }
      guard let first = late.first else { return nil }
      return finding(
        [entry.id.rawValue],
        "\(entry.id) was \(first.fact.verb.words) for \(first.occurredAt.utcDay) and recorded on "
          + "\(first.recordedAt.utcDay)",
        resolve: "say why in the entry, and show what was there on that day"
      )
    }
  }

  static let examples: [SubstanceExample] = [
    .good("closings spread over the year") { register in
      for number in 1...4 { register.entry(number) { $0.raised = number * 20 } }
      register.audit("spring", on: 160)
    },
    .good("two closings before an audit are no share of anything") { register in
      for number in 1...2 { register.entry(number) { $0.raised = 95 } }
      register.audit("spring", on: 155)
    },
    .good("an incident that was reported late") { register in
      register.tell(
        .raise(
          .init(
            source: .incident,
            reference: "note-12",
            statement: .plain("A transfer of March was made after a mail alone")
          )
        ),
        on: 1,
        by: .staff,
        day: 40,
        occurredOn: 2
      )
    },
    .bad("three of four closings in the week before the audit") { register in
      register.entry()
      for number in 2...4 { register.entry(number) { $0.raised = 95 } }
      register.audit("spring", on: 155)
    },
    .bad("all closings in the week before the review") { register in
      for number in 1...3 { register.entry(number) { $0.raised = 95 } }
      register.review("year", on: 155)
    },
    .bad("a containment recorded a month later") { register in
      register.entry { $0.through = .classify }
      register.tell(
        .contain(
          .init(
            .notNeeded(because: .plain("The transfers were stopped by the bank")),
            on: ExampleRegister.day(2)
          )
        ),
        on: 1,
        by: .owner,
        day: 40,
        occurredOn: 2
      )
    },
  ]
}
