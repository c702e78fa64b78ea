import Content
import Psychometrics

/// The items of a mastery decision, in the order in which they are asked.
///
/// The order depends on nothing that the person answers: for a decision at one cut the items that tell
/// most there are best for everybody (Eggen 1999, *Applied Psychological Measurement* 23:249), and an
/// order that stands beforehand has error rates that can be said beforehand. At each place one of the
/// best few is drawn, so that no item is met by all; lessons take turns; items that the person has not
/// met come before those that they have, and these by how long ago that was.
package struct AssessmentForm: Hashable, Sendable {
  /// An item with the model that it will be judged by.
  package struct Entry: Hashable, Sendable {
    package let item: ItemID
    package let model: ItemResponseModel
  }

  package let entries: [Entry]

  /// One of so many best items is drawn: five cost a twentieth more items, and no accuracy.
  package static let exposure = 5

  /// Chooses items of a competency.
  ///
  /// - Parameters:
  ///   - library: The content.
  ///   - competency: What is assessed.
  ///   - models: The model of each item; one without is not asked.
  ///   - lastMet: When the person answered an item last.
  ///   - test: Where the cut is, and how many items there may be.
  ///   - seed: Decides between what is nearly as good.
  package init(
    from library: ContentLibrary,
    competency: CompetencyID,
    models: [ItemID: ItemResponseModel],
    lastMet: [ItemID: Day],
    test: MasteryTest,
    seed: UInt64
  ) {
    var generator = SplitMix64(seed: seed, stream: "assessment form")
    let lessons = library.lessons(for: competency).compactMap { library.lesson($0.id) }
    var left = lessons.flatMap { lesson in
      lesson.items.compactMap { item in
        models[item.id].map { Candidate(item: item.id, model: $0, met: lastMet[item.id], test.cut) }
      }
    }
    var asked: [LessonID: Int] = [:]
    var entries: [Entry] = []
    while entries.count < test.cap, let oldest = left.map(\.metDay).min() {
      let unmet = left.filter { $0.metDay == oldest }
      let fewest = unmet.map { asked[$0.item.lesson, default: 0] }.min() ?? 0
      let best = unmet.filter { asked[$0.item.lesson, default: 0] == fewest }
        .sorted { ($0.information, $1.item) > ($1.information, $0.item) }
      let drawn = best[generator.nextIndex(below: min(Self.exposure, best.count))]
      entries.append(Entry(item: drawn.item, model: drawn.model))
      asked[drawn.item.lesson, default: 0] += 1
      left.removeAll { $0.item == drawn.item }
    }
    self.entries = entries
  }

  private struct Candidate {
    let item: ItemID
    let model: ItemResponseModel
    let information: Double

    /// Before every day for an item that was never met.
    let metDay: Int

    init(item: ItemID, model: ItemResponseModel, met: Day?, _ cut: Double) {
      self.item = item
      self.model = model
      metDay = met?.number ?? Int.min
      information = model.information(atAbility: cut)
    }
  }
}
