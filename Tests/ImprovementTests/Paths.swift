import Content
import Improvement
import Records
import Testing

/// A way through the register.
enum Path: CaseIterable {
  /// A nonconformity of high severity.
  case full

  /// A nonconformity of low severity: planned at once, its cause found later.
  case small

  case opportunity

  fileprivate var classified: RegisterEvent.Classified {
    switch self {
    case .full: Facts.classified()
    case .small:
      Facts.classified(.nonconformity(requirement: "A.5.14", evidence: Facts.sentence), .low)
    case .opportunity: Facts.classified(.opportunity, .medium)
    }
  }
}

extension Story {
  /// The steps of a path up to closing, each by somebody who may take it.
  static func steps(_ path: Path) -> [(verb: RegisterVerb, actor: RegisterActor)] {
    let corrective: [(RegisterVerb, RegisterActor)] =
      switch path {
      case .full: [(.contain, Cast.colleague), (.cause, Cast.owner)]
      case .small: [(.contain, Cast.colleague)]
      case .opportunity: []
      }
    let late: [(RegisterVerb, RegisterActor)] = path == .small ? [(.cause, Cast.owner)] : []
    return [(.raise, Cast.colleague), (.classify, Cast.lead)] + corrective
      + [(.plan, Cast.lead), (.start, Cast.owner), (.finish, Cast.owner), (.verify, Cast.verifier)]
      + late + [(.close, Cast.lead)]
  }

  /// An event of this kind that suits the path and the day.
  func event(_ verb: RegisterVerb, _ path: Path) -> RegisterEvent {
    switch verb {
    case .raise: .raise(Facts.raised)
    case .observe: .observe(.init(statement: Facts.sentence))
    case .classify: .classify(path.classified)
    case .contain: .contain(Facts.contained())
    case .cause: .cause(Facts.analysed())
    case .plan: .plan(Facts.planned([Facts.action(due: "2027-12-01")]))
    case .start: .start(Facts.started)
    case .amend: .amend(Facts.amended)
    case .due: .due(Facts.moved)
    case .finish: .finish(Facts.finished())
    case .verify: .verify(Facts.verified())
    case .acceptRisk: .acceptRisk(Facts.accepted(from: today))
    case .close: .close(Facts.closed())
    case .reopen: .reopen(Facts.reopened)
    case .reject: .reject(.init(verdict: .noFinding, reason: Facts.sentence))
    case .decline: .decline(.init(reason: Facts.sentence))
    }
  }

  /// Takes the steps of a path up to and including one of them.
  static func told(_ path: Path, through last: RegisterVerb) throws -> Story {
    var story = Story()
    for (verb, actor) in steps(path) {
      if verb == .verify { story.pass(days: 61) }
      try story.tell(story.event(verb, path), by: actor)
      if verb == last { return story }
    }
    return story
  }

  /// All the stories that end in a state.
  static func all(in state: RegisterState) throws -> [(path: Path, story: Story)] {
    try Path.allCases.flatMap { path in try stories(path, in: state).map { (path, $0) } }
  }

  private static func stories(_ path: Path, in state: RegisterState) throws -> [Story] {
    switch state {
    case .raised: [try told(path, through: .raise)]
    case .triaged: [try told(path, through: .classify)]
    case .contained: path == .opportunity ? [] : [try told(path, through: .contain)]
    case .analysed:
      [try told(path, through: path == .opportunity ? .classify : .contain).then(.cause, path)]
    case .planned: [try told(path, through: .plan)]
    case .inAction: [try told(path, through: .start)]
    case .done: [try told(path, through: .finish).later(days: 61)]
    case .verifying:
      [try told(path, through: .verify), try inconclusive(path)]
        + (path == .small ? [try told(path, through: .cause)] : [])
    case .closed: [try told(path, through: .close)]
    case .reopened: [try told(path, through: .close).then(.reopen, path)]
    case .accepted: [try told(path, through: .classify).then(.acceptRisk, path)]
    case .rejected: [try told(path, through: .raise).then(.reject, path)]
    case .declined:
      path == .full
        ? []
        : [
          try told(path, through: path == .small ? .contain : .classify).then(.decline, path)
        ]
    }
  }

  private static func inconclusive(_ path: Path) throws -> Story {
    var story = try told(path, through: .finish).later(days: 61)
    let next = story.today.adding(days: 30)
    try story.tell(.verify(Facts.verified(n: 3, next: next)), by: Cast.verifier)
    return story.later(days: 31)
  }

  func then(_ verb: RegisterVerb, _ path: Path) throws -> Story {
    var story = self
    try story.tell(event(verb, path), by: Story.mayDo(verb))
    return story
  }

  func later(days: Int) -> Story {
    var story = self
    story.pass(days: days)
    return story
  }

  /// Somebody who may do this, and did nothing else on the paths that would forbid it.
  static func mayDo(_ verb: RegisterVerb) -> RegisterActor {
    switch verb {
    case .raise, .observe, .contain: Cast.colleague
    case .classify, .plan, .amend, .close, .reopen, .reject, .decline: Cast.lead
    case .cause, .start, .due, .finish: Cast.owner
    case .verify: Cast.verifier
    case .acceptRisk: Cast.chair
    }
  }
}
