import Content

/// A response judged against the key.
package struct Score: Hashable, Sendable {
  /// Whether the response is the key, no more and no less.
  package let isCorrect: Bool

  /// Partial credit from 0 to 1, in ten-thousandths.
  ///
  /// Scaled so that no way of answering without reading gains anything: choosing everything or
  /// nothing, a random order, or the same match everywhere is worth nothing on average.
  package let tenThousandths: Int

  package init(isCorrect: Bool, tenThousandths: Int) {
    self.isCorrect = isCorrect
    self.tenThousandths = tenThousandths
  }

  private static let full = 10_000

  /// Scores a response; one of another kind than the interaction asks for is wrong.
  package init(of response: Response, to interaction: Interaction) {
    let credit = Self.credit(of: response, to: interaction)
    isCorrect = credit == Self.full
    tenThousandths = credit
  }

  /// The same with the price of hints taken off; `cost` is in hundredths.
  package func less(hintCost cost: Int) -> Score {
    Score(isCorrect: isCorrect, tenThousandths: tenThousandths * max(0, 100 - cost) / 100)
  }

  private static func credit(of response: Response, to interaction: Interaction) -> Int {
    switch (response, interaction) {
    case (.options(let chosen), .choice(let choice)): credit(of: chosen, to: choice)
    case (.text(let text), .text(let interaction)):
      interaction.answer(matching: text)?.isAccepted == true ? full : 0
    case (.number(let number), .number(let interaction)):
      interaction.answer(matching: number)?.isAccepted == true ? full : 0
    case (.order(let order), .ordering(let ordering)): credit(of: order, to: ordering.key)
    case (.matches(let matches), .matching(let matching)): credit(of: matches, to: matching)
    case (.gaps(let gaps), .cloze(let cloze)): credit(of: gaps, to: cloze)
    default: 0
    }
  }

  /// For several right options the share of keys chosen less the share of distractors chosen, never
  /// below zero: whoever chooses everything, or nothing, gets nothing.
  private static func credit(of chosen: Set<OptionID>, to choice: ChoiceInteraction) -> Int {
    let key = choice.key
    guard chosen != key else { return full }
    guard choice.allowsSeveral else { return 0 }
    let hits = chosen.intersection(key).count
    let slips = chosen.subtracting(key).count
    let distractors = choice.options.count - key.count
    return max(0, full * hits / max(1, key.count) - full * slips / max(1, distractors))
  }

  /// The share of pairs in the right order less the share of pairs in the wrong one, never below
  /// zero: Kendall's tau (1938, *Biometrika* 30:81).
  private static func credit(of order: [OptionID], to key: [OptionID]) -> Int {
    guard order.count == key.count, Set(order) == Set(key) else { return 0 }
    let places = Dictionary(uniqueKeysWithValues: key.enumerated().map { ($1, $0) })
    let ranks = order.compactMap { places[$0] }
    var concordant = 0
    for (index, rank) in ranks.enumerated() {
      concordant += ranks[(index + 1)...].count { $0 > rank }
    }
    let pairs = ranks.count * (ranks.count - 1) / 2
    return pairs == 0 ? full : max(0, full * (2 * concordant - pairs) / pairs)
  }

  /// The share of right matches, corrected for chance: the same match everywhere is worth nothing.
  private static func credit(of matches: [OptionID], to matching: MatchingInteraction) -> Int {
    guard matches != matching.key else { return full }
    guard matches.count == matching.key.count, !matches.isEmpty else { return 0 }
    let hits = zip(matches, matching.key).count { $0 == $1 }
    // What the best constant answer would hit; for distinct matches that is one.
    let constant = matching.key.reduce(into: [:]) { $0[$1, default: 0] += 1 }.values.max() ?? 0
    guard matches.count > constant else { return 0 }
    return max(0, full * (hits - constant) / (matches.count - constant))
  }

  /// The mean over the gaps, each as an item of its own.
  private static func credit(of gaps: [Response], to cloze: ClozeInteraction) -> Int {
    guard gaps.count == cloze.gaps.count, !gaps.isEmpty else { return 0 }
    let sum = zip(gaps, cloze.gaps).reduce(0) { $0 + credit(of: $1.0, to: $1.1.interaction) }
    return sum / gaps.count
  }

  /// A decimal with four places, as records hold it.
  package var decimal: String {
    let fraction = String(tenThousandths % Self.full)
    let zeros = String(repeating: "0", count: 4 - fraction.count)
    return "\(tenThousandths / Self.full).\(zeros)\(fraction)"
  }
}
