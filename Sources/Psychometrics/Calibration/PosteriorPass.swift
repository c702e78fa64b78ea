import Foundation

/// One pass over all people: where each may stand given the items as they are, summed up as how many
/// at each node answered each item, and answered it rightly.
///
/// Eight items are one byte of the matrix, and what all 256 values of a byte add to the log likelihood
/// at each node is summed once; so a person costs one addition a byte and node, not one an item and
/// node. Counts are collected in the same manner, and taken apart at the end.
final class PosteriorPass {
  private typealias Lanes = SIMD8<Float>

  let matrix: ResponseMatrix
  let nodeCount: Int
  private let vectors: Int
  private let groups: Int

  /// For each byte of a row, each of its 256 values and each node.
  private let rightTable: UnsafeMutablePointer<Lanes>
  private let answeredTable: UnsafeMutablePointer<Lanes>?
  private let rightSums: UnsafeMutablePointer<Lanes>
  private let answeredSums: UnsafeMutablePointer<Lanes>?
  private let base: UnsafeMutablePointer<Lanes>
  private let posterior: UnsafeMutablePointer<Lanes>
  private let all: UnsafeMutablePointer<Lanes>

  /// Single precision holds sums over so many people to a part in ten thousand million.
  private static let block = 8192

  /// The expected number of right answers, by item and node.
  private(set) var right: [Double]

  /// The expected number of answers, by item and node; by node alone where none is missing.
  private(set) var answered: [Double]

  /// The expected number of people at each node.
  private(set) var people: [Double]
  private(set) var logLikelihood = 0.0

  init(_ matrix: ResponseMatrix, nodeCount: Int) {
    precondition(nodeCount.isMultiple(of: 8), "nodes come in vectors of eight")
    self.matrix = matrix
    self.nodeCount = nodeCount
    vectors = nodeCount / 8
    groups = matrix.stride
    let size = groups * 256 * vectors
    let table = { UnsafeMutablePointer<Lanes>.allocate(capacity: size) }
    rightTable = table()
    rightSums = table()
    answeredTable = matrix.isComplete ? nil : table()
    answeredSums = matrix.isComplete ? nil : table()
    base = .allocate(capacity: vectors)
    posterior = .allocate(capacity: vectors)
    all = .allocate(capacity: vectors)
    right = Array(repeating: 0, count: matrix.stride * 8 * nodeCount)
    answered = matrix.isComplete ? [] : right
    people = Array(repeating: 0, count: nodeCount)
  }

  deinit {
    for table in [rightTable, rightSums, base, posterior, all] { table.deallocate() }
    answeredTable?.deallocate()
    answeredSums?.deallocate()
  }

  /// Goes through all people.
  ///
  /// - Parameters:
  ///   - curves: The items.
  ///   - abilities: The ability at each node.
  ///   - weights: The share of the group at each node.
  func run(_ curves: [ItemCurve], abilities: [Double], weights: [Double]) {
    prepare(curves, abilities: abilities, weights: weights)
    clear(&right)
    clear(&answered)
    clear(&people)
    logLikelihood = 0
    var start = 0
    while start < matrix.people {
      let end = min(start + Self.block, matrix.people)
      take(start..<end)
      flush()
      start = end
    }
  }

  /// Calls back with the posterior of each person, in the order of rows.
  func eachPosterior(
    _ curves: [ItemCurve],
    abilities: [Double],
    weights: [Double],
    _ body: (Int, [Double]) -> Void
  ) {
    prepare(curves, abilities: abilities, weights: weights)
    for person in 0..<matrix.people {
      _ = weigh(person)
      body(person, (0..<nodeCount).map { Double(posterior[$0 / 8][$0 % 8]) })
    }
  }

  private func clear(_ counts: inout [Double]) {
    for index in counts.indices { counts[index] = 0 }
  }

  // MARK: Tables

  private func prepare(_ curves: [ItemCurve], abilities: [Double], weights: [Double]) {
    let single = UnsafeMutablePointer<Lanes>.allocate(capacity: vectors)
    defer { single.deallocate() }
    var wrongSum = weights.map { $0 > 0 ? log($0) : -1e4 }
    for group in 0..<groups {
      let rightRow = rightTable + group * 256 * vectors
      fill(rightRow, with: 0)
      let answeredRow = answeredTable.map { $0 + group * 256 * vectors }
      if let answeredRow { fill(answeredRow, with: 0) }
      for bit in 0..<8 where group * 8 + bit < curves.count {
        let curve = curves[group * 8 + bit]
        let chances = abilities.map { curve.chance(at: $0) }
        let wrongs = chances.map { log1p(-min($0, 1 - 1e-15)) }
        load(single, zip(chances, wrongs).map { log(max($0, 1e-300)) - $1 })
        extend(rightRow, bit: bit, by: single)
        if let answeredRow {
          load(single, wrongs)
          extend(answeredRow, bit: bit, by: single)
        } else {
          for node in wrongSum.indices { wrongSum[node] += wrongs[node] }
        }
      }
      for bit in 0..<8 where group * 8 + bit >= curves.count {
        fill(single, with: 0)
        extend(rightRow, bit: bit, by: single)
        if let answeredRow { extend(answeredRow, bit: bit, by: single) }
      }
    }
    load(base, wrongSum)
    clearSums()
  }

