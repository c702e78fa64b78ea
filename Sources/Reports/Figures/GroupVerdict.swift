import Competence
import Content
import Psychometrics

/// What a group's share at mastery says about the target.
package enum GroupVerdict: String, CaseIterable, Encodable, Sendable {
  /// The whole interval lies at or above the target.
  case meets

  /// The interval holds the target: neither can be said.
  case open

  /// The whole interval lies below the target.
  case below

  /// Fewer people than the programme asks for before a figure becomes a signal.
  case tooFew

  /// Fewer people than may be shown.
  case suppressed

  init(_ group: GroupCompetence, under programme: Programme) {
    let rule = programme.signals
    guard group.isShown(under: programme), let interval = group.interval else {
      self = .suppressed
      return
    }
    if group.people < rule.minimumPeople {
      self = .tooFew
    } else if group.isWeak(under: rule) {
      self = .below
    } else {
      self = interval.lower.value >= rule.targetMastery ? .meets : .open
    }
  }

  package var words: String {
    switch self {
    case .meets: "meets the target"
    case .open: "open: the interval holds the target"
    case .below: "below the target"
    case .tooFew: "too few people to judge"
    case .suppressed: "not shown"
    }
  }

  /// For a narrow column.
  var word: String {
    switch self {
    case .meets: "met"
    case .open: "open"
    case .below: "below"
    case .tooFew: "too few"
    case .suppressed: "not shown"
    }
  }

  var mark: ChartMark {
    switch self {
    case .meets: .dot
    case .open, .suppressed: .ring
    case .below: .diamond
    case .tooFew: .square
    }
  }
}
