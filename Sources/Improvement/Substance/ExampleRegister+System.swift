import Content
import Records
import Session

/// Audits, reviews and risks of examples.
extension ExampleRegister {
  mutating func audit(
    _ name: String,
    on day: Int,
    by auditor: ExamplePerson = .auditor,
    areaOwner: ExamplePerson = .owner,
    found: AuditFound.Result? = .conformity,
    declaresConflict: Bool = false
  ) {
    let planned = AuditPlanned(
      scope: .plain("Transfers of money in all departments"),
      criteria: ["A.5.14"],
      areaOwners: [areaOwner.id],
      auditor: auditor.id,
      on: Self.day(day),
      declaredConflict: declaresConflict
    )
    tell(.auditPlanned(planned), on: name, by: .lead, day: day - 30)
    if let found {
      let finding = AuditFound(
        result: found,
        criterion: "A.5.14",
        evidence: .plain("Twenty transfers of the quarter, each with its signature"),
        entry: found == .conformity ? nil : RegisterEntryID(number: 1)
      )
      tell(.auditFound(finding), on: name, by: auditor, day: day)
    }
    let closed = AuditClosed(
      conclusion: .plain("The transfers of the quarter were made as agreed"),
      reportedTo: ExamplePerson.chair.id
    )
    tell(.auditClosed(closed), on: name, by: auditor, day: day + 2)
  }

  mutating func review(
    _ name: String,
    on day: Int,
    decisions: Int = 1,
    linksEntries: Bool = true,
    attendees: [ExamplePerson] = [.chair, .lead],
    closedBy closer: ExamplePerson = .chair,
    as duty: Duty = .chair
  ) {
    let prepared = ReviewPrepared(
      after: Self.day(day - 365),
      through: Self.day(day),
      inputs: ReviewInput.allCases.map { ReviewInputCount(input: $0, count: 1) },
      logSize: 10
    )
    tell(.reviewPrepared(prepared), on: name, by: .lead, day: day - 2)
    for number in 0..<decisions {
      let decided = ReviewDecided(
        decision: .plain("Give the desk a second person on Mondays"),
        owner: ExamplePerson.owner.id,
        due: Self.day(day + 60),
        entry: linksEntries ? RegisterEntryID(number: number + 1) : nil
      )
      tell(.reviewDecided(decided), on: name, by: .chair, day: day)
    }
    let closed = ReviewClosed(
      attendees: attendees.map(\.id),
      conclusion: .plain("The system fits, and two of its parts need people"),
      next: Self.day(day + 365)
    )
    tell(.reviewClosed(closed), on: name, by: closer, as: duty, day: day)
  }

  mutating func risk(_ name: String, on day: Int) {
    let added = RiskAdded(
      statement: .plain("Money goes to somebody who was owed none"),
      owner: ExamplePerson.owner.id,
      level: RiskLevel(likelihood: 3, impact: 4),
      treatment: .reduce,
      controls: [],
      policies: [],
      review: Self.day(day + 180)
    )
    tell(.riskAdded(added), on: name, by: .owner, day: day)
  }

  mutating func keep(_ name: String, on day: Int, until expiry: Int?) {
    let kept = RiskKept(
      reason: .plain("The bank offers no other way before the summer"),
      review: Self.day(day + 60),
      expiry: expiry.map(Self.day)
    )
    tell(.riskKept(kept), on: name, by: .owner, day: day)
  }

  mutating func accept(_ entry: Int, on day: Int, until expiry: Int) {
    let accepted = RegisterEvent.RiskAccepted(
      risk: "wrong-payee",
      capacity: .chair,
      reason: .plain("The bank offers no other way before the summer"),
      review: Self.day(min(day + 60, expiry)),
      expiry: Self.day(expiry)
    )
    tell(.acceptRisk(accepted), on: entry, by: .chair, day: day)
  }
}
