import Content

/// What an item of QTI 2 or 3 declares about one response: what is right, and what brings points.
struct QTIResponse {
  let cardinality: String
  let baseType: String

  /// Values of the right response, in their order.
  private(set) var correct: [String] = []

  /// Points by value.
  private(set) var mapped: [(key: String, points: Double)] = []

  init?(_ declaration: XMLElement) {
    cardinality = declaration.qti("cardinality") ?? "single"
    baseType = declaration.qti("base-type") ?? "identifier"
    correct =
      declaration.qtiFirst("correct-response")?.qtiAll("value").map(\.allText.trimmed) ?? []
    mapped =
      declaration.qtiFirst("mapping")?.qtiAll("map-entry").compactMap { entry in
        guard let key = entry.qti("map-key"),
          let points = entry.qti("mapped-value").flatMap({ Double($0) })
        else { return nil }
        return (key.trimmed, points)
      } ?? []
  }

  /// Adds the values that conditions of the item give points for.
  mutating func take(conditions values: [String]) {
    if correct.isEmpty, mapped.allSatisfy({ $0.points <= 0 }) { correct = values }
  }

  /// The part of the score that a value brings.
  func weight(of value: String) -> Double {
    if let most = mapped.map(\.points).max(), most > 0 {
      let total = cardinality == "single" ? most : mapped.map { max(0, $0.points) }.reduce(0, +)
      let points = mapped.first { $0.key == value }?.points ?? 0
      return max(-1, points / total)
    }
    guard correct.contains(value) else { return 0 }
    return cardinality == "single" ? 1 : 1 / Double(correct.count)
  }

  /// Every value that brings something, best first.
  var rightValues: [String] {
    let pairs = mapped.filter { $0.points > 0 }.sorted { $0.points > $1.points }.map(\.key)
    return pairs.isEmpty ? correct : pairs
  }
}
