import Content
import Improvement
import Records
import Testing

@Suite struct `Rules against form without substance` {
  struct Case: CustomTestStringConvertible, Sendable {
    let id: String
    let example: SubstanceExample
    var testDescription: String { "\(id): \(example.name)" }
  }

  static let cases = SubstanceRules.all.flatMap { rule in
    rule.examples.map { Case(id: rule.id, example: $0) }
  }

  @Test(arguments: cases)
  func `each rule detects its bad registers and is silent about its good ones`(
    _ item: Case
  ) throws {
    let rule = try #require(SubstanceRules.rule(item.id))
    #expect(item.example.register.faults.isEmpty, "\(item.example.register.faults)")
    let findings = rule.findings(in: item.example.register.evidence)
    #expect(findings.isEmpty != item.example.isBad, "\(findings.map(\.sentence))")
    for finding in findings {
      #expect(finding.rule == item.id)
      #expect(!finding.about.isEmpty && !finding.sentence.isEmpty && !finding.resolve.isEmpty)
      #expect(!finding.sentence.hasSuffix("."), "a sentence has no full stop")
    }
  }

  @Test(arguments: SubstanceRules.ids)
  func `each rule has a good and three bad registers`(_ id: String) throws {
    let rule = try #require(SubstanceRules.rule(id))
    #expect(rule.examples.count { !$0.isBad } >= 1)
    #expect(rule.examples.count(where: \.isBad) >= 3)
  }

  @Test func `ids are fixed for ever`() {
    #expect(SubstanceRules.ids == (1...14).map { "R\($0)" })
  }

  @Test(arguments: GoodRegisters.all.map(\.name))
  func `a good register raises nothing at all`(_ name: String) throws {
    let example = try #require(GoodRegisters.all.first { $0.name == name })
    #expect(example.register.faults.isEmpty)
    let report = SubstanceReport(example.register.evidence)
    #expect(report.findings.isEmpty, "\(report.findings.map { "\($0.rule) \($0.sentence)" })")
  }

  @Test func `a rule shows no figure of a group that is too small`() throws {
    let rule = try #require(SubstanceRules.rule("R13"))
    let example = try #require(
      rule.examples.first { $0.name == "an interval that includes nothing" }
    )
    var evidence = example.register.evidence
    let told = try #require(rule.findings(in: evidence).first)
    #expect(told.sentence.contains("(n = 30)"))
    evidence.thresholds.smallestCell = 31
    let hidden = try #require(rule.findings(in: evidence).first)
    #expect(hidden.sentence.contains("fewer than 31 people") && !hidden.sentence.contains("n ="))
  }

  @Test func `a waiver moves a finding aside, and only until its day`() throws {
    let example = try #require(SubstanceRules.all[3].examples.first { $0.name == "human error" })
    let system = example.register.system
    let evidence = example.register.evidence
    #expect(SubstanceReport(evidence).hasError)
    #expect(SubstanceReport(evidence).blocking(.first).map(\.rule) == ["R4"])
    var story = Story()
    let waiver = RuleWaived(
      rule: "R4",
      about: "R-0001",
      reason: Facts.sentence,
      expiry: story.today.adding(days: 30)
    )
    let entry = story.note(
      kind: SystemEvent.waived(waiver).kind,
      stream: "waiver/rules",
      by: Cast.lead,
      data: SystemEvent.waived(waiver).data
    )
    var waived = system
    try waived.fold(entry)
    let after = { (now: Timestamp) in
      SubstanceReport(
        SubstanceEvidence(
          system: waived,
          remarks: [:],
          organisation: .council,
          now: now
        )
      )
    }
    #expect(!after(story.now).hasError)
    #expect(after(story.now).waived.map(\.rule) == ["R4"])
    story.pass(days: 31)
    #expect(after(story.now).hasError)
  }
}
