import Competence
import Content
import Improvement
import Psychometrics
import Records
import Reports
import Session
import Testing

/// The review pack, the coverage, the board and the ways from incident to effect.
@Suite struct `Documents of the management system` {
  /// A system whose every text by people is given.
  private func system(_ text: String) throws -> ManagementSystem {
    var sequencer = LedgerSequencer(frontier: MerkleFrontier())
    var random = SplitMix64(seed: 3)
    var system = ManagementSystem()
    var clock = 0
    let person = PersonID(rawValue: "p-000000000001")
    let wording = Wording.plain(text)
    let day = SmallTown.end
    func tell(_ kind: String, _ data: JSONValue, _ stream: String) throws {
      clock += 1
      let draft = EntryDraft(
        event: EventID(using: &random),
        kind: kind,
        stream: stream,
        actor: person,
        role: "lead",
        assurance: .local,
        clock: .simulated,
        occurredAt: Timestamp(milliseconds: (day.number - 20) * 86_400_000 + clock * 1_000),
        data: data
      )
      try system.fold(sequencer.place(draft, recordedAt: draft.occurredAt) { _ in nil }.entry)
    }
    func tell(_ event: SystemEvent, _ subject: String) throws {
      try tell(event.kind, event.data, event.area.stream(subject))
    }
    let raised = RegisterEvent.raise(
      .init(source: .incident, reference: text, statement: wording)
    )
    try tell(raised.kind, raised.data, "register/R-0001")
    try tell(
      .objectiveDefined(
        .init(
          statement: wording,
          metric: text,
          formula: wording,
          method: wording,
          everyDays: 30,
          owner: person,
          direction: .above,
          target: DecimalText(1),
          minimumN: 1,
          version: 1
        )
      ),
      "aim"
    )
    try tell(
      .riskAdded(
        .init(
          statement: wording,
          owner: person,
          level: RiskLevel(likelihood: 4, impact: 4),
          treatment: .reduce,
          controls: [],
          policies: [],
          review: day.adding(days: -3)
        )
      ),
      "risk"
    )
    try tell(
      .auditPlanned(
        .init(scope: wording, criteria: [text], areaOwners: [person], auditor: person, on: day)
      ),
      "audit"
    )
    try tell(.auditClosed(.init(conclusion: wording, reportedTo: person)), "audit")
    try tell(
      .reviewPrepared(
        .init(
          after: day.adding(days: -300),
          through: day,
          inputs: ReviewInput.allCases.map { ReviewInputCount(input: $0, count: 0) },
          logSize: 1
        )
      ),
      "review"
    )
    try tell(.reviewStated(.init(input: .climate, isNone: false, statement: wording)), "review")
    try tell(
      .reviewDecided(.init(decision: wording, owner: person, due: day, entry: .init(number: 1))),
      "review"
    )
    let waiver = RuleWaived(
      rule: "R1",
      about: text,
      reason: wording,
      expiry: day.adding(days: 9)
    )
    try tell(.waived(waiver), "rules")
    return system
  }

  private func review(_ text: String) throws -> PlainDocument {
    let system = try system(text)
    let now = Timestamp(milliseconds: SmallTown.end.number * 86_400_000)
    let evidence = SubstanceEvidence(
      system: system,
      remarks: [:],
      organisation: OrganisationSize(activePeople: 40),
      now: now
    )
    return ManagementReviewReport(
      system: system,
      substance: SubstanceReport(evidence),
      remarks: [:],
      now: now,
      basis: try SmallTown.report().basis
    ).document
  }

  @Test func `the pack names every input and what is missing`() throws {
    let document = try review("The door of the archive stood open")
    let text = PageReader(document.html).text
    for input in ReviewInput.allCases {
      #expect(text.contains(input.words), "\(input)")
      #expect(document.markdown.contains(input.words), "\(input)")
    }
    #expect(text.contains("12 inputs are missing"), "all but the climate")
    #expect(document.markdown.ranges(of: "MISSING").count == 12)
    #expect(text.contains("its review was due on"))
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `whatever people write is text in every form`(seed: UInt64) throws {
    var nasty = NastyText(seed: seed)
    let wild = try review("x" + nasty.next() + nasty.next())
    let tame = try review("x")
    let (found, wanted) = (PageReader(wild.html), PageReader(tame.html))
    #expect(found.fault == nil)
    #expect(found.elements == wanted.elements)
    #expect(found.attributes == wanted.attributes)
    for output in [wild.html, wild.markdown] { #expect(Escaping.unsafe(output).isEmpty) }
    let cells = { (markdown: String) in
      markdown.split(separator: "\n").filter { $0.hasPrefix("|") }.map { line in
        line.replacing("\\|", with: "").count { $0 == "|" }
      }
    }
    #expect(cells(wild.markdown) == cells(tame.markdown), "a text opened a cell")
  }

  @Test func `before the first review the pack says so`() throws {
    let empty = ManagementReviewReport(
      system: ManagementSystem(),
      substance: SubstanceReport(
        SubstanceEvidence(
          system: ManagementSystem(),
          remarks: [:],
          organisation: OrganisationSize(activePeople: 2),
          now: Timestamp(milliseconds: 0)
        )
      ),
      remarks: [:],
      now: Timestamp(milliseconds: 0),
      basis: try SmallTown.emptyReport().basis
    ).document
    let reader = PageReader(empty.html)
    #expect(reader.fault == nil)
    #expect(Set(reader.ids).count == reader.ids.count)
    #expect(reader.text.contains("No review was prepared yet"))
  }

  @Test func `coverage names what has no lesson, and draws pages that hold`() throws {
    let report = try SmallTown.report()
    let document = CoverageReport(
      library: try SmallTown.library(organisation: "Example Council"),
      system: try system("Something that no lesson names"),
      groups: [],
      items: [],
      basis: report.basis
    ).document
    let reader = PageReader(document.html)
    #expect(reader.fault == nil)
    #expect(Set(reader.ids).count == reader.ids.count)
    #expect(reader.links.allSatisfy { reader.ids.contains(String($0.dropFirst())) })
    #expect(document.markdown.contains("R-0001: an incident without a lesson so far"))
  }
}
