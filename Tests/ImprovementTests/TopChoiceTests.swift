import Content
import Improvement
import Psychometrics
import Testing

@Suite struct `What to do next` {
  private func draw(_ count: Int, seed: UInt64) -> [TopChoice.Candidate] {
    var random = SplitMix64(seed: seed)
    return (1...count).map { number in
      TopChoice.Candidate(
        id: RegisterEntryID(number: number),
        value: 1 + random.nextIndex(below: 900),
        effort: 1 + random.nextIndex(below: 8)
      )
    }
  }

  /// The best value, by trying every subset without any of the product's shortcuts.
  private func bestValue(_ all: [TopChoice.Candidate], capacity: Int, limit: Int) -> Int {
    (0..<(1 << all.count)).reduce(0) { best, mask in
      guard mask.nonzeroBitCount <= limit else { return best }
      let chosen = all.indices.filter { mask >> $0 & 1 == 1 }.map { all[$0] }
      let effort = chosen.reduce(0) { $0 + $1.effort }
      return effort <= capacity ? max(best, chosen.reduce(0) { $0 + $1.value }) : best
    }
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func `no other choice is better`(_ seed: UInt64) {
    let all = draw(11, seed: seed)
    for capacity in [0, 1, 3, 7, 12, 20, 60] {
      for limit in [1, 3, 11] {
        let choice = TopChoice(all, capacity: capacity, limit: limit)
        #expect(choice.isBest)
        #expect(choice.value == bestValue(all, capacity: capacity, limit: limit))
        #expect(choice.effort <= capacity && choice.chosen.count <= limit)
      }
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `more capacity never lowers the value of the choice`(_ seed: UInt64) {
    let all = draw(20, seed: seed)
    let values = (0...40).map { TopChoice(all, capacity: $0).value }
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 }, "\(values)")
  }

  @Test func `another candidate never lowers it either`() {
    let all = draw(20, seed: 99)
    let values = (1...20).map { TopChoice(Array(all.prefix($0)), capacity: 14).value }
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 }, "\(values)")
  }

  @Test func `of equal choices the more urgent is taken`() {
    let all = (1...3).map { TopChoice.Candidate(id: .init(number: $0), value: 10, effort: 2) }
    #expect(TopChoice(all, capacity: 2).chosen.map(\.id) == [.first])
  }

  @Test func `above twenty it says that it is not proven`() {
    let choice = TopChoice(draw(21, seed: 3), capacity: 10)
    #expect(!choice.isBest)
    #expect(choice.effort <= 10)
  }

  @Test func `candidates are what is planned or in work, with what is left of it`() throws {
    let planned = try Story.told(.full, through: .plan)
    #expect(planned.register.candidates(at: planned.now).map(\.effort) == [2])
    #expect(planned.register.candidates(at: planned.now).map(\.value) == [2_400])
    let done = try Story.told(.full, through: .finish)
    #expect(done.register.candidates(at: done.now).isEmpty)
  }

  @Test(arguments: [
    (1, OrganisationPreset.tiny), (3, .tiny), (4, .small), (15, .small), (50, .medium),
    (51, .large),
  ])
  func `sizes have presets`(_ people: Int, _ preset: OrganisationPreset) {
    #expect(OrganisationSize(activePeople: people).preset == preset)
    #expect(preset.separatesDuties == (people > 3))
  }
}
