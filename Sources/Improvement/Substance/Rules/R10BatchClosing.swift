import Content
import Records

/// R10: the register is tidied before somebody looks, or its dates were made up afterwards.
enum R10BatchClosing: SubstanceRule {
  static let id = "R10"
  static let level = SubstanceLevel.warning
  static let detects = "closing in batches before an audit or review, and back-dated events"

  static func findings(in evidence: SubstanceEvidence) -> [SubstanceFinding] {
    looks(evidence).flatMap { batch($0, evidence) } + backdated(evidence) + given(evidence)
  }

  /// An audit or a review.
  private struct Look {
    let name: String
    let day: Day

    /// The last day on which something is closed before somebody looks: a review closes entries itself.
    let last: Day

    /// The day of the look before.
    var before: Day?
  }

  private static func looks(_ evidence: SubstanceEvidence) -> [Look] {
    let audited = evidence.system.auditsByDay.map { audit in
      Look(name: audit.id, day: audit.planned.facts.on, last: audit.planned.facts.on)
    }.filter { $0.day <= evidence.today }
    let reviewed = evidence.system.reviewsByDay.compactMap { review in
      review.closed.map { closed in
        let day = closed.at.utcDay
        return Look(name: review.id, day: day, last: day.adding(days: -1))
      }
    }
    return [audited, reviewed].flatMap { looks in
      looks.enumerated().map { index, look in
        var look = look
        look.before = index > 0 ? looks[index - 1].day : nil
        return look
      }
    }
  }

  /// Of the time since the look before, but of no less than a quarter: the last fourteen days of a month
  /// are nearly half of it, and half of all closings fall into them by chance.
  private static func batch(_ look: Look, _ evidence: SubstanceEvidence) -> [SubstanceFinding] {
    let limits = evidence.thresholds
    let year = look.day.adding(days: -365)
    let start = max(
      year,
      min(look.before ?? year, look.day.adding(days: -limits.shareDays))
    )
    let closings = evidence.entries.flatMap { entry in
      entry.closings.map { (id: entry.id.rawValue, day: $0.at.utcDay) }
    }.filter { $0.day > start && $0.day <= look.last }
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

  /// Acts whose time decides what they show, and was given instead of being the system's: recorded and
  /// claimed time are then the same, and nothing tells whether it was so.
  private static func given(_ evidence: SubstanceEvidence) -> [SubstanceFinding] {
    let timed: [RegisterVerb] = [.contain, .start, .finish, .verify, .close]
    return evidence.entries.compactMap { entry in
      let verbs = entry.history.filter { $0.clock == .given }.map(\.fact.verb)
      let words = timed.filter(verbs.contains).map(\.words)
      guard !words.isEmpty else { return nil }
      return finding(
        [entry.id.rawValue],
        "\(entry.id) was \(words.joined(separator: ", ")) at a time that was given, and not the "
          + "system's",
        resolve: "show from elsewhere that it was so on that day, and record without --at"
      )
    }
  }

  static let examples: [SubstanceExample] = [
    .good("monthly reviews that close what was verified") { register in
      register.today = 400
      for number in 1...6 {
        register.entry(number) { ($0.raised, $0.close) = (number * 30, number * 30 + 60) }
        register.review("month-\(number)", on: number * 30 + 60)
      }
    },
    .good("monthly reviews, and closings at any time of the month") { register in
      register.today = 400
      for number in 1...6 {
        register.entry(number) { ($0.raised, $0.close) = (number * 30, number * 30 + 55) }
        register.review("month-\(number)", on: number * 30 + 60)
      }
    },
    .good("raised and judged at a given time") { register in
      register.clock = .given
      register.entry { $0.through = .classify }
    },
    .bad("finished at a time that was given") { register in
      register.entry { $0.through = .start }
      register.clock = .given
      register.tell(ExampleEntry().finishing, on: 1, by: .owner, day: 20)
    },
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
