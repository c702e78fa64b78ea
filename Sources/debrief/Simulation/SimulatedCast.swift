import Improvement
import Records

/// Who acts in the story of a simulated organisation: duties by the place among the learners.
///
/// The cast is there from the first day to the last. Where there are three people, they share the
/// parts in such a way that nobody judges their own work, but for one action of which they say so.
struct SimulatedCast {
  enum Part: Int, CaseIterable {
    case lead
    case owner
    case verifier
    case analyst
    case auditor
    case chair
    case staff
  }

  /// How many of the first learners are the cast.
  let size: Int

  init(people: Int) { size = people >= Part.allCases.count ? Part.allCases.count : min(3, people) }

  /// Whether there are enough people for a story.
  var isComplete: Bool { size >= 3 }
  var isSmall: Bool { size < Part.allCases.count }

  func index(of part: Part) -> Int {
    guard isSmall else { return part.rawValue }
    switch part {
    case .lead, .chair: return 0
    case .owner, .staff: return 1
    case .verifier, .analyst, .auditor: return 2
    }
  }

  /// The duties of somebody by their place.
  func duties(of index: Int) -> [Duty] {
    guard isComplete, index < size else { return [.staff] }
    let found = Part.allCases.filter { self.index(of: $0) == index }.flatMap(\.duties)
    return [.staff] + Duty.allCases.filter { found.contains($0) }
  }
}

extension SimulatedCast.Part {
  fileprivate var duties: [Duty] {
    switch self {
    case .lead: [.lead]
    case .owner: [.owner]
    case .verifier: [.verifier]
    case .analyst: [.owner, .trainer]
    case .auditor: [.auditor]
    case .chair: [.chair]
    case .staff: []
    }
  }
}
