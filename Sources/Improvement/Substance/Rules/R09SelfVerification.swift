import Content
import Records

/// R9: somebody judged their own work, and did not say so.
enum R09SelfVerification: SubstanceRule {
  static let id = "R9"
  static let level = SubstanceLevel.error
  static let detects = "work that was verified, closed or audited by whoever did it"

  static func findings(in evidence: SubstanceEvidence) -> [SubstanceFinding] {
    evidence.entries.flatMap { verified($0) + closed($0) }
      + evidence.system.auditsByDay.filter { $0.isOwnArea && !$0.planned.facts.declaredConflict }
      .map { audit in
        finding(
          [audit.id],
          "the auditor of ‘\(audit.id)’ owns the area that was audited",
          resolve: "let somebody else audit it: debrief audit plan … --follows \(audit.id)"
        )
      }
  }

  private static func verified(_ entry: RegisterEntry) -> [SubstanceFinding] {
    let involved = entry.cycle.owners.union(entry.cycle.trainingAuthors)
    return entry.cycle.verifications.filter { verification in
      involved.contains(verification.by) && !verification.facts.declaredConflict
    }.prefix(1).map { _ in
      finding(
        [entry.id.rawValue],
        "\(entry.id) was verified by somebody who did the work",
        resolve: "reopen it, and let another verifier measure"
      )
    }
  }

  private static func closed(_ entry: RegisterEntry) -> [SubstanceFinding] {
    // An entry that was opened again has owners of another round.
    guard entry.state == .closed, let closing = entry.closings.last,
      entry.cycle.owners.contains(closing.by),
      !closing.facts.declaredConflict
    else { return [] }
    return [
      finding(
        [entry.id.rawValue],
        "\(entry.id) was closed by the owner of one of its actions",
        resolve: "let another lead look at it, and reopen it or confirm that it is over"
      )
    ]
  }

  static let examples: [SubstanceExample] = [
    .good("three people, three duties") { $0.entry() },
    .good("a company of one that says so") { register in
      register.people = 1
      register.entry { entry in
        (entry.verifier, entry.closer, entry.declaresConflict) = (.owner, .owner, true)
      }
      register.audit("own", on: 120, by: .owner, declaresConflict: true)
    },
    .bad("verified by the owner") { $0.entry { $0.verifier = .owner } },
    .bad("verified by the author of the training") { register in
      register.entry { ($0.author, $0.verifier) = (.trainer, .trainer) }
    },
    .bad("closed by the owner") { $0.entry { $0.closer = .owner } },
    .bad("audited by the owner of the area") { $0.audit("own", on: 120, by: .owner) },
  ]
}
