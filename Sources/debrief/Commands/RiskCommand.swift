import ArgumentParser
import Content
import Foundation
import Improvement
import Records
import Session

struct RiskCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "risk",
    abstract: "What could happen, who answers for it, and when it is looked at again.",
    subcommands: [
      RiskList.self, RiskShow.self, RiskAdd.self, RiskAssess.self, RiskAccept.self,
    ]
  )
}

struct RiskAdd: SystemAct {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Add a risk with its first assessment."
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "A name such as wrong-payee.") var name: String
  @Option(help: "What could happen, and what it would do.") var text: String
  @Option(help: "Who answers for it.") var owner: String
  @Option(help: "1 hardly ever … 5 all the time.") var likelihood: Int
  @Option(help: "1 negligible … 5 critical.") var impact: Int
  @Option(help: "avoid, reduce, share or retain.") var treatment: RiskTreatment
  @Option(help: "A control that keeps it small, such as A.5.14.") var control: [String] = []
  @Option(help: "A policy that it depends on.") var policy: [String] = []
  @Option(help: "When it is looked at again (default: as the programme's cadence says).")
  var review: Day?

  func acts(_ desk: RegisterDesk, _ scribe: inout Scribe) throws -> [DeskAct] {
    let added = RiskAdded(
      statement: scribe.wording(text),
      owner: try scribe.person(owner),
      level: RiskLevel(likelihood: likelihood, impact: impact),
      treatment: treatment,
      controls: try control.map(knownControl),
      policies: policy,
      review: try review ?? desk.nextRiskReview()
    )
    return [.system(.riskAdded(added), name)]
  }
}

struct RiskAssess: SystemAct {
  static let configuration = CommandConfiguration(
    commandName: "assess",
    abstract: "Judge a risk again, also where nothing changed."
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The risk.") var name: String
  @Option(help: "What asked for it: an entry, a policy, or periodic.") var because: String
  @Option(help: "1 hardly ever … 5 all the time.") var likelihood: Int
  @Option(help: "1 negligible … 5 critical.") var impact: Int
  @Option(help: "avoid, reduce, share or retain.") var treatment: RiskTreatment?
  @Option(help: "Why the level is what it is.") var reason: String
  @Option(help: "When it is looked at again (default: as the programme's cadence says).")
  var review: Day?

  func acts(_ desk: RegisterDesk, _ scribe: inout Scribe) throws -> [DeskAct] {
    let risk = try found(name, in: desk.system.risks, "risk")
    let assessed = RiskAssessed(
      level: RiskLevel(likelihood: likelihood, impact: impact),
      treatment: treatment ?? risk.treatment,
      because: because,
      reason: scribe.wording(reason),
      review: try review ?? desk.nextRiskReview()
    )
    return [.system(.riskAssessed(assessed), name)]
  }
}

extension RegisterDesk {
  /// When a risk that is judged today is looked at again, if nobody says.
  fileprivate func nextRiskReview() throws -> Day {
    let cadence = LookCadence(bench.library.programme, organisation.preset)
    guard let interval = cadence.riskReview else {
      throw Refusal(
        .usage,
        "no day is told on which the risk is looked at again",
        hint: "give --review, or risk-review of the cadence in programme.yaml"
      )
    }
    return interval.day(after: now.utcDay)
  }
}

struct RiskAccept: SystemAct {
  static let configuration = CommandConfiguration(
    commandName: "accept",
    abstract: "Answer for a risk as it is, until a day within twelve months."
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The risk.") var name: String
  @Option(help: "Why.") var reason: String
  @Option(help: "When it is looked at again.") var review: Day
  @Option(help: "When the acceptance ends.") var expiry: Day

  func acts(_ desk: RegisterDesk, _ scribe: inout Scribe) throws -> [DeskAct] {
    let kept = RiskKept(reason: scribe.wording(reason), review: review, expiry: expiry)
    return [.system(.riskKept(kept), name)]
  }
}

/// A risk as lists and JSON show it.
struct RiskView: Encodable {
  let id: String
  let statement: String
  let owner: String
  let likelihood: Int
  let impact: Int
  let score: Int
  let treatment: String
  let controls: [String]
  let policies: [String]
  let review: String
  let acceptedUntil: String?
  let triggers: [String]

  init(_ risk: Risk, _ desk: RegisterDesk) {
    id = risk.id
    statement = desk.say(risk.added.facts.statement)
    owner = risk.owner.rawValue
    likelihood = risk.level.likelihood
    impact = risk.level.impact
    score = risk.level.score
    treatment = risk.treatment.rawValue
    controls = risk.added.facts.controls.map(\.rawValue)
    policies = risk.added.facts.policies.map { neutralised($0) }
    review = risk.review.description
    acceptedUntil = risk.acceptance(on: desk.today)?.facts.expiry?.description
    triggers = desk.system.triggers(of: risk, on: desk.today).map(\.words)
  }
}

private struct RiskListing: Encodable {
  let schema = 1
  let risks: [RiskView]
}

struct RiskList: SystemReading {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List risks, the largest first."
  )

  @OptionGroup var options: GlobalOptions
  @OptionGroup var reading: ReadingOptions

  func show(_ desk: RegisterDesk) throws {
    let risks = desk.system.risks.values.sorted {
      ($1.level.score, $0.id) < ($0.level.score, $1.id)
    }
    if reading.json { return try printJSON(RiskListing(risks: risks.map { RiskView($0, desk) })) }
    if risks.isEmpty { return printError("there is no risk; debrief risk add …") }
    for risk in risks {
      let triggers = desk.system.triggers(of: risk, on: desk.today)
      printData(
        "\(risk.id)  \(risk.level.words), \(risk.treatment.rawValue), review \(risk.review)"
      )
      printPair("    ", desk.say(risk.added.facts.statement))
      for trigger in triggers { printPair("    TO ASSESS: ", trigger.words) }
    }
  }
}

struct RiskShow: SystemReading {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a risk with all its assessments."
  )

  @OptionGroup var options: GlobalOptions
  @OptionGroup var reading: ReadingOptions
  @Argument(help: "The risk.") var name: String

  func show(_ desk: RegisterDesk) throws {
    let risk = try found(name, in: desk.system.risks, "risk")
    if reading.json { return try printJSON(RiskListing(risks: [RiskView(risk, desk)])) }
    printPair("", "\(risk.id), \(risk.level.words), \(risk.treatment.rawValue)")
    printPair("  risk: ", desk.say(risk.added.facts.statement))
    printPair("  owner: ", desk.name(risk.owner))
    printPair("  review: ", risk.review.description)
    for trigger in desk.system.triggers(of: risk, on: desk.today) {
      printPair("  to assess: ", trigger.words)
    }
    for record in desk.system.history where record.area == .risk && record.subject == risk.id {
      printPair(
        "  \(record.recordedAt.description.prefix(10))  ",
        "\(record.fact.words), by \(desk.name(record.actor))"
      )
    }
  }
}
