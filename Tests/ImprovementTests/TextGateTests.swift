import Content
import Improvement
import Records
import Testing

@Suite struct `Texts that satisfy a gate` {
  static let thin = [
    "", "ok", "done", "see mail", "n/a n/a n/a n/a", "ok ok ok ok ok ok ok", "aa bb cc",
    "            a b c            ", "... --- ... --- ...", "Unvermeidlichkeiten",
  ]

  @Test(arguments: thin) func `a text that says nothing does not`(_ text: String) {
    #expect(!TextSubstance.isSubstantial(text))
  }

  @Test(arguments: [
    "The form had no second field", "Kein zweiter Kanal war vorgesehen", "It broke twice on Monday",
  ])
  func `a short sentence does`(_ text: String) {
    #expect(TextSubstance.isSubstantial(text))
  }

  /// Each event with one thin text in it, and the state in which it is told.
  static let thinEvents:
    [(name: String, at: RegisterVerb, event: @Sendable (Wording) -> RegisterEvent)] = [
      (
        "statement of a raise", .raise,
        { .raise(.init(source: .risk, reference: "7", statement: $0)) }
      ),
      ("statement of an observation", .observe, { .observe(.init(statement: $0)) }),
      (
        "effect", .classify,
        {
          .classify(
            .init(classification: .observation, severity: .low, effect: $0, affects: [.people])
          )
        }
      ),
      (
        "evidence of a nonconformity", .classify,
        { .classify(Facts.classified(.nonconformity(requirement: "7.2", evidence: $0))) }
      ),
      (
        "what was done", .contain,
        { .contain(.init(.done(what: $0, consequence: Facts.sentence), on: Facts.start)) }
      ),
      (
        "consequence", .contain,
        { .contain(.init(.done(what: Facts.sentence, consequence: $0), on: Facts.start)) }
      ),
      ("no containment", .contain, { .contain(.init(.notNeeded(because: $0), on: Facts.start)) }),
      ("first why", .cause, { .cause(Facts.analysed(.fiveWhys([$0, Facts.sentence]))) }),
      ("last why", .cause, { .cause(Facts.analysed(.fiveWhys([Facts.sentence, $0]))) }),
      (
        "factor", .cause,
        {
          .cause(
            Facts.analysed(
              .contributingFactors([
                .init(kind: .process, factor: Facts.sentence), .init(kind: .supplier, factor: $0),
              ])
            )
          )
        }
      ),
      (
        "where somebody looked", .cause,
        {
          .cause(
            .init(
              method: Facts.whys,
              extent: .init(looked: $0, found: Facts.sentence),
              risks: [],
              with: Cast.colleague.person
            )
          )
        }
      ),
      (
        "what was found", .cause,
        {
          .cause(
            .init(
              method: Facts.whys,
              extent: .init(looked: Facts.sentence, found: $0),
              risks: [],
              with: Cast.colleague.person
            )
          )
        }
      ),
      ("method", .plan, { .plan(Facts.planned(criterion: Facts.criterion(method: $0))) }),
      ("resources", .plan, { .plan(Facts.planned(resources: $0)) }),
      (
        "action", .plan,
        {
          .plan(
            Facts.planned([
              .init(
                kind: .tool,
                what: $0,
                owner: Cast.owner.person,
                due: Facts.day("2026-04-01"),
                effort: .one
              )
            ])
          )
        }
      ),
      ("another date", .due, { .due(.init(action: 1, due: Facts.day("2026-05-01"), reason: $0)) }),
      (
        "another criterion", .amend,
        {
          .amend(
            .init(
              criterion: Facts.criterion(threshold: "0.75"),
              replaces: Facts.criterion().digest,
              reason: $0
            )
          )
        }
      ),
      ("judgement", .verify, { .verify(Facts.verified(n: 3, judged: $0)) }),
      (
        "acceptance", .acceptRisk,
        {
          .acceptRisk(
            .init(
              risk: "7",
              capacity: .chair,
              reason: $0,
              review: Facts.day("2026-06-01"),
              expiry: Facts.day("2026-06-01")
            )
          )
        }
      ),
      ("no reassessment", .close, { .close(Facts.closed(risks: .notNeeded(because: $0))) }),
      ("reopening", .reopen, { .reopen(.init(ground: .recurrence, reason: $0)) }),
      ("rejecting", .reject, { .reject(.init(verdict: .noFinding, reason: $0)) }),
      ("declining", .decline, { .decline(.init(reason: $0)) }),
    ]

  @Test(arguments: thinEvents.indices)
  func `every text by people is judged, and may be disposed of only afterwards`(_ index: Int) throws
  {
    let (name, verb, event) = Self.thinEvents[index]
    var (story, _) = try DutyTests.scene(of: verb)
    let actor = Story.mayDo(verb)
    let remark = Remark(salt: Array(repeating: 7, count: 16), text: "The form has no second field")
    let short = Remark(salt: remark.salt, text: "ok")
    story.remarks = [remark.commitment: remark, short.commitment: short]
    #expect(story.codes(event(.plain("ok")), by: actor) == ["thin-text"], "\(name)")
    #expect(story.codes(event(.remark(short.commitment)), by: actor) == ["thin-text"], "\(name)")
    #expect(story.codes(event(.remark(remark.commitment)), by: actor) == [], "\(name)")
    story.remarks = [:]
    #expect(
      story.codes(event(.remark(remark.commitment)), by: actor) == ["unknown-text"],
      "\(name)"
    )
  }

  @Test func `a disposed text is read as such`() {
    let remark = Remark(salt: [1], text: "Somebody rang twice")
    let wording = Wording.remark(remark.commitment)
    #expect(wording.text(in: [remark.commitment: remark]) == "Somebody rang twice")
    #expect(wording.text(in: [:]) == "[disposed]")
    #expect(Wording.plain("n = 8").text(in: [:]) == "n = 8")
  }

  @Test func `a plan of medium or high severity says what it needs`() throws {
    let story = try Story.told(.full, through: .cause)
    #expect(story.codes(.plan(Facts.planned(resources: nil)), by: Cast.lead) == ["thin-text"])
  }
}

typealias DutyTests = `Duties of the register`

extension Facts {
  static let start = day("2026-03-02")
}
