import Content
import Records

/// R12: a risk is accepted without an end, past its end, or again and again.
enum R12AcceptedForEver: SubstanceRule {
  static let id = "R12"
  static let level = SubstanceLevel.error
  static let detects = "a risk that is accepted without an end, past it, or again and again"

  static let mostRenewals = 2

  static func findings(in evidence: SubstanceEvidence) -> [SubstanceFinding] {
    entries(evidence) + risks(evidence)
  }

  private static func entries(_ evidence: SubstanceEvidence) -> [SubstanceFinding] {
    evidence.entries.filter { $0.state == .accepted }.flatMap { entry in
      judged(
        entry.id.rawValue,
        expiry: entry.acceptances.last?.facts.expiry,
        count: entry.acceptances.count,
        on: evidence.today,
        resolve: "act on it: debrief register reopen \(entry.id) …"
      )
    }
  }

  private static func risks(_ evidence: SubstanceEvidence) -> [SubstanceFinding] {
    evidence.system.risks.values.sorted { $0.id < $1.id }.flatMap { risk -> [SubstanceFinding] in
      guard let last = risk.acceptances.last, last.at >= risk.assessedAt else { return [] }
      return judged(
        risk.id,
        expiry: last.facts.expiry,
        count: risk.acceptances.count,
        on: evidence.today,
        resolve: "assess it again: debrief risk assess \(risk.id) …"
      )
    }
  }

  private static func judged(
    _ id: String,
    expiry: Day?,
    count: Int,
    on today: Day,
    resolve: String
  ) -> [SubstanceFinding] {
    let isRenewed = count - 1 > mostRenewals
    guard let expiry else {
      return [finding([id], "the risk of \(id) is accepted without an end", resolve: resolve)]
    }
    return
      (expiry < today
      ? [finding([id], "the acceptance of \(id) ended on \(expiry)", resolve: resolve)] : [])
      + (isRenewed
        ? [
          finding(
            [id],
            "the risk of \(id) was accepted \(count) times one after the other",
            resolve: resolve
          )
        ] : [])
  }

  static let examples: [SubstanceExample] = [
    .good("accepted until next quarter") { register in
      register.entry { $0.through = .classify }
      register.accept(1, on: 150, until: 300)
    },
    .good("accepted twice, and then acted upon") { register in
      register.entry { $0.through = .classify }
      register.accept(1, on: 10, until: 100)
      register.accept(1, on: 95, until: 180)
      register.tell(
        .reopen(.init(ground: .acceptanceEnded, reason: .plain("The bank offers a way now"))),
        on: 1,
        by: .lead,
        day: 170
      )
    },
    .good("a risk that is kept for a while") { register in
      register.risk("wrong-payee", on: 10)
      register.keep("wrong-payee", on: 150, until: 300)
    },
    .bad("past its end") { register in
      register.entry { $0.through = .classify }
      register.accept(1, on: 10, until: 100)
    },
    .bad("without an end") { register in
      register.risk("wrong-payee", on: 10)
      register.keep("wrong-payee", on: 20, until: nil)
    },
    .bad("accepted four times") { register in
      register.entry { $0.through = .classify }
      for number in 0..<4 { register.accept(1, on: 10 + number * 40, until: 230 + number * 10) }
    },
    .bad("a kept risk whose end passed") { register in
      register.risk("wrong-payee", on: 10)
      register.keep("wrong-payee", on: 20, until: 120)
    },
  ]
}
