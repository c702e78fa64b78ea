import Psychometrics

/// A count out of a number of trials, with the interval of the share.
package struct Share: Hashable, Sendable {
  package let count: Int
  package let total: Int
  package let share: Double
  package let lower: Double
  package let upper: Double

  /// Of independent trials, one a person: Wilson's interval.
  package init?(_ count: Int, of total: Int, confidence: Probability) {
    guard let interval = WilsonInterval(successes: count, of: total, confidence: confidence) else {
      return nil
    }
    self.init(count, interval)
  }

  package init(_ count: Int, _ interval: WilsonInterval) {
    self.count = count
    total = interval.trials
    share = interval.proportion.value
    lower = interval.lower.value
    upper = interval.upper.value
  }

  /// Of trials that belong to people, several to each.
  ///
  /// Answers of one person are alike, so many answers of few people say less than as many answers of
  /// as many people. The spread between people gives the number of independent trials that would say
  /// as much (Korn and Graubard 1998, *Survey Methodology* 24:193), and Wilson's interval is taken
  /// for that number. Where nobody differs from the others, it is the number of people.
  package init?(byPerson: [(count: Int, total: Int)], confidence: Probability) {
    let people = byPerson.filter { $0.total > 0 }
    let count = people.map(\.count).reduce(0, +)
    let total = people.map(\.total).reduce(0, +)
    guard total > 0, people.allSatisfy({ (0...$0.total).contains($0.count) }) else { return nil }
    let share = Double(count) / Double(total)
    let squares = people.map { person in
      let excess = Double(person.count) - share * Double(person.total)
      return excess * excess
    }
    let clusters = Double(people.count)
    let variance =
      clusters / max(1, clusters - 1) * squares.reduce(0, +) / Double(total) / Double(total)
    let independent =
      variance > 0 && people.count > 1
      ? min(Double(total), max(1, share * (1 - share) / variance)) : clusters
    let z = NormalDistribution.halfWidth(holding: confidence)
    let middle = (2 * independent * share + z * z) / (2 * (independent + z * z))
    let half =
      z * (z * z + 4 * independent * share * (1 - share)).squareRoot()
      / (2 * (independent + z * z))
    self.count = count
    self.total = total
    self.share = share
    lower = count == 0 ? 0 : max(0, middle - half)
    upper = count == total ? 1 : min(1, middle + half)
  }
}

extension Share {
  /// `78 % (66–86 %)`.
  var words: String { "\(percent(share)) (\(percent(from: lower, to: upper)))" }

  /// `31 of 40`.
  var counts: String { "\(grouped(count)) of \(grouped(total))" }
}

/// A share as machines read it.
struct ShareView: Encodable {
  let count: Int
  let total: Int
  let share: Double
  let lower: Double
  let upper: Double

  init(_ share: Share) {
    count = share.count
    total = share.total
    self.share = rounded(share.share, places: 3)
    lower = rounded(share.lower, places: 3)
    upper = rounded(share.upper, places: 3)
  }
}

/// A correlation as machines read it.
struct CorrelationView: Encodable {
  let correlation: Double
  let lower: Double
  let upper: Double
  let pairs: Int

  init(_ interval: CorrelationInterval) {
    correlation = rounded(interval.correlation, places: 3)
    lower = rounded(interval.lower, places: 3)
    upper = rounded(interval.upper, places: 3)
    pairs = interval.pairs
  }
}
