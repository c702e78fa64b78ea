import Content
import Psychometrics
import Quiz
import TestSupport
import Testing

private let letters = (0..<6).map { OptionID(index: $0) }

private func ordering(_ count: Int) -> Interaction {
  .ordering(
    OrderingInteraction(
      elements: (0..<count).map {
        OrderingInteraction.Element(id: OptionID(index: $0), text: "\($0)", rationale: "why")
      },
      rationale: "why"
    )
  )
}

private func matching(_ matches: [String], extra: [String] = []) -> Interaction {
  .matching(
    MatchingInteraction(
      titles: ["a", "b"],
      rows: matches.enumerated().map { ("prompt \($0)", $1) } + extra.map { ("", $0) },
      rationale: "why"
    )
  )
}

@Suite struct `Scoring of every type` {
  private let items: [Item]

  init() throws {
    items = try #require(Fixture.everyTypeReading().library).lessons.flatMap(\.items)
  }

  @Test func `the right response is right, and no other kind of response is`() {
    for item in items {
      let right = Score(of: item.interaction.rightResponse, to: item.interaction)
      #expect(right.isCorrect && right.tenThousandths == 10_000, "\(item.id)")
      #expect(item.interaction.refusal(of: item.interaction.rightResponse) == nil)
      for other in items where other.interaction.type != item.interaction.type {
        let score = Score(of: other.interaction.rightResponse, to: item.interaction)
        #expect(score.tenThousandths == 0, "\(other.id) to \(item.id)")
        #expect(item.interaction.refusal(of: other.interaction.rightResponse) != nil)
      }
    }
  }

  /// Kendall (1938): reversing an order changes the sign of tau, which is then no credit.
  @Test func `a reversed order and a random one earn nothing on average`() {
    for count in 2...6 {
      let key = Array(letters.prefix(count))
      let reversed = Score(of: .order(key.reversed()), to: ordering(count))
      #expect(reversed.tenThousandths == 0)
      #expect(Score(of: .order(key), to: ordering(count)).isCorrect)
    }
  }

  @Test func `swapping neighbours costs the same wherever they stand`() {
    let key = Array(letters.prefix(5))
    let credits = (0..<4).map { place in
      var order = key
      order.swapAt(place, place + 1)
      return Score(of: .order(order), to: ordering(5)).tenThousandths
    }
    #expect(Set(credits).count == 1)
    #expect(credits[0] == 8_000)
  }

  @Test func `the same match everywhere earns nothing`() {
    let interaction = matching(["x", "y", "z"], extra: ["w"])
    for match in letters.prefix(4) {
      let score = Score(of: .matches(Array(repeating: match, count: 3)), to: interaction)
      #expect(score.tenThousandths == 0, "\(match)")
    }
    // Where two lines share a match, hitting them both by repeating it is worth nothing as well.
    let shared = matching(["x", "x", "y"])
    let repeated = Score(of: .matches([letters[0], letters[0], letters[0]]), to: shared)
    #expect(repeated.tenThousandths == 0)
  }

  @Test func `one right match more never lowers the credit`() {
    let interaction = matching(["x", "y", "z", "v"])
    var generator = SplitMix64(seed: 4)
    let key = Array(letters.prefix(4))
    for _ in 0..<500 {
      var given = key.map { _ in letters[generator.nextIndex(below: 4)] }
      let before = Score(of: .matches(given), to: interaction).tenThousandths
      let place = generator.nextIndex(below: 4)
      given[place] = key[place]
      #expect(Score(of: .matches(given), to: interaction).tenThousandths >= before)
    }
  }

  @Test func `a cloze is the mean of its gaps`() throws {
    let cloze = try #require(items.last)
    guard case .gaps(let right) = cloze.interaction.rightResponse else { return }
    let half = Score(of: .gaps([right[0], .options([letters[0]])]), to: cloze.interaction)
    #expect(!half.isCorrect)
    #expect(half.tenThousandths == 5_000)
  }

  @Test func `a hint takes its price and leaves right what is right`() {
    let full = Score(isCorrect: true, tenThousandths: 10_000)
    #expect(full.less(hintCost: 25) == Score(isCorrect: true, tenThousandths: 7_500))
    #expect(full.less(hintCost: 130).tenThousandths == 0)
    #expect(Certainty.know.grade(isCorrect: true, withHints: true) == .hard)
    #expect(Certainty.know.grade(isCorrect: false, withHints: true) == .again)
  }

  @Test func `an order to be found is never shown as it is to be`() throws {
    let item = try #require(items.first { $0.interaction.type == .ordering })
    guard case .ordering(let ordering) = item.interaction else { return }
    for seed in UInt64(0)..<200 {
      let order = OptionOrder(of: item, seed: seed)
      #expect(order.options != ordering.key)
      #expect(order.options.sorted() == ordering.key.sorted())
    }
  }
}
