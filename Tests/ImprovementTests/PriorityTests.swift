import Content
import Improvement
import Records
import Testing

@Suite struct `Priority of entries` {
  private let raisedAt = Timestamp(milliseconds: 0)

  private func priority(
    _ severity: Int = 4,
    _ likelihood: Int = 3,
    _ exposure: Int = 2,
    effort: Int = 2,
    isObligation: Bool = false,
    repeats: Int = 0,
    days: Int = 0
  ) -> Priority {
    Priority(
      inputs: PriorityInputs(
        severity: severity,
        likelihood: likelihood,
        exposure: exposure,
        isObligation: isObligation,
        earlierRepeats: repeats,
        confidence: .estimate
      ),
      effort: effort,
      raisedAt: raisedAt,
      now: raisedAt.adding(milliseconds: days * 86_400_000)
    )
  }

  @Test func `risk against effort, with its factors`() {
    #expect(priority().score == 12)
    #expect(priority(effort: 8).score == 3)
    #expect(priority(isObligation: true).score == 18)
    #expect(priority(5, 5, 3, effort: 1).score == 75)
  }

  @Test(arguments: [(0, 1.0), (1, 1.3), (2, 1.69), (3, 2), (9, 2)])
  func `repeats raise it, at most to the double`(_ repeats: Int, _ factor: Double) {
    #expect(priority(repeats: repeats).repeatFactor == factor)
    #expect(abs(priority(repeats: repeats).score - 12 * factor) < 1e-12)
  }

  @Test(arguments: [(0, 0.0), (6, 0), (7, 0.02), (70, 0.2), (105, 0.3), (9000, 0.3), (-20, 0)])
  func `age adds 2 % a week, at most 30 %`(_ days: Int, _ bonus: Double) {
    #expect(priority(days: days).ageBonus == bonus)
    #expect(abs(priority(days: days).score - 12 * (1 + bonus)) < 1e-12)
  }

  @Test func `the parts are shown with the number`() {
    let shown = priority(isObligation: true, repeats: 2, days: 15).words
    #expect(
      shown == "31.64 = severity 4 × likelihood 3 × exposure 2 / effort 2 × 1.50 obligation"
        + " × 1.69 repeats + 4 % age (estimate)"
    )
  }

  @Test func `equal fractions are equal, whatever their factors`() {
    let left = priority(2, 3, 2, effort: 1, isObligation: true)
    let right = priority(3, 3, 2, effort: 1)
    #expect(!left.isHigher(than: right) && !right.isHigher(than: left))
    #expect(priority(3, 3, 3).isHigher(than: priority(3, 3, 2)))
  }

  @Test func `the list goes by priority, then age, then number`() throws {
    var story = Story()
    for number in 1...5 {
      let id = RegisterEntryID(number: number)
      try story.tell(.raise(Facts.raised), by: Cast.colleague, on: id)
      try story.tell(.classify(Facts.classified(.opportunity)), by: Cast.lead, on: id)
    }
    let efforts: [(Int, CorrectiveAction.Effort)] = [(2, .eight), (4, .one), (5, .one)]
    for (number, effort) in efforts {
      let action = CorrectiveAction(
        kind: .process,
        what: Facts.sentence,
        owner: Cast.owner.person,
        due: Facts.day("2026-04-01"),
        effort: effort
      )
      try story.tell(
        .plan(Facts.planned([action])),
        by: Cast.lead,
        on: RegisterEntryID(number: number)
      )
    }
    let order = story.register.sorted(at: story.now).map(\.id.rawValue)
    #expect(order == ["R-0004", "R-0005", "R-0002", "R-0001", "R-0003"])
  }
}
