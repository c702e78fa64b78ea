import Content
import Improvement
import Records
import Testing

/// Everyone of the cast with all duties, so that only the person can be in the way.
private func almighty(_ actor: RegisterActor) -> RegisterActor {
  RegisterActor(person: actor.person, duties: Set(Duty.allCases))
}

@Suite struct `Separation of duties` {
  struct Conflict: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let code: String
    let story: @Sendable () throws -> Story
    let actor: RegisterActor
    let event: @Sendable (_ isDeclared: Bool) -> RegisterEvent
  }

  static let conflicts = [
    Conflict(
      testDescription: "classifying one's own area",
      code: "own-area",
      story: { try Story.told(.full, through: .raise) },
      actor: Cast.lead,
      event: {
        .classify(Facts.classified(areaOwner: Cast.lead.person, declaredConflict: $0))
      }
    ),
    Conflict(
      testDescription: "declining in one's own area",
      code: "own-area",
      story: {
        var story = Story()
        let raised = RegisterEvent.Raised(
          source: .suggestion,
          reference: "box-3",
          statement: Facts.sentence,
          areaOwner: Cast.lead.person
        )
        try story.tell(.raise(raised), by: Cast.colleague)
        try story.tell(.classify(Facts.classified(.opportunity)), by: Cast.otherLead)
        return story
      },
      actor: Cast.lead,
      event: { .decline(.init(reason: Facts.sentence, declaredConflict: $0)) }
    ),
    Conflict(
      testDescription: "rejecting in one's own area",
      code: "own-area",
      story: {
        var story = Story()
        let raised = RegisterEvent.Raised(
          source: .complaint,
          reference: "ticket 8",
          statement: Facts.sentence,
          areaOwner: Cast.trainer.person
        )
        try story.tell(.raise(raised), by: Cast.colleague)
        return story
      },
      actor: Cast.trainer,
      event: {
        .reject(.init(verdict: .noFinding, reason: Facts.sentence, declaredConflict: $0))
      }
    ),
    Conflict(
      testDescription: "analysing alone",
      code: "analysed-alone",
      story: { try Story.told(.full, through: .contain) },
      actor: Cast.owner,
      event: { .cause(Facts.analysed(with: nil, declaredConflict: $0)) }
    ),
    Conflict(
      testDescription: "analysing with oneself",
      code: "analysed-alone",
      story: { try Story.told(.full, through: .contain) },
      actor: Cast.owner,
      event: { .cause(Facts.analysed(with: Cast.owner.person, declaredConflict: $0)) }
    ),
    Conflict(
      testDescription: "planning the owner as the verifier",
      code: "verifier-is-involved",
      story: { try Story.told(.full, through: .cause) },
      actor: Cast.lead,
      event: {
        .plan(
          Facts.planned(
            criterion: Facts.criterion(verifier: Cast.owner.person),
            declaredConflict: $0
          )
        )
      }
    ),
    Conflict(
      testDescription: "planning the author of the training as the verifier",
      code: "verifier-is-involved",
      story: { try Story.told(.full, through: .cause) },
      actor: Cast.lead,
      event: {
        .plan(
          Facts.planned([Facts.action(author: Cast.verifier.person)], declaredConflict: $0)
        )
      }
    ),
    Conflict(
      testDescription: "naming the owner in a new criterion",
      code: "verifier-is-involved",
      story: { try Story.told(.full, through: .start) },
      actor: Cast.lead,
      event: {
        .amend(
          .init(
            criterion: Facts.criterion(verifier: Cast.owner.person),
            replaces: Facts.criterion().digest,
            reason: Facts.sentence,
            declaredConflict: $0
          )
        )
      }
    ),
    Conflict(
      testDescription: "verifying one's own action",
      code: "verifier-is-owner",
      story: { try Story.told(.full, through: .finish).later(days: 61) },
      actor: Cast.owner,
      event: { .verify(Facts.verified(declaredConflict: $0)) }
    ),
    Conflict(
      testDescription: "verifying one's own training",
      code: "verifier-is-author",
      story: {
        var story = try Story.told(.full, through: .cause)
        let action = Facts.action(author: Cast.trainer.person)
        try story.tell(.plan(Facts.planned([action])), by: Cast.lead)
        try story.tell(.start(Facts.started), by: Cast.owner)
        try story.tell(.finish(Facts.finished()), by: Cast.owner)
        return story.later(days: 61)
      },
      actor: Cast.trainer,
      event: { .verify(Facts.verified(declaredConflict: $0)) }
    ),
    Conflict(
      testDescription: "closing with an action of one's own",
      code: "closer-is-owner",
      story: { try Story.told(.full, through: .verify) },
      actor: Cast.owner,
      event: { .close(Facts.closed(declaredConflict: $0)) }
    ),
    Conflict(
      testDescription: "closing what one verified",
      code: "closer-is-verifier",
      story: { try Story.told(.full, through: .verify) },
      actor: Cast.verifier,
      event: { .close(Facts.closed(declaredConflict: $0)) }
    ),
  ]

  @Test(arguments: conflicts) func `more than three people keep duties apart`(
    _ conflict: Conflict
  )
    throws
  {
    let actor = almighty(conflict.actor)
    for activePeople in [4, 40] {
      var story = try conflict.story()
      story.organisation = OrganisationSize(activePeople: activePeople)
      #expect(story.codes(conflict.event(false), by: actor) == [conflict.code])
      #expect(
        story.codes(conflict.event(true), by: actor) == [conflict.code],
        "declaring does not help where others could act"
      )
    }
  }

  @Test(arguments: conflicts) func `up to three people declare the conflict`(
    _ conflict: Conflict
  )
    throws
  {
    let actor = almighty(conflict.actor)
    for activePeople in [1, 3] {
      var story = try conflict.story()
      story.organisation = OrganisationSize(activePeople: activePeople)
      #expect(
        story.codes(conflict.event(false), by: actor) == ["undeclared-\(conflict.code)"],
        "no silent bypass"
      )
      try story.tell(conflict.event(true), by: actor)
      #expect(story.entry()?.declaredConflicts.count == 1, "the review pack has to list it")
    }
  }

  @Test func `one person alone goes the whole way, declaring every conflict`() throws {
    let me = Cast.everything
    var story = Story()
    story.organisation = OrganisationSize(activePeople: 1)
    let criterion = Facts.criterion(verifier: me.person)
    let steps: [RegisterEvent] = [
      .raise(Facts.raised), .classify(Facts.classified()), .contain(Facts.contained()),
      .cause(Facts.analysed(with: nil, declaredConflict: true)),
      .plan(
        Facts.planned(
          [Facts.action(owner: me.person)],
          criterion: criterion,
          declaredConflict: true
        )
      ),
      .start(.init(criterion: criterion.digest)), .finish(Facts.finished()),
    ]
    for event in steps { try story.tell(event, by: me) }
    story.pass(days: 61)
    try story.tell(.verify(Facts.verified(declaredConflict: true)), by: me)
    try story.tell(.close(Facts.closed(declaredConflict: true)), by: me)
    let entry = try #require(story.entry())
    #expect(entry.state == .closed)
    #expect(entry.declaredConflicts.map(\.fact.verb) == [.cause, .plan, .verify, .close])
  }

  @Test func `whoever verified one of two rounds may close when somebody else verified too`() throws
  {
    var story = try Story.told(.full, through: .finish).later(days: 61)
    let next = story.today.adding(days: 10)
    let other = almighty(Cast.chair)
    try story.tell(.verify(Facts.verified(n: 2, next: next)), by: Cast.verifier)
    story.pass(days: 10)
    try story.tell(.verify(Facts.verified()), by: other)
    #expect(story.codes(.close(Facts.closed()), by: other) == [])
  }
}
