import Competence
import Content
import Foundation
import Psychometrics
import Quiz
import Records
import Session

/// Somebody who never lived: hidden ability, a memory that fades, and habits.
///
/// What the learner answers is drawn from these; what the product thinks of the learner is computed
/// from the answers by the same code as for everybody else, and never sees what is hidden here.
struct SimulatedLearner {
  let id: PersonID
  let roles: [RoleID]
  let joins: Int
  let leaves: Int?

  /// Ability by competency before any training, in logits.
  let abilities: [CompetencyID: Double]

  /// How many days after a lesson half of what it added is gone.
  private let halfLife: Double

  /// How sure the learner is when there is no reason to be.
  private let boldness: Double
  private var learnt: [LessonID: (strength: Double, day: Int)] = [:]
  private var nextSession: Int

  /// How often the learner sat down so far.
  var sittings = 0
  private var generator: SplitMix64

  init(
    number: Int,
    roles: [RoleID],
    joins: Int,
    leaves: Int?,
    library: ContentLibrary,
    seed: UInt64,
    weaknesses: [CompetencyID: Double]
  ) {
    var generator = SplitMix64(seed: seed, stream: "learner \(number)")
    id = PersonID(using: &generator)
    self.roles = roles
    self.joins = joins
    self.leaves = leaves
    let general = generator.nextNormal() * 0.5 + 0.7
    abilities = Dictionary(
      uniqueKeysWithValues: library.competencies.map { competency in
        (
          competency.id,
          general + generator.nextNormal() * 0.4 - (weaknesses[competency.id] ?? 0)
        )
      }
    )
    halfLife = 40 + 80 * generator.nextUnit()
    boldness = generator.nextUnit()
    nextSession = joins + generator.nextIndex(below: 10)
    self.generator = generator
  }

  /// Whether the learner sits down on this day, and when they will next.
  mutating func sitsDown(on day: Int) -> Bool {
    guard day >= joins, leaves.map({ day < $0 }) ?? true, day >= nextSession else { return false }
    nextSession = day + 14 + generator.nextIndex(below: 28)
    return true
  }

  mutating func seed() -> UInt64 { generator.next() }

  /// Milliseconds after the start of the working day.
  mutating func startOfSession() -> Int { generator.nextIndex(below: 8 * 3_600_000) }

  /// How long the learner thinks, in milliseconds: log-normal around the reading time.
  mutating func thinkingTime(for item: Item) -> Int {
    let reading = Double(item.readingLength) / 15 + 6
    return Int(1_000 * reading * exp(0.35 * generator.nextNormal()))
  }

  /// Answers an item as it is shown.
  mutating func answer(
    _ item: Item,
    competency: CompetencyID,
    boost: Double,
    misconception: OptionID?,
    on day: Int
  ) -> (Response, Certainty) {
    if let misconception {
      return (.options([misconception]), generator.nextUnit() < 0.8 ? .know : .think)
    }
    let ability = (abilities[competency] ?? 0) + boost + remembered(item.id.lesson, on: day)
    let knows = 1 / (1 + exp(-(ability - item.difficulty) * 1.1))
    if generator.nextUnit() < knows {
      return (item.interaction.rightResponse, certainty(after: knows))
    }
    return (guess(item.interaction), certainty(after: knows * 0.5))
  }

  /// An answer of somebody who does not know.
  private mutating func guess(_ interaction: Interaction) -> Response {
    switch interaction {
    case .choice(let choice): return .options(guess(choice))
    case .text: return .text("no idea")
    case .number(let number):
      let wrong = number.answers.first { !$0.isAccepted }?.range.lowerBound
      return .number(wrong ?? DecimalText(generator.nextIndex(below: 100)))
    case .ordering(let ordering): return .order(ordering.key.stablyShuffled(using: &generator))
    case .matching(let matching):
      let matches = matching.matches.map(\.id)
      return .matches(
        matching.prompts.map { _ in matches[generator.nextIndex(below: matches.count)] }
      )
    case .cloze(let cloze): return .gaps(cloze.gaps.map { guess($0.interaction) })
    }
  }

  private mutating func guess(_ choice: ChoiceInteraction) -> Set<OptionID> {
    let options = choice.options.map(\.id)
    guard choice.allowsSeveral else { return [options[generator.nextIndex(below: options.count)]] }
    let chosen = options.filter { _ in generator.nextUnit() < 0.5 }
    return chosen.isEmpty ? [options[0]] : Set(chosen)
  }

  private mutating func certainty(after knows: Double) -> Certainty {
    let felt = knows + (boldness - 0.5) * 0.5 + generator.nextNormal() * 0.15
    return felt > 0.75 ? .know : felt > 0.4 ? .think : .guess
  }

  /// What is left of what a lesson added.
  private func remembered(_ lesson: LessonID, on day: Int) -> Double {
    guard let learnt = learnt[lesson] else { return 0 }
    return learnt.strength * exp(-Double(day - learnt.day) / halfLife * 0.693)
  }

  /// Reads the reasons after an answer: each time more of it stays.
  mutating func learn(_ lesson: LessonID, receptivity: Double, on day: Int) {
    learnt[lesson] = (min(2.5, remembered(lesson, on: day) + 0.9 * receptivity), day)
  }
}
