import Content

/// What was chosen in one attempt at an item.
package enum Response: Hashable, Codable, Sendable {
  case options(Set<OptionID>)
}

/// A response judged against the key.
package struct Score: Hashable, Sendable {
  /// Whether the response is the key, no more and no less.
  package let isCorrect: Bool

  /// Partial credit from 0 to 1, in ten-thousandths.
  ///
  /// For several right options it is the share of keys chosen less the share of distractors chosen,
  /// never below zero: whoever chooses everything, or nothing, gets nothing.
  package let tenThousandths: Int

  package init(isCorrect: Bool, tenThousandths: Int) {
    self.isCorrect = isCorrect
    self.tenThousandths = tenThousandths
  }

  /// Scores a response.
  package init(of response: Response, to interaction: Interaction) {
    switch (response, interaction) {
    case (.options(let chosen), .choice(let choice)):
      let key = choice.key
      let hits = chosen.intersection(key).count
      let slips = chosen.subtracting(key).count
      let distractors = choice.options.count - key.count
      isCorrect = chosen == key
      tenThousandths =
        isCorrect
        ? 10_000
        : choice.allowsSeveral
          ? max(0, 10_000 * hits / max(1, key.count) - 10_000 * slips / max(1, distractors)) : 0
    }
  }

  /// A decimal with four places, as records hold it.
  package var decimal: String {
    let fraction = String(tenThousandths % 10_000)
    let zeros = String(repeating: "0", count: 4 - fraction.count)
    return "\(tenThousandths / 10_000).\(zeros)\(fraction)"
  }
}
