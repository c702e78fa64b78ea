import Content
import Psychometrics
import Quiz
import TestSupport
import Testing

/// A multiple choice with so many keys and distractors.
private func multiple(keys: Int, distractors: Int) -> ChoiceInteraction {
  ChoiceInteraction(
    type: .multipleChoice,
    options: (0..<(keys + distractors)).map { index in
      Option(id: OptionID(index: index), text: "\(index)", isKey: index < keys, rationale: "why")
    }
  )
}

@Suite struct `Scoring` {
  @Test func `the key and nothing but the key is correct`() {
    var generator = SplitMix64(seed: 3)
    for keys in 1...5 {
      for distractors in 1...5 {
        let choice = multiple(keys: keys, distractors: distractors)
        let all = choice.options.map(\.id)
        for _ in 0..<50 {
          let chosen = Set(all.filter { _ in generator.nextUnit() < 0.5 })
          let score = Score(of: .options(chosen), to: .choice(choice))
          #expect(score.isCorrect == (chosen == choice.key))
          #expect((0...10_000).contains(score.tenThousandths))
          #expect((score.tenThousandths == 10_000) == score.isCorrect)
        }
      }
    }
  }

  @Test func `choosing everything or nothing earns nothing`() {
    for keys in 1...6 {
      for distractors in 1...6 {
        let choice = multiple(keys: keys, distractors: distractors)
        let everything = Score(of: .options(Set(choice.options.map(\.id))), to: .choice(choice))
        let nothing = Score(of: .options([]), to: .choice(choice))
        #expect(everything.tenThousandths == 0)
        #expect(nothing.tenThousandths == 0)
      }
    }
  }

  @Test func `guessing at random earns next to nothing on average`() {
    var generator = SplitMix64(seed: 11)
    let choice = multiple(keys: 2, distractors: 3)
    let draws = 20_000
    let total = (0..<draws).reduce(0) { total, _ in
      let chosen = Set(choice.options.map(\.id).filter { _ in generator.nextUnit() < 0.5 })
      return total + Score(of: .options(chosen), to: .choice(choice)).tenThousandths
    }
    #expect(Double(total) / Double(draws) < 2_500)
  }

  @Test func `one more key never lowers the credit, one more distractor never raises it`() {
    let choice = multiple(keys: 3, distractors: 3)
    let ids = choice.options.map(\.id)
    for hits in 0...3 {
      for slips in 0...3 {
        let chosen = Set(ids.prefix(hits) + ids.dropFirst(3).prefix(slips))
        let credit = Score(of: .options(chosen), to: .choice(choice)).tenThousandths
        let more = Score(of: .options(chosen.union(ids.prefix(3))), to: .choice(choice))
        let worse = Score(of: .options(chosen.union(ids.suffix(3))), to: .choice(choice))
        #expect(more.tenThousandths >= credit)
        #expect(worse.tenThousandths <= credit)
      }
    }
  }

  @Test func `is recorded with four decimals`() {
    #expect(Score(isCorrect: true, tenThousandths: 10_000).decimal == "1.0000")
    #expect(Score(isCorrect: false, tenThousandths: 333).decimal == "0.0333")
    #expect(Score(isCorrect: false, tenThousandths: 0).decimal == "0.0000")
  }
}

@Suite struct `The order of options` {
  @Test func `is a permutation that follows from seed and item`() throws {
    let item = try #require(Fixture.library().lessons.first?.items.first)
    guard case .choice(let choice) = item.interaction else { return }
    for seed in UInt64(0)..<50 {
      let order = OptionOrder(of: item, seed: seed)
      #expect(order == OptionOrder(of: item, seed: seed))
      #expect(order.options.sorted() == choice.options.map(\.id))
    }
  }

  @Test func `puts the key in every place about equally often`() throws {
    let item = try #require(Fixture.library().lessons.first?.items.first)
    guard case .choice(let choice) = item.interaction else { return }
    var places = [0, 0, 0]
    for seed in UInt64(0)..<3_000 {
      let order = OptionOrder(of: item, seed: seed)
      places[order.options.firstIndex { choice.key.contains($0) } ?? 0] += 1
    }
    // Chi-square with two degrees of freedom: 13.8 has probability 0.001.
    let chiSquare = places.reduce(0.0) { $0 + pow2(Double($1) - 1_000) / 1_000 }
    #expect(chiSquare < 13.8, "\(places)")
  }

  private func pow2(_ value: Double) -> Double { value * value }

  @Test func `of true and false is left alone`() throws {
    let item = try #require(Fixture.library().lessons.first?.items.last)
    #expect(item.interaction.type == .trueFalse)
    for seed in UInt64(0)..<20 {
      #expect(OptionOrder(of: item, seed: seed).options.map(\.rawValue) == ["a", "b"])
    }
  }
}

@Suite struct `A form` {
  private let library: ContentLibrary
  private let lesson: LessonID

  init() throws {
    library = try Fixture.library()
    lesson = try #require(library.lessons.first?.id)
  }

  private func form(lastMet: [ItemID: Day], limit: Int, seed: UInt64 = 1) -> [ItemID] {
    let priorities = ItemPriorities(
      lessons: [.init(lesson: lesson, reason: .new)],
      lastMet: lastMet
    )
    return QuizForm(from: library, priorities: priorities, limit: limit, seed: seed)
      .entries.map(\.item)
  }

  @Test func `asks an unseen sibling before an item that was met`() throws {
    let items = try #require(library.lesson(lesson)).items.map(\.id)
    for unseen in items {
      let lastMet = Dictionary(
        uniqueKeysWithValues: items.filter { $0 != unseen }.map { ($0, Day(number: 1)) }
      )
      for seed in UInt64(0)..<10 {
        #expect(form(lastMet: lastMet, limit: 1, seed: seed) == [unseen])
      }
    }
  }

  @Test func `asks the item that was met longest ago when all were met`() throws {
    let items = try #require(library.lesson(lesson)).items.map(\.id)
    let lastMet = Dictionary(
      uniqueKeysWithValues: items.enumerated().map { ($0.element, Day(number: 100 - $0.offset)) }
    )
    #expect(form(lastMet: lastMet, limit: 3) == items.reversed())
  }

  @Test func `has no item twice and no more than asked for`() {
    for limit in 1...5 {
      let items = form(lastMet: [:], limit: limit)
      #expect(items.count == min(limit, 3))
      #expect(Set(items).count == items.count)
    }
  }

  @Test func `puts what is more urgent first`() {
    let names = ["early", "weak", "due-90", "new", "due-50", "misconception"]
    let reasons: [ItemPriorities.Reason] = [
      .early(recall: 0.95), .weak, .due(recall: 0.9), .new, .due(recall: 0.5), .misconception,
    ]
    #expect(reasons.map(\.rank) == [4, 2, 1, 3, 1, 0])
    #expect(names.count == reasons.count)
  }
}
