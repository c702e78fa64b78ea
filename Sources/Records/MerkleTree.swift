import Content

/// The hashes of RFC 6962, section 2.1.
package enum MerkleTree {
  /// The hash of the empty tree.
  package static let emptyRoot = Digest(of: [])

  /// SHA-256(0x00 ‖ bytes).
  package static func leaf(_ bytes: [UInt8]) -> Digest { Digest(of: [0x00], bytes) }

  /// SHA-256(0x00 ‖ bytes), without copying them.
  package static func leaf(_ bytes: UnsafeRawBufferPointer) -> Digest {
    Digest(prefix: 0x00, of: bytes)
  }

  /// SHA-256(0x01 ‖ left ‖ right).
  package static func node(_ left: Digest, _ right: Digest) -> Digest {
    Digest(of: [0x01], left.bytes, right.bytes)
  }
}

/// The roots of the perfect subtrees of a log, largest first.
///
/// They are all that is needed to append a leaf and to know the root. A log of n leaves has as many as n has bits set.
package struct MerkleFrontier: Hashable, Sendable {
  /// How many leaves the tree has.
  package private(set) var size: Int

  /// Roots of perfect subtrees, largest first.
  package private(set) var peaks: [Digest]

  package init() {
    size = 0
    peaks = []
  }

  /// Takes a frontier as it was kept; `nil` if it cannot be one of that size.
  package init?(size: Int, peaks: [Digest]) {
    guard size >= 0, peaks.count == size.nonzeroBitCount else { return nil }
    self.size = size
    self.peaks = peaks
  }

  package mutating func append(_ leaf: Digest) {
    var root = leaf
    var merging = size
    while merging & 1 == 1 {
      root = MerkleTree.node(peaks.removeLast(), root)
      merging >>= 1
    }
    peaks.append(root)
    size += 1
  }

  /// The root of the whole tree.
  package var root: Digest {
    guard var root = peaks.last else { return MerkleTree.emptyRoot }
    for peak in peaks.dropLast().reversed() { root = MerkleTree.node(peak, root) }
    return root
  }
}

// MARK: - Proofs

/// Proves that a leaf stands at a place of a tree (RFC 6962, section 2.1.1).
package struct InclusionProof: Hashable, Sendable {
  package let index: Int
  package let size: Int
  package let path: [Digest]

  package init(index: Int, size: Int, path: [Digest]) {
    self.index = index
    self.size = size
    self.path = path
  }

  /// Makes the proof for one of `leaves`.
  package init?(index: Int, in leaves: [Digest]) {
    guard leaves.indices.contains(index) else { return nil }
    self.init(index: index, size: leaves.count, path: Self.path(index, leaves[...]))
  }

  private static func path(_ index: Int, _ leaves: ArraySlice<Digest>) -> [Digest] {
    guard leaves.count > 1 else { return [] }
    let middle = leaves.startIndex + largestPowerOfTwo(below: leaves.count)
    return index < middle
      ? path(index, leaves[..<middle]) + [root(of: leaves[middle...])]
      : path(index, leaves[middle...]) + [root(of: leaves[..<middle])]
  }

  /// Whether the leaf leads to the root (RFC 9162, section 2.1.3.2).
  package func holds(for leaf: Digest, root expected: Digest) -> Bool {
    guard index >= 0, index < size else { return false }
    var node = index
    var last = size - 1
    var hash = leaf
    for sibling in path {
      guard last > 0 else { return false }
      if node & 1 == 1 || node == last {
        hash = MerkleTree.node(sibling, hash)
        while node & 1 == 0, node != 0 {
          node >>= 1
          last >>= 1
        }
      } else {
        hash = MerkleTree.node(hash, sibling)
      }
      node >>= 1
      last >>= 1
    }
    return last == 0 && hash == expected
  }
}

/// Proves that a tree continues an earlier one (RFC 6962, section 2.1.2).
package struct ConsistencyProof: Hashable, Sendable {
  package let oldSize: Int
  package let newSize: Int
  package let path: [Digest]

  package init(oldSize: Int, newSize: Int, path: [Digest]) {
    self.oldSize = oldSize
    self.newSize = newSize
    self.path = path
  }

  /// Makes the proof between the first `oldSize` of `leaves` and all of them.
  package init?(oldSize: Int, in leaves: [Digest]) {
    guard (1...max(1, leaves.count)).contains(oldSize), !leaves.isEmpty else { return nil }
    let path = Self.subproof(oldSize, leaves[...], isWhole: true)
    self.init(oldSize: oldSize, newSize: leaves.count, path: path)
  }

  private static func subproof(
    _ size: Int,
    _ leaves: ArraySlice<Digest>,
    isWhole: Bool
  ) -> [Digest] {
    guard size < leaves.count else { return isWhole ? [] : [root(of: leaves)] }
    let split = largestPowerOfTwo(below: leaves.count)
    let middle = leaves.startIndex + split
    return size <= split
      ? subproof(size, leaves[..<middle], isWhole: isWhole) + [root(of: leaves[middle...])]
      : subproof(size - split, leaves[middle...], isWhole: false) + [root(of: leaves[..<middle])]
  }

  /// Whether both roots belong to one growing log (RFC 9162, section 2.1.4.2).
  package func holds(oldRoot: Digest, newRoot: Digest) -> Bool {
    guard oldSize >= 0, oldSize <= newSize else { return false }
    if oldSize == newSize { return path.isEmpty && oldRoot == newRoot }
    if oldSize == 0 { return path.isEmpty && oldRoot == MerkleTree.emptyRoot }
    guard !path.isEmpty else { return false }
    let isPowerOfTwo = oldSize & (oldSize - 1) == 0
    var siblings = (isPowerOfTwo ? [oldRoot] : []) + path
    var node = oldSize - 1
    var last = newSize - 1
    while node & 1 == 1 {
      node >>= 1
      last >>= 1
    }
    var old = siblings.removeFirst()
    var new = old
    for sibling in siblings {
      guard last > 0 else { return false }
      if node & 1 == 1 || node == last {
        old = MerkleTree.node(sibling, old)
        new = MerkleTree.node(sibling, new)
        while node & 1 == 0, node != 0 {
          node >>= 1
          last >>= 1
        }
      } else {
        new = MerkleTree.node(new, sibling)
      }
      node >>= 1
      last >>= 1
    }
    return last == 0 && old == oldRoot && new == newRoot
  }
}

/// The root of a list of leaf hashes.
package func root(of leaves: some Sequence<Digest>) -> Digest {
  var frontier = MerkleFrontier()
  for leaf in leaves { frontier.append(leaf) }
  return frontier.root
}

/// The largest power of two that is smaller than a number above one.
private func largestPowerOfTwo(below number: Int) -> Int {
  1 << (Int.bitWidth - 1 - (number - 1).leadingZeroBitCount)
}
