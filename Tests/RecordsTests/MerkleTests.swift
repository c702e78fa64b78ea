import Content
import Foundation
import Psychometrics
import Records
import TestSupport
import Testing

@Suite struct `The Merkle tree` {
  /// The definition of RFC 6962, section 2.1, by recursion and nothing else.
  private func definition(_ leaves: ArraySlice<[UInt8]>) -> Digest {
    guard let first = leaves.first else { return Digest(of: []) }
    guard leaves.count > 1 else { return Digest(of: [0] + first) }
    var split = 1
    while split * 2 < leaves.count { split *= 2 }
    let middle = leaves.startIndex + split
    return Digest(
      of: [1] + definition(leaves[..<middle]).bytes + definition(leaves[middle...]).bytes
    )
  }

  @Test func `the root kept leaf by leaf is the definition's`() {
    var frontier = MerkleFrontier()
    var leaves: [[UInt8]] = []
    for number in 0..<200 {
      #expect(frontier.root == definition(leaves[...]))
      let leaf = Array("leaf \(number)".utf8)
      leaves.append(leaf)
      frontier.append(MerkleTree.leaf(leaf))
      #expect(frontier.peaks.count == frontier.size.nonzeroBitCount)
    }
  }

  @Test func `every leaf of every tree has a proof that holds for it alone`() throws {
    let leaves = (0..<40).map { MerkleTree.leaf(Array("leaf \($0)".utf8)) }
    for size in 1...leaves.count {
      let tree = Array(leaves.prefix(size))
      let expected = root(of: tree)
      for index in 0..<size {
        let proof = try #require(InclusionProof(index: index, in: tree))
        #expect(proof.holds(for: leaves[index], root: expected))
        #expect(!proof.holds(for: leaves[(index + 1) % leaves.count], root: expected))
        let elsewhere = InclusionProof(index: index + 1, size: size, path: proof.path)
        #expect(!elsewhere.holds(for: leaves[index], root: expected))
      }
    }
  }

  @Test func `every tree continues each of its beginnings and no other`() throws {
    let leaves = (0..<40).map { MerkleTree.leaf(Array("leaf \($0)".utf8)) }
    for size in 1...leaves.count {
      let tree = Array(leaves.prefix(size))
      for old in 1...size {
        let proof = try #require(ConsistencyProof(oldSize: old, in: tree))
        let (oldRoot, newRoot) = (root(of: leaves.prefix(old)), root(of: tree))
        #expect(proof.holds(oldRoot: oldRoot, newRoot: newRoot))
        let forged = MerkleTree.node(oldRoot, newRoot)
        #expect(!proof.holds(oldRoot: forged, newRoot: newRoot))
      }
    }
  }
}

@Suite(.enabled(if: Corpus.isThere, "set DEBRIEF_CORPUS to compare with vectors of others"))
struct `Vectors of transparency logs` {
  private func digest(_ value: Any?) -> Digest? {
    (value as? String).flatMap { Data(base64Encoded: $0) }.flatMap { Digest(bytes: Array($0)) }
  }

  private func path(_ value: Any?) -> [Digest]? {
    if value is NSNull { return [] }
    guard let texts = value as? [String] else { return nil }
    let digests = texts.compactMap { digest($0) }
    return digests.count == texts.count ? digests : nil
  }

  @Test func `roots agree`() throws {
    let vectors = try Corpus.objects(in: "tlog/public/root")
    #expect(!vectors.isEmpty)
    for (name, vector) in vectors {
      let leaves = try #require(vector["leaves"] as? [String], "\(name)")
      let decoded = leaves.compactMap { Data(base64Encoded: $0) }.map { MerkleTree.leaf(Array($0)) }
      let holds = decoded.count == leaves.count && digest(vector["root"]) == root(of: decoded)
      #expect(holds == !(try #require(vector["wantErr"] as? Bool)), "\(name)")
    }
  }

  @Test func `inclusion proofs agree`() throws {
    let vectors = try Corpus.objects(in: "tlog/public/inclusion")
    #expect(!vectors.isEmpty)
    for (name, vector) in vectors {
      var holds = false
      if let index = vector["leafIdx"] as? Int, let size = vector["treeSize"] as? Int,
        let leaf = digest(vector["leafHash"]), let root = digest(vector["root"]),
        let path = path(vector["proof"])
      {
        holds = InclusionProof(index: index, size: size, path: path).holds(for: leaf, root: root)
      }
      #expect(
        holds == !(try #require(vector["wantErr"] as? Bool)),
        "\(name): \(vector["desc"] ?? "")"
      )
    }
  }

  @Test func `consistency proofs agree`() throws {
    let vectors = try Corpus.objects(in: "tlog/public/consistency")
    #expect(!vectors.isEmpty)
    for (name, vector) in vectors {
      var holds = false
      if let old = vector["size1"] as? Int, let new = vector["size2"] as? Int,
        let oldRoot = digest(vector["root1"]), let newRoot = digest(vector["root2"]),
        let path = path(vector["proof"])
      {
        holds = ConsistencyProof(oldSize: old, newSize: new, path: path)
          .holds(oldRoot: oldRoot, newRoot: newRoot)
      }
      #expect(
        holds == !(try #require(vector["wantErr"] as? Bool)),
        "\(name): \(vector["desc"] ?? "")"
      )
    }
  }

  @Test func `a whole exported log has the roots of its checkpoints`() throws {
    let folder = try #require(Corpus.folder).appending(path: "tlog/public/export")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let file = try String(contentsOf: folder.appending(path: "leaves.jsonl"), encoding: .utf8)
    let leaves = file.split(separator: "\n").map { MerkleTree.leaf(Array($0.utf8)) }
    let checkpoints = names.filter { $0.hasPrefix("checkpoint") }
    #expect(!checkpoints.isEmpty)
    for name in checkpoints {
      let lines = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        .split(separator: "\n", omittingEmptySubsequences: false)
      let size = try #require(Int(lines[1]), "\(name)")
      #expect(digest(String(lines[2])) == root(of: leaves.prefix(size)), "\(name)")
    }
  }
}
