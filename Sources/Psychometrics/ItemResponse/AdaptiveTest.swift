import Foundation

/// The running estimate of one person's ability, and the item that would tell most about it next.
///
/// For tests that measure an ability rather than decide at a cut, where the best next item depends on the
/// answers. The posterior is kept on a coarse grid that costs a quarter of a microsecond an answer; what is
/// recorded of a person is computed with ``AbilityEstimate``. Expected a posteriori estimate of Bock and Mislevy
/// (1982), *Applied Psychological Measurement* 6:431; maximum information selection of Lord (1980),
/// *Applications of Item Response Theory*, chapter 10.
package struct AdaptiveTest: Sendable {
  private typealias Lanes = SIMD8<Float>
  private static let vectors = 8
  private static let nodeCount = 8 * vectors
  private static let end: Float = 4

  /// What does not change from answer to answer.
  package struct Pool: Sendable {
    package let models: [ItemResponseModel]
    fileprivate let chances: [Float]
    fileprivate let information: [Float]

    /// Tabulates the pool at the nodes.
    package init(_ models: [ItemResponseModel]) {
      self.models = models
      chances = models.flatMap { model in
        AdaptiveTest.nodes.map { Float(model.probability(atAbility: Double($0)).value) }
      }
      information = AdaptiveTest.nodes.flatMap { node in
        models.map { Float($0.information(atAbility: Double(node))) }
      }
    }
  }

  private static let nodes: [Float] = (0..<nodeCount).map {
    -end + 2 * end * Float($0) / Float(nodeCount - 1)
  }

  private static let prior: [Lanes] = {
    let weights = nodes.map { exp(-$0 * $0 / 2) }
    return (0..<vectors).map { vector in Lanes((0..<8).map { weights[vector * 8 + $0] }) }
  }()

  private static let nodeLanes: [Lanes] = (0..<vectors).map { vector in
    Lanes((0..<8).map { nodes[vector * 8 + $0] })
  }

  package let pool: Pool
  private var weights = prior

  /// 1 for an item that may be asked, 0 for one that was.
  private var isOpen: [Float]

  /// The mean of the posterior.
  package private(set) var ability: Double = 0

  package init(_ pool: Pool) {
    self.pool = pool
    isOpen = Array(repeating: 1, count: pool.models.count)
  }

  /// Takes an answer.
  package mutating func take(item: Int, isCorrect: Bool) {
    isOpen[item] = 0
    var (sum, moment) = (Lanes.zero, Lanes.zero)
    pool.chances.withUnsafeBytes { chances in
      for vector in 0..<Self.vectors {
        let offset = (item * Self.nodeCount + vector * 8) * 4
        let chance = chances.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
        let weight = weights[vector] * (isCorrect ? chance : 1 - chance)
        weights[vector] = weight
        sum += weight
        moment += weight * Self.nodeLanes[vector]
      }
    }
    let total = sum.sum()
    guard total > 0 else { return }
    // Products of many chances would vanish in single precision.
    let scale = 1 / total
    for vector in 0..<Self.vectors { weights[vector] *= scale }
    ability = Double(moment.sum() * scale)
  }

  /// The item that was not asked yet and tells most at the running estimate, the first of equals;
  /// `nil` when all were asked.
  package func nextItem() -> Int? {
    let place = (Float(ability) + Self.end) / (2 * Self.end) * Float(Self.nodeCount - 1)
    let node = max(0, min(Self.nodeCount - 1, Int(place.rounded())))
    let count = pool.models.count
    return pool.information.withUnsafeBufferPointer { information in
      isOpen.withUnsafeBufferPointer { isOpen in
        var best = -1
        var most: Float = 0
        let row = node * count
        var start = 0
        while start + 8 <= count {
          let worth = information.lanes(at: row + start) * isOpen.lanes(at: start)
          if any(worth .> Lanes(repeating: most)) {
            for lane in 0..<8 where worth[lane] > most {
              (best, most) = (start + lane, worth[lane])
            }
          }
          start += 8
        }
        for item in start..<count where information[row + item] * isOpen[item] > most {
          (best, most) = (item, information[row + item])
        }
        return best >= 0 ? best : isOpen.firstIndex { $0 > 0 }
      }
    }
  }
}

extension UnsafeBufferPointer<Float> {
  @inline(__always) fileprivate func lanes(at index: Int) -> SIMD8<Float> {
    UnsafeRawBufferPointer(self).loadUnaligned(fromByteOffset: index * 4, as: SIMD8<Float>.self)
  }
}
