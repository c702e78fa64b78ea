import Competence
import Content
import Improvement
import Psychometrics
import Quiz
import Records
import Session
import Testing

@Suite struct `The effect of a training` {
  private static let day = Day(number: 20_000)
  private static let treated = LessonID(rawValue: "incident/treated")
  private static let other = LessonID(rawValue: "incident/other")

  private func attempt(
    _ person: Int,
    _ lesson: LessonID,
    _ item: String,
    isRight: Bool,
    position: Int,
    day: Int
  ) -> Attempt {
    let digest = Digest(of: [1])
    return Attempt(
      person: PersonID(rawValue: "p-\(person)"),
      answered: SessionEvent.Answered(
        session: EventID("00000000-0000-4000-8000-000000000000") ?? fallback,
        index: 0,
        version: ItemVersion(item: ItemID(lesson, item), digest: digest, keyDigest: digest),
        competency: CompetencyID(rawValue: "c"),
        response: .options([]),
        certainty: .think,
        score: Score(isCorrect: isRight, tenThousandths: isRight ? 10_000 : 0),
        day: Self.day.adding(days: day),
        milliseconds: 1
      ),
      position: position,
      at: Timestamp(milliseconds: 0)
    )
  }

  private var fallback: EventID {
    var generator = SystemRandomNumberGenerator()
    return EventID(using: &generator)
  }

  /// Two answers before and two after, on both lessons; how many of each are right depends on the
  /// person a little.
  private func attempts(
    _ people: Int,
    after: (Int) -> (treated: Int, other: Int),
    days: Int = 20,
    sameItems: Bool = false
  ) -> [Attempt] {
    (0..<people).flatMap { person -> [Attempt] in
      let gain = after(person)
      return (0..<2).flatMap { number -> [Attempt] in
        let later = sameItems ? "a\(number)" : "b\(number)"
        return [
          attempt(
            person,
            Self.treated,
            "a\(number)",
            isRight: number < person % 2,
            position: 10,
            day: -30
          ),
          attempt(
            person,
            Self.other,
            "a\(number)",
            isRight: number < person % 2,
            position: 11,
            day: -30
          ),
          attempt(
            person,
            Self.treated,
            later,
            isRight: number < gain.treated,
            position: 110,
            day: days
          ),
          attempt(
            person,
            Self.other,
            later,
            isRight: number < gain.other,
            position: 111,
            day: days
          ),
        ]
      }
    }
  }

  private func effect(_ attempts: [Attempt]) -> TrainingEffect {
    TrainingEffect(
      AnswerTable(attempts),
      of: [Self.treated],
      from: 100,
      on: Self.day,
      confidence: 0.9
    )
  }

  @Test func `who knows more afterwards on other items shows an effect`() throws {
    let found = effect(attempts(12) { (treated: 1 + $0 % 2, other: $0 % 2) })
    #expect(found.verdict == .effective)
    let figure = try #require(found.effect)
    #expect(figure.n == 12)
    #expect(abs(figure.mean - 0.5) < 1e-9)
    #expect(abs((found.comparison?.mean ?? 1)) < 1e-9)
  }

  @Test func `what rises everywhere is no effect of the training`() throws {
    let found = effect(attempts(12) { (treated: 1 + $0 % 2, other: 1 + $0 % 2) })
    #expect(found.verdict == .notShown)
    #expect(abs((found.change?.mean ?? 0) - 0.5) < 1e-9, "it rose, and so did the comparison")
    #expect(abs((found.effect?.mean ?? 1)) < 1e-9)
  }

  @Test func `what another training is about is no comparison`() throws {
    let both = attempts(12) { (treated: 1 + $0 % 2, other: 1 + $0 % 2) }
    let found = TrainingEffect(
      AnswerTable(both),
      of: [Self.treated],
      touched: [Self.treated, Self.other],
      from: 100,
      on: Self.day,
      confidence: 0.9
    )
    #expect(found.comparison == nil)
    #expect(found.verdict == .effective)
  }

  @Test func `who knows less is told so`() {
    let found = effect(attempts(12) { (treated: 0, other: $0 % 2 + $0 % 2) })
    #expect(found.verdict == .worse)
  }

  @Test func `answers soon after are recall and make no effect`() {
    let found = effect(attempts(12, after: { _ in (2, 0) }, days: 3))
    #expect(found.verdict == .tooFew)
    #expect(found.effect == nil)
    #expect(found.recall?.mean == 1)
  }

  @Test func `the same item again shows nothing`() {
    let found = effect(attempts(12, after: { _ in (2, 0) }, sameItems: true))
    #expect(found.verdict == .tooFew)
  }

  @Test func `few people make no verdict`() {
    let found = effect(attempts(5) { (treated: 1 + $0 % 2, other: $0 % 2) })
    #expect(found.verdict == .tooFew)
    #expect(found.effect?.n == 5)
  }

  @Test func `of a group that is too small only that is told`() throws {
    let few = effect(attempts(4) { (treated: 1 + $0 % 2, other: $0 % 2) })
    #expect(few.words(minimumCell: 5).hasPrefix("fewer than 5 people answered both"))
    #expect(few.words(minimumCell: 4).contains("n = 4"))
    let soon = effect(attempts(4, after: { _ in (2, 0) }, days: 3))
    let recall = try #require(soon.recallWords(minimumCell: 5))
    #expect(recall.hasPrefix("fewer than 5 people answered within 14 days"))
    #expect(soon.recallWords(minimumCell: 4)?.contains("100 %") == true)
    for text in [few.summary(minimumCell: 5), soon.summary(minimumCell: 5)] {
      #expect(!text.contains("%") && !text.contains("points") && !text.contains("n ="), "\(text)")
    }
  }

  @Test func `a comparison of too few people is not told`() {
    let compared = attempts(12) { (treated: 1 + $0 % 2, other: $0 % 2) }.filter { attempt in
      attempt.lesson == Self.treated || ["p-0", "p-1", "p-2"].contains(attempt.person.rawValue)
    }
    #expect(effect(compared).comparison?.n == 3)
    #expect(effect(compared).words(minimumCell: 5).hasSuffix("without comparison"))
  }

  @Test func `the interval is Student's`() throws {
    // The 95 % quantile of Student's t with 11 degrees of freedom is 1.795885, as tables have it, and
    // the standard error of these twelve gains is 0.1066004.
    let gains = [0, 1, 2, 1, 0, 1, 2, 1, 0, 1, 2, 1]
    let answers = gains.enumerated().flatMap { person, gain in
      (0..<2).flatMap { number in
        [
          attempt(person, Self.treated, "a\(number)", isRight: false, position: 10, day: -30),
          attempt(
            person,
            Self.treated,
            "b\(number)",
            isRight: number < gain,
            position: 110,
            day: 20
          ),
        ]
      }
    }
    let figure = try #require(effect(answers).effect)
    #expect(abs(figure.mean - 0.5) < 1e-9)
    #expect(
      abs(figure.lower - 0.308558) < 0.0001 && abs(figure.upper - 0.691442) < 0.0001,
      "\(figure)"
    )
  }
}
