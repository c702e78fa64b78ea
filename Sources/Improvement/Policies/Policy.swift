import Content
import Records

/// A rule that the organisation gave itself, in all its versions, with who read which.
package struct Policy: Hashable, Identifiable, Sendable {
  package let id: String
  package private(set) var versions: [RegisterEntry.Dated<PolicyIssued>]

  /// The newest version that each person acknowledged, and when.
  package private(set) var acknowledged: [PersonID: Acknowledgement] = [:]

  package struct Acknowledgement: Hashable, Sendable {
    package let version: Int
    package let at: Timestamp
  }

  private let first: RegisterEntry.Dated<PolicyIssued>

  init(id: String, _ first: RegisterEntry.Dated<PolicyIssued>) {
    self.id = id
    self.first = first
    versions = [first]
  }

  package var current: RegisterEntry.Dated<PolicyIssued> { versions.last ?? first }
  package var title: String { current.facts.title }

  mutating func take(_ version: RegisterEntry.Dated<PolicyIssued>) { versions.append(version) }

  mutating func take(_ facts: PolicyAcknowledged, by person: PersonID, at time: Timestamp) {
    acknowledged[person] = Acknowledgement(version: facts.version, at: time)
  }
}

// MARK: - Standing

extension Policy {
  /// What an acknowledgement is worth today.
  package enum Standing: Hashable, Sendable {
    /// Of the version in force, or of one that differs from it by typos alone.
    case valid(version: Int)

    /// It stays true of the version that was read, and of no later one.
    case validFor(version: Int, since: ClauseChange.Kind)
    case never

    package var isDue: Bool {
      if case .valid = self { false } else { true }
    }

    package var words: String {
      switch self {
      case .valid(let version): "valid, version \(version) was read"
      case .validFor(let version, let kind):
        "valid for version \(version); "
          + (kind == .key ? "what is right changed since" : "the meaning changed since")
      case .never: "not acknowledged"
      }
    }
  }

  package func standing(of person: PersonID) -> Standing {
    guard let read = acknowledged[person] else { return .never }
    let later = versions.filter { $0.facts.version > read.version }
    let gravest = later.flatMap(\.facts.changes).map(\.kind).max() ?? .typo
    return gravest == .typo
      ? .valid(version: read.version) : .validFor(version: read.version, since: gravest)
  }

  /// The gravest change since a moment; `nil` if no version was issued since.
  package func gravestChange(since time: Timestamp) -> ClauseChange.Kind? {
    versions.filter { $0.at > time && $0.facts.version > 1 }.map(\.facts.gravest).max()
  }

  /// The newest version that changed more than spelling; `nil` while the first is unchanged.
  package var latestChange: PolicyIssued? {
    versions.map(\.facts).last { $0.version > 1 && $0.gravest > .typo }
  }

  /// Lessons that rest on a control of this policy, where a change asks people to take them again.
  ///
  /// A typo asks for nothing; a change of meaning or of what is right asks for the lessons.
  package func lessonsToRetake(in library: ContentLibrary) -> [LessonID] {
    guard latestChange != nil else { return [] }
    let controls = Set(current.facts.controls)
    return library.lessons.filter { !controls.isDisjoint(with: $0.controls) }.map(\.id)
  }
}
