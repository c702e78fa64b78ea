import Content
import Improvement
import Records
import Testing

@Suite struct `Signals become proposals` {
  private func signal(_ n: Int = 12, fingerprint: String = "verify-requests/finance") -> Signal {
    Signal(
      kind: "weak-competency",
      fingerprint: fingerprint,
      statement: "5 of \(n) people in finance verify requests",
      evidence: ["n": .integer(n)],
      severity: .medium
    )
  }

  private func take(_ signal: Signal, in story: inout Story) throws -> RegisterProposal? {
    guard let proposal = story.register.proposal(for: signal) else { return nil }
    try story.tell(proposal.event, by: .system, on: proposal.entry)
    return proposal
  }

  @Test func `a signal is raised once, and observed when its figures change`() throws {
    var story = Story()
    let first = try #require(try take(signal(), in: &story))
    #expect(first.entry == .first)
    #expect(first.event.verb == .raise)
    #expect(try take(signal(), in: &story) == nil, "the same figures are no news")
    let second = try #require(try take(signal(14), in: &story))
    #expect(second.entry == .first)
    #expect(second.event.verb == .observe)
    #expect(try take(signal(14), in: &story) == nil)
    #expect(try take(signal(12), in: &story)?.event.verb == .observe, "back to the old figures")
    let other = try #require(try take(signal(fingerprint: "other"), in: &story))
    #expect(other.entry == RegisterEntryID(number: 2))
    #expect(story.register.proposals(fingerprint: signal().fingerprint).map(\.id) == [.first])
  }

  @Test(arguments: [RegisterState.closed, .rejected, .declined, .accepted])
  func `after an entry is over, and only then, the same signal raises another`(
    _ state: RegisterState
  ) throws {
    var story = Story()
    _ = try take(signal(), in: &story)
    switch state {
    case .rejected: try story.tell(story.event(.reject, .full), by: Cast.lead)
    case .declined:
      try story.tell(.classify(Facts.classified(.opportunity)), by: Cast.lead)
      try story.tell(story.event(.decline, .full), by: Cast.lead)
    case .accepted:
      try story.tell(.classify(Facts.classified()), by: Cast.lead)
      try story.tell(.acceptRisk(Facts.accepted(from: story.today)), by: Cast.chair)
    default:
      for (verb, actor) in Story.steps(.full).dropFirst() {
        if verb == .verify { story.pass(days: 61) }
        try story.tell(story.event(verb, .full), by: actor)
      }
    }
    try #require(story.entry()?.state == state)
    let proposal = try #require(story.register.proposal(for: signal(20)))
    #expect(proposal.event.verb == (state == .accepted ? .observe : .raise))
    #expect(proposal.entry == (state == .accepted ? .first : RegisterEntryID(number: 2)))
  }

  @Test func `nobody raises a signal past its open entry`() throws {
    var story = Story()
    let first = try #require(try take(signal(), in: &story))
    let codes = story.codes(first.event, by: .system, on: RegisterEntryID(number: 2))
    #expect(codes == ["signal-is-open"])
    let far = story.codes(.raise(Facts.raised), by: Cast.lead, on: RegisterEntryID(number: 7))
    #expect(far == ["other-number"])
  }
}
