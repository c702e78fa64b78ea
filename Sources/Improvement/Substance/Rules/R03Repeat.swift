import Content

/// R3: the same control or the same cause again, within a year of its closing.
///
/// It closes and opens nothing: it proposes that a lead reopens what was closed.
enum R03Repeat: SubstanceRule {
  static let id = "R3"
  static let level = SubstanceLevel.warning
  static let detects = "the same control or cause again after closing"

  static func findings(in evidence: SubstanceEvidence) -> [SubstanceFinding] {
    let closed = ClosedEntries(evidence)
    let over: [RegisterState] = [.rejected, .declined]
    return evidence.entries.filter { !over.contains($0.state) && $0.isAboutTrouble }.flatMap {
      entry in
      closed.like(entry, evidence).compactMap { old in
        isRepeat(entry, of: old, evidence) ? repeated(entry, old) : nil
      }
    }
  }

  private static func repeated(_ entry: RegisterEntry, _ old: RegisterEntry) -> SubstanceFinding {
    let control = old.raised.facts.control?.rawValue
    let what = old.raised.facts.control == entry.raised.facts.control ? control : nil
    return finding(
      [old.id.rawValue, entry.id.rawValue],
      "\(entry.id) repeats \(old.id), which was closed: "
        + (what.map { "the same control \($0)" } ?? "the same cause"),
      resolve: "reopen it: debrief register reopen \(old.id) …, or reject \(entry.id) as its "
        + "duplicate"
    )
  }

  private static func isRepeat(
    _ entry: RegisterEntry,
    of old: RegisterEntry,
    _ evidence: SubstanceEvidence
  ) -> Bool {
    guard entry.id != old.id, let closing = old.closings.last, entry.raised.at > closing.at,
      entry.raised.at.utcDay.days(since: closing.at.utcDay) <= evidence.thresholds.repeatDays
    else { return false }
    if let control = old.raised.facts.control, control == entry.raised.facts.control {
      return true
    }
    return TextOverlap.isNearlySame(
      old.rootCause(evidence),
      entry.rootCause(evidence)
    )
  }

  static let examples: [SubstanceExample] = [
    .good("another control and another cause") { register in
      register.entry()
      register.entry(2) { entry in
        entry.control = ControlID(rawValue: "A.8.13")
        entry.whys = ["The copy was never read back", "Nobody is asked to restore before a change"]
        (entry.raised, entry.through) = (100, .cause)
      }
    },
    .good("the same control after more than a year") { register in
      register.today = 500
      register.entry()
      register.entry(2) { ($0.raised, $0.through) = (480, .raise) }
    },
    .good("what was closed is open again") { register in
      register.entry()
      register.tell(
        .reopen(.init(ground: .recurrence, reason: .plain("It happened again in the summer"))),
        on: 1,
        by: .lead,
        day: 120
      )
      register.entry(2) { ($0.raised, $0.through) = (110, .raise) }
    },
    .good("an idea about the same control") { register in
      register.entry()
      register.entry(2) { entry in
        (entry.raised, entry.through, entry.isNonconformity) = (110, .classify, false)
      }
    },
    .good("an idea was carried out, and later something happened on its control") { register in
      register.entry { ($0.isNonconformity, $0.severity) = (false, .low) }
      register.entry(2) { ($0.raised, $0.through, $0.source) = (110, .raise, .nearMiss) }
    },
    .good("looked at, and true but not worth the effort") { register in
      register.entry()
      register.entry(2) { ($0.raised, $0.through, $0.severity) = (110, .contain, .low) }
      register.tell(
        .decline(.init(reason: .plain("It cost nobody anything, and the form changes in May"))),
        on: 2,
        by: .lead,
        day: 115
      )
    },
    .good("a short cause whose words all stand in a longer one") { register in
      register.entry { $0.whys = ["Nobody was asked", "The form can be sent without a check"] }
      register.entry(2) { entry in
        entry.control = ControlID(rawValue: "A.8.13")
        entry.whys = [
          "The copy was empty",
          "The script that makes the copy can end without a check, since the form for changes is sent "
            + "before anybody has read it back",
        ]
        (entry.raised, entry.through) = (100, .cause)
      }
    },
    .bad("the same control within a year") { register in
      register.entry()
      register.entry(2) { entry in
        (entry.raised, entry.through, entry.source) = (110, .raise, .nearMiss)
      }
    },
    .bad("the same cause under another control") { register in
      register.entry()
      register.entry(2) { entry in
        (entry.raised, entry.through, entry.control) = (110, .cause, ControlID(rawValue: "A.6.8"))
      }
    },
    .bad("the same control twice more, both closed") { register in
      register.entry()
      register.entry(2) { $0.raised = 70 }
    },
  ]
}

/// Closed entries by their controls and by the words of their causes, so that a register of ten
/// thousand entries is not compared each with each.
private struct ClosedEntries {
  private let entries: [RegisterEntry]
  private var byControl: [ControlID: [Int]] = [:]
  private var byWord: [String: [Int]] = [:]

  /// Words of more causes than this tell none from another.
  private static let mostCauses = 200

  init(_ evidence: SubstanceEvidence) {
    entries = evidence.entries.filter { $0.state == .closed && $0.isAboutTrouble }
    for (index, entry) in entries.enumerated() {
      if let control = entry.raised.facts.control { byControl[control, default: []].append(index) }
      for word in Set(TextSubstance.words(of: entry.rootCause(evidence))) {
        byWord[word, default: []].append(index)
      }
    }
  }

  /// Those that share the control or a telling word of the cause, in their order.
  func like(_ entry: RegisterEntry, _ evidence: SubstanceEvidence) -> [RegisterEntry] {
    let words = Set(TextSubstance.words(of: entry.rootCause(evidence)))
    let telling = words.compactMap { byWord[$0] }.filter { $0.count <= Self.mostCauses }
    let controlled = entry.raised.facts.control.flatMap { byControl[$0] } ?? []
    return Set(telling.joined()).union(controlled).sorted().map { entries[$0] }
  }
}

extension RegisterEntry {
  /// Whether something went wrong, or may have: an idea for a control repeats nothing, and is not
  /// repeated by what happens there later.
  fileprivate var isAboutTrouble: Bool {
    isIncident || isNonconformity || (classification == nil && source != .suggestion)
  }

  /// The last answer of five whys, or all factors together; empty while the cause is unknown.
  func rootCause(_ evidence: SubstanceEvidence) -> String {
    switch cycle.analysis?.facts.method ?? earlierCycles.last?.analysis?.facts.method {
    case .fiveWhys(let levels): levels.last.map(evidence.text) ?? ""
    case .contributingFactors(let factors):
      factors.map { evidence.text($0.factor) }.joined(separator: " ")
    case nil: ""
    }
  }
}

/// How much two texts say the same, by their words.
enum TextOverlap {
  /// Above 0.8 one text is taken for a copy of the other.
  static let copy = 0.8

  static func isNearlySame(_ first: String, _ second: String) -> Bool {
    share(first, second) > copy
  }

  /// The different words that both texts have, among all that either has (Jaccard 1912); 0 for texts of
  /// fewer than three.
  ///
  /// A cause may well be said in words of what was seen: a short text whose words all stand in a longer
  /// one is no copy of it. The order of the words does not count, since copies are turned round.
  static func share(_ first: String, _ second: String) -> Double {
    let (left, right) = (
      Set(TextSubstance.words(of: first)), Set(TextSubstance.words(of: second))
    )
    guard min(left.count, right.count) >= TextSubstance.fewestWords else { return 0 }
    return Double(left.intersection(right).count) / Double(left.union(right).count)
  }
}
