import Content
import Psychometrics

/// The ordered items of one session, each with the reason why it is asked.
package struct QuizForm: Hashable, Sendable {
  package struct Entry: Hashable, Sendable {
    package let item: ItemID
    package let reason: ItemPriorities.Reason

    package init(item: ItemID, reason: ItemPriorities.Reason) {
      self.item = item
      self.reason = reason
    }
  }

  package let entries: [Entry]

  package init(entries: [Entry]) { self.entries = entries }

  /// How many items a session has when nobody says otherwise: about five minutes.
  package static let usualLength = 8

  /// Chooses items for a person.
  ///
  /// The most urgent lessons first, one item a lesson and round; an item that the person has not met
  /// before one that they have, else the one they met longest ago. The seed decides between what is
  /// equally good.
  package init(
    from library: ContentLibrary,
    priorities: ItemPriorities,
    limit: Int,
    seed: UInt64
  ) {
    var generator = SplitMix64(seed: seed, stream: "form")
    var queues: [(ItemPriorities.Reason, [ItemID])] = []
    // One item a lesson and round: more lessons than items are never reached, and not opened.
    for priority in priorities.ordered(using: &generator) where queues.count < limit {
      guard let lesson = library.lesson(priority.lesson), !lesson.items.isEmpty else { continue }
      let shuffled = lesson.items.map(\.id).stablyShuffled(using: &generator)
      let met = { (item: ItemID) in priorities.lastMet[item]?.number ?? Int.min }
      let ordered = shuffled.enumerated().sorted { left, right in
        (met(left.element), left.offset) < (met(right.element), right.offset)
      }
      queues.append((priority.reason, ordered.map(\.element)))
    }
    var entries: [Entry] = []
    while entries.count < limit, !queues.isEmpty {
      for index in queues.indices where entries.count < limit {
        entries.append(Entry(item: queues[index].1.removeFirst(), reason: queues[index].0))
      }
      queues.removeAll { $0.1.isEmpty }
    }
    self.entries = entries
  }

  /// How long the items will take: reading at 15 characters a second, ten seconds to decide, and
  /// half of the reading again for the reasons afterwards.
  package func expectedSeconds(in library: ContentLibrary) -> Int {
    entries.compactMap { library.item($0.item) }.reduce(0) { total, item in
      total + 10 + item.readingLength * 3 / 2 / 15
    }
  }
}

extension Item {
  /// How many characters a learner reads before answering.
  package var readingLength: Int {
    stem.count + scene.reduce(0) { $0 + $1.flattened.count }
      + interaction.texts.reduce(0) { $0 + $1.count }
  }
}
