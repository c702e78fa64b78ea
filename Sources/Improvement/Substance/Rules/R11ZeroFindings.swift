import Content
import Records

/// R11: nobody finds anything and nobody says anything, which is how a register dries up.
///
/// One audit without a finding is good news; two in a row are a question about the audits. Where
/// people who report are blamed, reports by staff are the first thing to end. Of three people or fewer
/// each is everything, and none of them is asked to report to another.
enum R11ZeroFindings: SubstanceRule {
  static let id = "R11"
  static let level = SubstanceLevel.info
  static let detects = "audits that find nothing in a row, and a register without a word from staff"

  static let audits = 2
  static let days = 365

  static func findings(in evidence: SubstanceEvidence) -> [SubstanceFinding] {
    let closed = evidence.system.auditsByDay.filter { $0.closed != nil }
    let last = closed.suffix(audits)
    let isSilent = last.count == audits && last.allSatisfy { !$0.foundSomething }
    return
      (isSilent
      ? [
        finding(
          last.reversed().map(\.id),
          "\(last.map(\.id).joined(separator: " and ")) found nothing to improve",
          resolve: "look at another area or with other criteria, or let another auditor look"
        )
      ] : []) + silence(evidence)
  }

  private static func silence(_ evidence: SubstanceEvidence) -> [SubstanceFinding] {
    let first = evidence.entries.map(\.raised.at).min()
    let since = evidence.today.adding(days: -days)
    guard !evidence.organisation.isSmall, let first, first.utcDay <= since else { return [] }
    let isHeard = evidence.entries.contains { entry in
      entry.isRaisedByStaff && entry.raised.at.utcDay > since
    }
    return isHeard
      ? []
      : [
        finding(
          ["register"],
          "no entry of the last \(days) days was raised by staff",
          resolve: "say how to report, also anonymously, and what became of earlier reports"
        )
      ]
  }

  static let examples: [SubstanceExample] = [
    .good("one honest audit without a finding") { $0.audit("spring", on: 100) },
    .good("two audits, one with an opportunity") { register in
      register.entry { $0.through = .raise }
      register.audit("spring", on: 100)
      register.audit("autumn", on: 150, found: .opportunity)
    },
    .good("a young register of leads alone") { register in
      register.entry { ($0.source, $0.raiser) = (.monitoring, .lead) }
    },
    .good("one person who raises and judges everything") { register in
      register.people = 1
      register.today = 500
      register.entry { ($0.raiser, $0.raised) = (.lead, 450) }
      register.entry(2) { $0.raiser = .lead }
    },
    .bad("leads take the light path, and staff say nothing") { register in
      register.today = 500
      register.entry()
      register.entry(2) { entry in
        (entry.raiser, entry.raised, entry.isNonconformity) = (.lead, 450, false)
        entry.through = .plan
      }
    },
    .bad("two audits in a row find nothing") { register in
      register.audit("spring", on: 100)
      register.audit("autumn", on: 150)
    },
    .bad("two years without a word from staff") { register in
      register.today = 700
      register.entry { ($0.source, $0.raiser) = (.monitoring, .lead) }
    },
    .bad("staff fell silent a year ago") { register in
      register.today = 500
      register.entry()
      register.entry(2) { ($0.source, $0.raiser, $0.raised) = (.risk, .lead, 450) }
    },
    .bad("three audits, and the last two find nothing") { register in
      register.entry { $0.through = .raise }
      register.audit("one", on: 40, found: .observation)
      register.audit("two", on: 100)
      register.audit("three", on: 160)
    },
  ]
}

extension RegisterEntry {
  /// Whether somebody told what they saw, rather than a measurement, an audit or a review.
  ///
  /// Who judged it as well told nobody: that is how the light path begins.
  package var isRaisedByStaff: Bool {
    let told: Set<RegisterSource> = [.incident, .nearMiss, .suggestion, .trainingFeedback]
    let isOwnJudgement = history.contains { $0.fact.verb == .classify && $0.actor == raised.by }
    return told.contains(source) && raised.by != .system && !isOwnJudgement
  }
}
