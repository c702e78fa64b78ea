/// Facility, item-rest correlation and alpha of a complete matrix of right and wrong answers.
///
/// What ``TestAnalysis`` computes of any marks, from counts alone, for large banks: one pass over the
/// bits counts, for each item, who was right and what they had in total.
package struct ItemRestAnalysis: Hashable, Sendable {
  package let people: Int

  /// The share of right answers.
  package let facility: [Double]

  /// The correlation of an item with the sum of the others, or why there is none.
  package let itemRest: [Moments.Outcome]
  package let alpha: Moments.Outcome

  /// Analyses a matrix; `nil` where answers are missing or there are fewer than two people.
  package init?(of matrix: ResponseMatrix) {
    guard matrix.isComplete, matrix.people >= 2 else { return nil }
    let counts = Counts(matrix)
    let n = Double(matrix.people)
    let totalSum = Double(counts.totalSum)
    let totalVariance = (Double(counts.totalSquares) - totalSum * totalSum / n) / (n - 1)
    var variances = 0.0
    var correlations: [Moments.Outcome] = []
    for item in 0..<matrix.items {
      let sum = Double(counts.right[item])
      let variance = (sum - sum * sum / n) / (n - 1)
      let covariance = (Double(counts.totalOfRight[item]) - sum * totalSum / n) / (n - 1)
      let restVariance = totalVariance + variance - 2 * covariance
      variances += variance
      correlations.append(
        counts.right[item] == 0 || counts.right[item] == matrix.people || restVariance <= 0
          ? .failure(.noVariance)
          : .success(
            max(-1, min(1, (covariance - variance) / (variance * restVariance).squareRoot()))
          )
      )
    }
    people = matrix.people
    facility = counts.right.prefix(matrix.items).map { Double($0) / n }
    itemRest = correlations
    let count = Double(matrix.items)
    alpha =
      matrix.items < 2
      ? .failure(.tooFew(count: matrix.items, needed: 2))
      : totalVariance > 0
        ? .success(count / (count - 1) * (1 - variances / totalVariance)) : .failure(.noVariance)
  }
}

/// The sums that the analysis needs.
private struct Counts {
  private(set) var right: [Int]
  private(set) var totalOfRight: [Int]
  private(set) var totalSum = 0
  private(set) var totalSquares = 0

  /// Goes through the rows in the order of their totals: people of one total differ in nothing that
  /// matters here, so only how many of them were right is counted, 255 rows at a time in bytes.
  init(_ matrix: ResponseMatrix) {
    let (stride, people) = (matrix.stride, matrix.people)
    var right = [Int](repeating: 0, count: stride * 8)
    var totalOfRight = right
    var totalSum = 0
    var totalSquares = 0
    let spread = Self.spread
    matrix.right.withUnsafeBufferPointer { bits in
      var totals = [Int32](repeating: 0, count: people)
      var tally = [Int](repeating: 0, count: stride * 8 + 2)
      for person in 0..<people {
        var total = 0
        for byte in person * stride..<(person + 1) * stride { total += bits[byte].nonzeroBitCount }
        totals[person] = Int32(total)
        tally[total + 1] += 1
        totalSum += total
        totalSquares += total * total
      }
      for total in 1..<tally.count { tally[total] += tally[total - 1] }
      var order = [Int32](repeating: 0, count: people)
      var next = tally
      for person in 0..<people {
        order[next[Int(totals[person])]] = Int32(person)
        next[Int(totals[person])] += 1
      }
      spread.withUnsafeBufferPointer { spread in
        var lanes = [UInt64](repeating: 0, count: stride)
        for total in 0..<tally.count - 1 {
          var start = tally[total]
          while start < tally[total + 1] {
            let end = min(start + 255, tally[total + 1])
            for place in start..<end {
              let row = Int(order[place]) * stride
              for byte in 0..<stride { lanes[byte] &+= spread[Int(bits[row + byte])] }
            }
            for byte in 0..<stride {
              var lane = lanes[byte]
              lanes[byte] = 0
              for bit in 0..<8 {
                let count = Int(lane & 0xFF)
                right[byte * 8 + bit] += count
                totalOfRight[byte * 8 + bit] += count * total
                lane >>= 8
              }
            }
            start = end
          }
        }
      }
    }
    self.right = right
    self.totalOfRight = totalOfRight
    self.totalSum = totalSum
    self.totalSquares = totalSquares
  }

  /// Each byte with its bits moved to bytes of their own.
  private static let spread: [UInt64] = (0..<256).map { byte in
    (0..<8).reduce(0) { $0 | UInt64(byte >> $1 & 1) << ($1 * 8) }
  }
}
