import Content
import Records

/// A part of a policy by its id, with the digest of its words.
package struct PolicyClause: Hashable, Sendable {
  package let id: String
  package let digest: Digest

  package init(id: String, digest: Digest) {
    self.id = id
    self.digest = digest
  }
}

/// What became of a clause from one version to the next.
package struct ClauseChange: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Comparable, Sendable {
    /// It says the same; nobody has to do anything.
    case typo

    /// It says something else: people read and acknowledge it again.
    case meaning

    /// What is right to do changed, so answers that were right may be wrong now: people also practise
    /// again, and the items that rest on it are looked at.
    case key

    package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int {
      switch self {
      case .typo: 0
      case .meaning: 1
      case .key: 2
      }
    }
  }

  package let clause: String
  package let kind: Kind

  package init(clause: String, kind: Kind) {
    self.clause = clause
    self.kind = kind
  }
}

extension ClauseChange.Kind: RecordedValue {}

extension PolicyClause: RecordedValue {
  var recorded: JSONValue { ["id": .string(id), "digest": digest.recorded] }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    id = try members.read("id")
    digest = try members.read("digest")
    try members.end()
  }
}

extension ClauseChange: RecordedValue {
  var recorded: JSONValue { ["clause": .string(clause), "kind": kind.recorded] }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    clause = try members.read("clause")
    kind = try members.read("kind")
    try members.end()
  }
}
