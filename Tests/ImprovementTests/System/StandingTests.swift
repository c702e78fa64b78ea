import Content
import Improvement
import Records
import Testing

@Suite struct `Objectives, risks and policies over time` {
  @Test func `an objective stands by its newest figure of enough cases`() throws {
    var (story, system) = (Story(), ManagementSystem())
    try story.tell(.objectiveDefined(SystemFacts.defined()), on: "aim", by: Cast.lead, to: &system)
    #expect(system.objectives["aim"]?.standing == .unmeasured)
    for (value, n, standing) in [
      ("0.9", 2, Objective.Standing.tooFew), ("0.9", 9, .onTarget), ("0.7", 9, .offTarget),
      ("0.80", 9, .onTarget),
    ] {
      try story.tell(
        .objectiveMeasured(SystemFacts.measured(value, n: n)),
        on: "aim",
        by: Cast.lead,
        to: &system
      )
      #expect(system.objectives["aim"]?.standing == standing, "\(value)")
    }
    try story.tell(
      .objectiveDefined(SystemFacts.defined(target: "0.95", version: 2)),
      on: "aim",
      by: Cast.lead,
      to: &system
    )
    #expect(
      system.objectives["aim"]?.standing == .unmeasured,
      "figures of another definition count"
    )
  }

  @Test(
    arguments: [
      ([("0.5", 9, "0.4", "0.6"), ("0.8", 9, "0.7", "0.9")], Objective.Trend.better),
      ([("0.8", 9, "0.7", "0.9"), ("0.5", 9, "0.4", "0.6")], .worse),
      ([("0.5", 9, "0.3", "0.7"), ("0.6", 9, "0.4", "0.8")], .level),
      ([("0.5", 7, "0.4", "0.6"), ("0.8", 9, "0.7", "0.9")], nil),
      ([("0.5", 9, "0.4", "0.6"), ("0.8", 7, "0.7", "0.9")], nil),
      ([("0.5", 90, "0.4", "0.6")], nil),
    ] as [([(String, Int, String, String)], Objective.Trend?)]
  )
  func `a trend needs eight cases in both, and intervals that lie apart`(
    _ figures: [(String, Int, String, String)],
    _ trend: Objective.Trend?
  ) throws {
    var (story, system) = (Story(), ManagementSystem())
    try story.tell(.objectiveDefined(SystemFacts.defined()), on: "aim", by: Cast.lead, to: &system)
    for (value, n, lower, upper) in figures {
      try story.tell(
        .objectiveMeasured(SystemFacts.measured(value, n: n, lower: lower, upper: upper)),
        on: "aim",
        by: Cast.lead,
        to: &system
      )
    }
    #expect(system.objectives["aim"]?.trend == trend)
  }

  @Test func `a risk is to be judged again after what bears on it, and not before`() throws {
    var (story, system) = (Story(), ManagementSystem())
    try story.tell(.riskAdded(SystemFacts.risk), on: "payee", by: Cast.owner, to: &system)
    let risk = { try #require(system.risks["payee"]) }
    #expect(system.triggers(of: try risk(), on: story.today).isEmpty)
    let raised = RegisterEvent.raise(
      .init(
        source: .incident,
        reference: "mail",
        statement: Facts.sentence,
        control: ControlID(rawValue: "A.5.14")
      )
    )
    try system.fold(
      story.note(
        kind: raised.kind,
        stream: "register/R-0001",
        by: Cast.colleague,
        data: raised.data
      )
    )
    story.pass(hours: 1)
    #expect(system.triggers(of: try risk(), on: story.today).map(\.cause) == ["R-0001"])
    try story.tell(.riskAssessed(SystemFacts.assessed), on: "payee", by: Cast.owner, to: &system)
    #expect(system.triggers(of: try risk(), on: story.today).isEmpty)
    #expect(try risk().level.score == 8)
    let late = Facts.day("2026-09-02")
    #expect(system.triggers(of: try risk(), on: late).map(\.cause) == ["periodic"])
  }

  @Test func `what was read stays true of its version`() throws {
    var (story, system) = (Story(), ManagementSystem())
    let policy = { try #require(system.policies["reporting"]) }
    try story.tell(
      .policyIssued(SystemFacts.policy(1)),
      on: "reporting",
      by: Cast.lead,
      to: &system
    )
    #expect(try policy().standing(of: Cast.owner.person) == .never)
    let read = PolicyAcknowledged(policy: "reporting", version: 1, text: Digest(of: [1]))
    try story.tell(.policyAcknowledged(read), on: "reporting", by: Cast.owner, to: &system)
    #expect(try policy().standing(of: Cast.owner.person) == .valid(version: 1))
    for (version, kind, standing) in [
      (2, ClauseChange.Kind.typo, Policy.Standing.valid(version: 1)),
      (3, .meaning, .validFor(version: 1, since: .meaning)),
      (4, .key, .validFor(version: 1, since: .key)),
      (5, .typo, .validFor(version: 1, since: .key)),
    ] {
      let change = ClauseChange(clause: "how", kind: kind)
      let issued = SystemFacts.policy(version, changes: [change])
      try story.tell(.policyIssued(issued), on: "reporting", by: Cast.lead, to: &system)
      #expect(try policy().standing(of: Cast.owner.person) == standing, "\(version)")
    }
    #expect(try policy().latestChange?.version == 4, "a typo afterwards hides nothing")
  }

  @Test(
    arguments: [
      ("Report within one hour", "Report within one hours", true),
      ("Recieve the note at teh desk", "Receive the note at the desk", true),
      ("Report it, and “wait”", "report it and “wait”", true),
      ("Call the desk", "Ring the desk", false),
      ("A caller is allowed in", "A caller is forbidden in", false),
      ("Visitors are let in", "Visitors are led on", false),
      ("Send it to the inside list", "Send it to the outside list", false),
      ("Use an approved device", "Use an unapproved device", false),
      ("Use internal mail only for this", "Use external mail only for this", false),
      ("Two people sign", "Ten people sign", false),
      ("Any device is wiped", "Many device is wiped", false),
      ("Wait 1.5 hours", "Wait 15 hours", false),
      ("You can open it", "You can't open it", false),
      ("Store it now", "Store it not", false),
      ("Report within 60 minutes", "Report within 15 minutes", false),
      ("You may report", "You must report", false),
      ("Report it", "Do not report it", false),
      ("One two three four", "Five six seven four", false),
      ("Ring the desk", "Ring the desk first", false),
    ]
  )
  func `a typo changes letters within words, and none that counts`(
    _ old: String,
    _ new: String,
    _ isTypo: Bool
  ) {
    let clause = { (text: String) in PolicyText("## A {#a}\n\(text)\n").clause("a") }
    #expect(SpellingChange.isPossible(from: clause(old), to: clause(new)) == isTypo)
    #expect(!SpellingChange.isPossible(from: nil, to: clause(new)))
  }

  @Test func `line ends do not change a clause, words do`() {
    let digest = { (text: String) in PolicyText("## A {#a}\n\(text)\n").clause("a")?.digest }
    #expect(digest("one two\nthree") == digest("one\n\n two  three"))
    #expect(digest("one two") != digest("one too"))
  }
}

@Suite struct `Samples of audits` {
  private let people = (1...120).map { "p-\($0)" }

  @Test func `same population and seed, same cases, in whatever order they come`() {
    let first = AuditSample(of: "people", members: people, size: 12, seed: 7)
    #expect(first == AuditSample(of: "people", members: people.reversed(), size: 12, seed: 7))
    #expect(first.drawn != AuditSample(of: "people", members: people, size: 12, seed: 8).drawn)
    #expect(first.drawn.count == 12 && Set(first.drawn).isSubset(of: people))
    let other = AuditSample(of: "people", members: people.dropLast(), size: 12, seed: 7)
    #expect(first.populationDigest != other.populationDigest)
  }

  /// The bound against the definition: with one defect more, drawing none is rarer than one in twenty.
  @Test(arguments: [(10, 3), (50, 10), (120, 12), (400, 60), (5, 5), (30, 29)])
  func `the statement is the exact hypergeometric bound`(_ total: Int, _ size: Int) {
    let sample = AuditSample(
      of: "people",
      members: (1...total).map { "\($0)" },
      size: size,
      seed: 1
    )
    let none = { (defects: Int) in
      (0..<size).reduce(1.0) { chance, drawn in
        chance * Double(max(0, total - defects - drawn)) / Double(total - drawn)
      }
    }
    let most = sample.mostDefects()
    #expect(none(most) >= 0.05 - 1e-12)
    #expect(most == total - size || none(most + 1) < 0.05)
  }
}

@Suite struct `Metrics of the ledger` {
  private func input(_ story: Story) throws -> MetricInput {
    MetricInput(
      system: try ManagementSystem(folding: story.log),
      attempts: [],
      beginning: story.log.first?.recordedAt ?? story.now,
      end: story.now
    )
  }

  @Test func `figures name what they count, and the same log gives the same figure`() throws {
    let story = try Story.told(.full, through: .close)
    let input = try input(story)
    let lead = try #require(BuiltInMetric.actionLeadTime.figure(input))
    #expect(lead.sources == ["R-0001"] && lead.n == 1)
    #expect(BuiltInMetric.incidents.figure(input)?.value == DecimalText(1))
    #expect(BuiltInMetric.timeToReport.figure(input) == nil, "nobody said when it happened")
    #expect(BuiltInMetric.auditFindings.figure(input) == nil, "no audit, no count of findings")
    let again = try self.input(story)
    for metric in BuiltInMetric.allCases {
      #expect(metric.figure(input) == metric.figure(again))
      #expect(metric.figure(input).map { $0.n >= 1 } ?? true, "\(metric) has no n")
    }
  }

  @Test func `what is older than a year does not count`() throws {
    let story = try Story.told(.full, through: .close).later(days: 400)
    #expect(BuiltInMetric.incidents.figure(try input(story))?.value == DecimalText(0))
  }

  @Test func `a quiet quarter is measured over its days, and says so`() throws {
    var story = Story()
    story.note(kind: "other.event", stream: "other", by: Cast.lead, data: [:])
    story.pass(days: 89)
    let figure = try #require(BuiltInMetric.incidents.figure(try input(story)))
    #expect(figure.value == DecimalText(0) && figure.n == 90)
    let measured = Measurement(figure, of: .incidents, log: MerkleFrontier())
    #expect(measured.words == "incidents 0 (n = 90 days)")
    story.pass(days: 900)
    #expect(BuiltInMetric.incidents.figure(try input(story))?.n == 365)
    #expect(Measurement.words(3, of: "audit-findings") == "3 audits")
    #expect(Measurement.words(3, of: "time-to-report") == "3")
  }

  @Test(
    arguments: [
      ("time-to-report", "60", ProgrammeObjective.Unit.minutes, "1"),
      ("time-to-report", "1.5", .days, "36"), ("action-lead-time", "36", .hours, "1.5"),
      ("incidents", "3", nil, "3"), ("incidents", "3", .days, nil), ("own", "3", .hours, nil),
    ] as [(String, String, ProgrammeObjective.Unit?, String?)]
  )
  func `a target of the programme is told in the metric's own unit`(
    _ metric: String,
    _ target: String,
    _ unit: ProgrammeObjective.Unit?,
    _ expected: String?
  ) {
    let objective = ProgrammeObjective(
      id: "aim",
      metric: metric,
      isAbove: false,
      target: Facts.decimal(target),
      unit: unit,
      owner: "Otto"
    )
    #expect(objective.target(of: metric) == expected.map(Facts.decimal))
    #expect(objective.target(of: "another") == nil)
  }

  @Test(arguments: [(1.25, 1, "1.3"), (-0.05, 1, "-0.1"), (12, 0, "12"), (0.004, 2, "0.00")])
  func `decimals are rounded as written`(_ number: Double, _ places: Int, _ text: String) {
    #expect(DecimalText(rounding: number, places: places)?.description == text)
  }
}
