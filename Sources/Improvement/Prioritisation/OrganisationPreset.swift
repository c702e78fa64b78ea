/// What a size of organisation changes: how much may be open at once, and how often leadership looks.
///
/// Never the criterion and the verification of a nonconformity.
package enum OrganisationPreset: String, CaseIterable, Sendable {
  /// Up to three people.
  case tiny

  /// Up to fifteen.
  case small

  /// Up to fifty.
  case medium
  case large

  package init(people: Int) {
    self =
      switch people {
      case ...3: .tiny
      case ...15: .small
      case ...50: .medium
      default: .large
      }
  }

  /// Entries in work at once, beyond which starting another helps nobody.
  package var mostInWork: Int {
    switch self {
    case .tiny: 3
    case .small: 5
    case .medium: 10
    case .large: 20
    }
  }

  /// Open effort that one owner can carry.
  package var effortPerOwner: Int {
    switch self {
    case .tiny: 16
    case .small: 20
    case .medium, .large: 24
    }
  }

  /// Months between two management reviews, and between two audits.
  package var reviewMonths: Int { 12 }

  /// The review and the audit may be one day.
  package var combinesReviewAndAudit: Bool { self == .tiny || self == .small }

  /// Whether duties have to be kept apart; otherwise the conflict is declared.
  package var separatesDuties: Bool { self != .tiny }

  package var words: String {
    switch self {
    case .tiny: "up to 3 people"
    case .small: "up to 15 people"
    case .medium: "up to 50 people"
    case .large: "more than 50 people"
    }
  }
}

extension OrganisationSize {
  package var preset: OrganisationPreset { OrganisationPreset(people: activePeople) }
}