  private func fill(_ row: UnsafeMutablePointer<Lanes>, with value: Float) {
    for vector in 0..<vectors { row[vector] = Lanes(repeating: value) }
  }

  private func load(_ row: UnsafeMutablePointer<Lanes>, _ values: [Double]) {
    for vector in 0..<vectors {
      var lanes = Lanes.zero
      for lane in 0..<8 { lanes[lane] = Float(values[vector * 8 + lane]) }
      row[vector] = lanes
    }
  }

  /// Makes the rows of all values that have this bit and lower ones from those that have it not.
  private func extend(
    _ row: UnsafeMutablePointer<Lanes>,
    bit: Int,
    by single: UnsafeMutablePointer<Lanes>
  ) {
    let half = 1 << bit
    for value in 0..<half {
      let (from, to) = (row + value * vectors, row + (value + half) * vectors)
      for vector in 0..<vectors { to[vector] = from[vector] + single[vector] }
    }
  }

  private func clearSums() {
    rightSums.update(repeating: .zero, count: groups * 256 * vectors)
    answeredSums?.update(repeating: .zero, count: groups * 256 * vectors)
    all.update(repeating: .zero, count: vectors)
  }

  // MARK: People

  private func take(_ people: Range<Int>) {
    matrix.right.withUnsafeBufferPointer { right in
      matrix.answered.withUnsafeBufferPointer { answered in
        for person in people {
          logLikelihood += weigh(person, right, answered)
          let start = person * groups
          for group in 0..<groups {
            add(rightSums + (group * 256 + Int(right[start + group])) * vectors)
          }
          if let answeredSums {
            for group in 0..<groups {
              add(answeredSums + (group * 256 + Int(answered[start + group])) * vectors)
            }
          }
          add(all)
        }
      }
    }
  }

  @inline(__always) private func add(_ sums: UnsafeMutablePointer<Lanes>) {
    for vector in 0..<vectors { sums[vector] += posterior[vector] }
  }

  private func weigh(_ person: Int) -> Double {
    matrix.right.withUnsafeBufferPointer { right in
      matrix.answered.withUnsafeBufferPointer { weigh(person, right, $0) }
    }
  }

  /// Leaves the person's posterior in ``posterior``, and returns the logarithm of the likelihood.
  @inline(__always) private func weigh(
    _ person: Int,
    _ right: UnsafeBufferPointer<UInt8>,
    _ answered: UnsafeBufferPointer<UInt8>
  ) -> Double {
    let start = person * groups
    for vector in 0..<vectors { posterior[vector] = base[vector] }
    for group in 0..<groups {
      let row = rightTable + (group * 256 + Int(right[start + group])) * vectors
      for vector in 0..<vectors { posterior[vector] += row[vector] }
    }
    if let answeredTable {
      for group in 0..<groups {
        let row = answeredTable + (group * 256 + Int(answered[start + group])) * vectors
        for vector in 0..<vectors { posterior[vector] += row[vector] }
      }
    }
    var largest = posterior[0]
    for vector in 1..<vectors {
      largest.replace(with: posterior[vector], where: posterior[vector] .> largest)
    }
    let greatest = largest.max()
    let toBase2: Float = 1.442_695_04
    var sum = Lanes.zero
    for vector in 0..<vectors {
      let weight = exponential2((posterior[vector] - greatest) * toBase2)
      posterior[vector] = weight
      sum += weight
    }
    let total = sum.sum()
    let scale = 1 / total
    for vector in 0..<vectors { posterior[vector] *= scale }
    return Double(greatest) + log(Double(total))
  }

  // MARK: Counts

  private func flush() {
    collect(rightSums, into: &right)
    if let answeredSums { collect(answeredSums, into: &answered) }
    for node in 0..<nodeCount { people[node] += Double(all[node / 8][node % 8]) }
    clearSums()
  }

  /// Adds, for each item, the sums of all values that have its bit.
  private func collect(_ sums: UnsafeMutablePointer<Lanes>, into counts: inout [Double]) {
    for group in 0..<groups {
      let row = sums + group * 256 * vectors
      for bit in (0..<8).reversed() {
        // All bits above this one are folded away already, so the rows are values below 2^(bit + 1).
        let half = 1 << bit
        let item = group * 8 + bit
        for vector in 0..<vectors {
          var sum = Lanes.zero
          for value in half..<2 * half { sum += row[value * vectors + vector] }
          for lane in 0..<8 { counts[item * nodeCount + vector * 8 + lane] += Double(sum[lane]) }
        }
        for value in 0..<half {
          let (to, from) = (row + value * vectors, row + (value + half) * vectors)
          for vector in 0..<vectors { to[vector] += from[vector] }
        }
      }
    }
  }
}
