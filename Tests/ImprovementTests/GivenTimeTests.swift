import Content
import Improvement
import Records
import Testing

/// What a time that somebody gave can and cannot do.
@Suite struct `A given time` {
  private func codes(
    _ story: Story,
    _ verb: RegisterVerb,
    by actor: RegisterActor,
    latest: Timestamp?
  ) -> [String] {
    story.register.refusals(
      of: story.event(verb, .full),
      on: .first,
      by: actor,
      organisation: story.organisation,
      now: story.now,
      latest: latest,
      remarks: [:]
    ).map(\.code)
  }

  @Test(arguments: [(RegisterVerb.finish, RegisterVerb.verify), (.verify, .close)])
  func `that is still to come verifies and closes nothing`(
    _ before: RegisterVerb,
    _ verb: RegisterVerb
  ) throws {
    var story = try Story.told(.full, through: before)
    if verb == .verify { story.pass(days: 61) }
    let actor = verb == .verify ? Cast.verifier : Cast.lead
    let early = story.now.adding(milliseconds: -1)
    #expect(codes(story, verb, by: actor, latest: early) == ["time-to-come"])
    #expect(codes(story, verb, by: actor, latest: story.now).isEmpty)
    #expect(codes(story, verb, by: actor, latest: nil).isEmpty, "a simulated time is refused")
  }

  @Test func `that is still to come may plan and start`() throws {
    let story = try Story.told(.full, through: .plan)
    let early = story.now.adding(milliseconds: -1)
    #expect(codes(story, .start, by: Cast.owner, latest: early).isEmpty)
  }

  @Test func `stays with the event that was recorded at it`() throws {
    let story = try Story.told(.full, through: .raise)
    #expect(story.entry()?.history.map(\.clock) == [.simulated])
  }
}
