import Content
import Improvement
import Records
import Testing

@Suite struct `Duties of the register` {
  /// Who may do what, as the specification says.
  ///
  /// Starting, finishing and moving a due date go by the person and not by the duty.
  static let duties: [RegisterVerb: Set<Duty>] = [
    .raise: Set(Duty.allCases), .observe: Set(Duty.allCases), .contain: Set(Duty.allCases),
    .classify: [.lead, .trainer], .reject: [.lead, .trainer], .decline: [.lead, .trainer],
    .cause: [.owner], .plan: [.lead], .start: [], .amend: [.lead], .due: [.lead], .finish: [],
    .verify: [.verifier], .acceptRisk: [.chair, .owner], .close: [.lead], .reopen: [.lead],
  ]

  /// A story in which only the duty can be in the way.
  static func scene(of verb: RegisterVerb) throws -> (Story, RegisterEvent) {
    let story =
      switch verb {
      case .raise: Story()
      case .classify, .contain, .reject: try Story.told(.full, through: .raise)
      case .observe, .acceptRisk: try Story.told(.full, through: .classify)
      case .cause: try Story.told(.full, through: .contain)
      case .plan: try Story.told(.full, through: .cause)
      case .start, .due: try Story.told(.full, through: .plan)
      case .amend, .finish: try Story.told(.full, through: .start)
      case .verify: try Story.told(.full, through: .finish).later(days: 61)
      case .close: try Story.told(.full, through: .verify)
      case .reopen: try Story.told(.full, through: .close)
      case .decline: try Story.told(.opportunity, through: .classify)
      }
    return (story, story.event(verb, .full))
  }

  private func event(_ event: RegisterEvent, suits duty: Duty, on today: Day) -> RegisterEvent {
    guard case .acceptRisk = event, duty == .owner else { return event }
    return .acceptRisk(
      .init(
        risk: "risk-7",
        capacity: .riskOwner,
        reason: Facts.sentence,
        review: today.adding(days: 9),
        expiry: today.adding(days: 9)
      )
    )
  }

  @Test(arguments: RegisterVerb.allCases, Duty.allCases)
  func `every event is allowed to exactly the duties that it belongs to`(
    _ verb: RegisterVerb,
    _ duty: Duty
  ) throws {
    let (story, event) = try Self.scene(of: verb)
    let actor = Cast.actor("p-0000000000ff", duty)
    let refusals = story.refusals(self.event(event, suits: duty, on: story.today), by: actor)
    let mayDo = Self.duties[verb, default: []].contains(duty)
    #expect(refusals.isEmpty == mayDo, "\(duty) on \(verb): \(refusals)")
    let codes = Set(refusals.map(\.code))
    #expect(
      codes.isSubset(of: ["duty", "not-the-owner"]),
      "something else is in the way: \(codes)"
    )
  }

  @Test(arguments: RegisterVerb.allCases)
  func `without a duty people may raise and observe, and work on their own actions`(
    _ verb: RegisterVerb
  ) throws {
    let (story, event) = try Self.scene(of: verb)
    let owner = RegisterActor(person: Cast.owner.person, duties: [])
    let mayDo: Set<RegisterVerb> = [.raise, .observe, .start, .due, .finish]
    #expect(story.refusals(event, by: owner).isEmpty == mayDo.contains(verb))
  }

  @Test(arguments: RegisterVerb.allCases, [RegisterActor.system, .anonymous])
  func `the product and the unknown may raise and observe, whatever duties they claim`(
    _ verb: RegisterVerb,
    _ actor: RegisterActor
  ) throws {
    var (story, event) = try Self.scene(of: verb)
    story.organisation = .workshop
    if verb == .raise {
      event = .raise(
        .init(
          source: .quizCluster,
          reference: "weak-competency/1",
          statement: Facts.sentence,
          fingerprint: "1",
          evidence: ["n": 12]
        )
      )
    }
    let almighty = RegisterActor(person: actor.person, duties: Set(Duty.allCases))
    let codes = story.codes(event, by: almighty)
    let mayDo = verb == .raise || verb == .observe
    #expect(codes.contains("not-accountable") == !mayDo, "\(codes)")
    #expect(codes.isEmpty == mayDo, "\(codes)")
  }

  @Test func `a signal of the product brings a fingerprint and figures`() {
    let bare = RegisterEvent.raise(Facts.raised)
    #expect(Story().codes(bare, by: .system) == ["signal-without-figures"])
    #expect(Story().codes(bare, by: .anonymous) == [])
  }

  @Test func `everything that is in the way is said at once`() throws {
    let story = try Story.told(.full, through: .raise)
    let event = RegisterEvent.classify(
      .init(
        classification: .nonconformity(requirement: " ", evidence: .plain("ok")),
        severity: .high,
        effect: .plain("bad"),
        affects: [],
        areaOwner: Cast.colleague.person
      )
    )
    #expect(
      story.codes(event, by: Cast.colleague) == [
        "duty", "no-requirement", "thin-text", "thin-text", "affects-nothing", "own-area",
      ]
    )
  }
}
