import Content
import Records

/// Everything that a rule may look at.
package struct SubstanceEvidence: Sendable {
  package let system: ManagementSystem
  package let remarks: [Digest: Remark]
  package let organisation: OrganisationSize

  package let now: Timestamp

  /// What the system's clock says, where ``now`` was given instead.
  package var latest: Timestamp?

  /// People who left the organisation.
  package var left: Set<PersonID> = []
  package var thresholds = SubstanceThresholds()

  /// What training actions changed, as far as answers tell.
  package var effects: [RegisterEntryID: EffectInterval] = [:]
  package var easyItems: [EasyItem] = []

  /// Sittings in which the answers came faster than anybody reads.
  package var hastySittings: [HastySitting] = []

  package init(
    system: ManagementSystem,
    remarks: [Digest: Remark],
    organisation: OrganisationSize,
    now: Timestamp
  ) {
    self.system = system
    self.remarks = remarks
    self.organisation = organisation
    self.now = now
  }

  var today: Day { now.utcDay }
  var entries: [RegisterEntry] { system.register.entries }

  func text(_ wording: Wording) -> String { wording.known(in: remarks) ?? "" }
}

/// How far what a group can do changed, on items that are different and equivalent.
package struct EffectInterval: Hashable, Sendable {
  package let lower: Double
  package let upper: Double
  package let n: Int

  package init(lower: Double, upper: Double, n: Int) {
    self.lower = lower
    self.upper = upper
    self.n = n
  }
}

/// An item that nearly everybody answers right before the lesson.
package struct EasyItem: Hashable, Sendable {
  package let item: String
  package let correct: Int
  package let n: Int

  package init(item: String, correct: Int, n: Int) {
    self.item = item
    self.correct = correct
    self.n = n
  }
}

/// A sitting with the time it took and the least that reading takes; nobody is named.
package struct HastySitting: Hashable, Sendable {
  package let session: String
  package let milliseconds: Int
  package let characters: Int

  package init(session: String, milliseconds: Int, characters: Int) {
    self.session = session
    self.milliseconds = milliseconds
    self.characters = characters
  }

  /// Nobody reads more characters in a second.
  package static let charactersPerSecond = 25

  package var isHasty: Bool {
    characters > 0 && milliseconds * Self.charactersPerSecond < characters * 1_000
  }
}

/// From where on a rule speaks; the defaults are those of the specification.
package struct SubstanceThresholds: Hashable, Sendable {
  /// Days after a closing within which the same again is a repeat.
  package var repeatDays = 365

  /// Days after which a verification that is due is overdue.
  package var verificationDays = 14

  /// Open effort that one owner can carry.
  package var effortPerOwner = 24
  package var highPerOwner = 5

  /// Share of closures shortly before an audit or review.
  package var batchShare = 0.4
  package var batchDays = 14

  /// Fewer closures make no share.
  package var fewestClosures = 3

  /// The least days of which a share of closures is taken, however soon a look follows the last.
  package var shareDays = 90

  /// Days between what happened and its recording.
  package var backdatedDays = 7

  /// Figures of fewer people are not shown.
  package var smallestCell = 5

  package init() {}
}
