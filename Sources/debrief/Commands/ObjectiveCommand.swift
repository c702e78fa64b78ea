import ArgumentParser
import Competence
import Content
import Foundation
import Improvement
import Records
import Session

struct ObjectiveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "objective",
    abstract: "Measurable results that the organisation aims at, and their figures.",
    subcommands: [
      ObjectiveList.self, ObjectiveShow.self, ObjectiveDefine.self, ObjectiveMeasure.self,
      ObjectiveRecompute.self,
    ]
  )
}

struct ObjectiveDefine: SystemAct {
  static let configuration = CommandConfiguration(
    commandName: "define",
    abstract: "Define an objective, or a new version of it.",
    discussion: """
      Metrics of the product: \(BuiltInMetric.allCases.map(\.rawValue).joined(separator: ", ")), and \
      mastery-share/ROLE/COMPETENCY. Their formula and method are known; for any other give --formula \
      and --method.
      """
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "A name such as fast-reports.") var name: String
  @Option(help: "What is aimed at.") var text: String
  @Option(help: "What is measured.") var metric: String
  @Option(help: "At least this is the target.") var above: DecimalText?
  @Option(help: "At most this is the target.") var below: DecimalText?
  @Option(help: "Fewer cases than this say nothing.") var minimumN = 8
  @Option(help: "Measured every so many days.") var every = 90
  @Option(help: "Who answers for it.") var owner: String
  @Option(help: "How the figure is computed from what is counted.") var formula: String?
  @Option(help: "How somebody else would measure the same.") var method: String?

  func validate() throws {
    guard (above == nil) != (below == nil) else {
      throw ValidationError("give --above or --below")
    }
    guard (1...1_000_000_000).contains(minimumN) else {
      throw ValidationError("--minimum-n goes from 1 to a billion")
    }
  }

  func acts(_ desk: RegisterDesk, _ scribe: inout Scribe) throws -> [DeskAct] {
    let builtIn = BuiltInMetric(rawValue: metric)
    let isMastery = metric.hasPrefix("mastery-share/")
    let known = builtIn?.formula ?? (isMastery ? Self.masteryFormula : nil)
    let how = builtIn?.method ?? (isMastery ? Self.masteryMethod : nil)
    guard let target = above ?? below,
      let formula = formula.map({ scribe.wording($0) }) ?? known.map(Wording.plain),
      let method = method.map({ scribe.wording($0) }) ?? how.map(Wording.plain)
    else {
      throw Refusal(
        .usage,
        "‘\(metric)’ is not measured here, so its formula and method have to be told",
        hint: "give --formula and --method"
      )
    }
    let version = (desk.system.objectives[name]?.version ?? 0) + 1
    let defined = ObjectiveDefined(
      statement: scribe.wording(text),
      metric: metric,
      formula: formula,
      method: method,
      everyDays: every,
      owner: try scribe.person(owner),
      direction: above == nil ? .below : .above,
      target: target,
      minimumN: minimumN,
      version: version
    )
    return [.system(.objectiveDefined(defined), name)]
  }

  private static let masteryFormula =
    "share of the role whose mastery of the competency is likelier than not"
  private static let masteryMethod = "computed from all answers of the people of the role"
}

struct ObjectiveMeasure: SystemAct {
  static let configuration = CommandConfiguration(
    commandName: "measure",
    abstract: "Add a figure: computed from the ledger, or given with a file that shows it."
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The objective.") var name: String
  @Option(help: "The figure, for a metric that is not measured here.") var value: DecimalText?
  @Option(help: "How many cases it rests on, at most a billion.") var n: Int?
  @Option(help: "A file that shows it; kept by its SHA-256.") var evidence: [String] = []

  func acts(_ desk: RegisterDesk, _ scribe: inout Scribe) async throws -> [DeskAct] {
    let objective = try found(name, in: desk.system.objectives, "objective")
    let metric = objective.definition.facts.metric
    if let computed = try await desk.builtIn(metric) {
      return [act(computed, objective, isComputed: true)]
    }
    guard let value, let n, (0...1_000_000_000).contains(n) else {
      throw Refusal(
        .usage,
        "‘\(metric)’ is not measured here",
        hint: "give --value, --n and --evidence FILE"
      )
    }
    let given = Improvement.Measurement(
      metric: metric,
      value: value,
      n: n,
      from: 0,
      through: max(0, desk.log.size - 1),
      evidence: try evidence.map(Scribe.evidence)
    )
    return [act(given, objective, isComputed: false)]
  }

  private func act(
    _ measurement: Improvement.Measurement,
    _ objective: Objective,
    isComputed: Bool
  ) -> DeskAct {
    let measured = ObjectiveMeasured(
      measurement: measurement,
      version: objective.version,
      isComputed: isComputed
    )
    return .system(.objectiveMeasured(measured), name)
  }
}

extension RegisterDesk {
  /// The figure of a metric of the product over everything that was read; `nil` for other metrics.
  func builtIn(_ metric: String) async throws -> Improvement.Measurement? {
    if metric.hasPrefix("mastery-share/") { return try await measurement(of: metric) }
    guard let builtIn = BuiltInMetric(rawValue: metric) else { return nil }
    let input = MetricInput(system: system, attempts: records.attempts, end: end)
    guard let figure = builtIn.figure(input) else {
      throw Refusal(
        .doesNotHold,
        "nothing can be counted for ‘\(metric)’ yet",
        hint: "measure it when there is something: \(builtIn.formula)"
      )
    }
    return Improvement.Measurement(figure, of: builtIn, log: log)
  }
}

struct ObjectiveList: SystemReading {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List objectives with how they stand."
  )

  @OptionGroup var options: GlobalOptions
  @OptionGroup var reading: ReadingOptions

  func show(_ desk: RegisterDesk) throws {
    let all = desk.system.objectives.values.sorted { $0.id < $1.id }
    if reading.json {
      return try printJSON(ObjectiveListing(objectives: all.map { ObjectiveView($0, desk) }))
    }
    if all.isEmpty { return printError("there is no objective; debrief objective define …") }
    for objective in all {
      let facts = objective.definition.facts
      let latest = objective.latest?.facts.measurement.words ?? "no figure"
      printData("\(objective.id)  \(objective.standing.rawValue)")
      printPair("    ", desk.say(facts.statement))
      printPair("    ", "aims at \(facts.direction.words) \(facts.target); \(latest)")
    }
  }
}

private struct ObjectiveListing: Encodable {
  let schema = 1
  let objectives: [ObjectiveView]
}

/// An objective as JSON shows it.
struct ObjectiveView: Encodable {
  struct Figure: Encodable {
    let at: String
    let value: String
    let n: Int
    let lower: String?
    let upper: String?
    let from: Int
    let through: Int
    let digest: String?
    let version: Int
    let isComputed: Bool
  }

  let id: String
  let statement: String
  let metric: String
  let formula: String
  let method: String
  let everyDays: Int
  let owner: String
  let target: String
  let direction: String
  let minimumN: Int
  let version: Int
  let standing: String
  let trend: String?
  let nextDay: String
  let figures: [Figure]

  init(_ objective: Objective, _ desk: RegisterDesk) {
    let facts = objective.definition.facts
    id = objective.id
    statement = desk.say(facts.statement)
    metric = neutralised(facts.metric)
    formula = desk.say(facts.formula)
    method = desk.say(facts.method)
    everyDays = facts.everyDays
    owner = facts.owner.rawValue
    target = facts.target.description
    direction = facts.direction.rawValue
    minimumN = facts.minimumN
    version = facts.version
    standing = objective.standing.rawValue
    trend = objective.trend?.rawValue
    nextDay = objective.nextDay.description
    figures = objective.measurements.map { measured in
      let figure = measured.facts.measurement
      return Figure(
        at: measured.at.description,
        value: figure.value.description,
        n: figure.n,
        lower: figure.lower?.description,
        upper: figure.upper?.description,
        from: figure.from,
        through: figure.through,
        digest: figure.evidence.first?.digest.description,
        version: measured.facts.version,
        isComputed: measured.facts.isComputed
      )
    }
  }
}

struct ObjectiveShow: SystemReading {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show an objective with its definition and all its figures."
  )

  @OptionGroup var options: GlobalOptions
  @OptionGroup var reading: ReadingOptions
  @Argument(help: "The objective.") var name: String

  func show(_ desk: RegisterDesk) throws {
    let objective = try found(name, in: desk.system.objectives, "objective")
    if reading.json {
      return try printJSON(ObjectiveListing(objectives: [ObjectiveView(objective, desk)]))
    }
    let facts = objective.definition.facts
    printPair("", "\(objective.id), version \(facts.version): \(objective.standing.rawValue)")
    printPair("  aim: ", desk.say(facts.statement))
    printPair("  metric: ", "\(facts.metric): \(desk.say(facts.formula))")
    printPair("  method: ", desk.say(facts.method))
    printPair(
      "  target: ",
      "\(facts.direction.words) \(facts.target), n at least \(facts.minimumN), every "
        + "\(facts.everyDays) days"
    )
    printPair("  owner: ", desk.name(facts.owner))
    printPair(
      "  trend: ",
      objective.trend?.rawValue
        ?? "none below n = \(max(Objective.fewestForTrend, facts.minimumN)) in two measurements"
    )
    for measured in objective.measurements {
      let figure = measured.facts.measurement
      printPair(
        "  \(measured.at.description.prefix(10))  ",
        "\(figure.words), entries \(figure.from) to \(figure.through), version "
          + "\(measured.facts.version)"
      )
    }
    printPair("  next on ", objective.nextDay.description)
  }
}

struct ObjectiveRecompute: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recompute",
    abstract: "Compute all figures again from the entries that they name.",
    discussion: "With --check the status is 1 if a figure or a root hash differs."
  )

  @OptionGroup var options: GlobalOptions
  @Flag(help: "End with 1 if anything differs.") var check = false

  func run() async throws {
    let bench = try Workbench(options.settings, isReading: true)
    let whole = try await RegisterDesk(bench)
    var differences = 0
    for objective in whole.system.objectives.values.sorted(by: { $0.id < $1.id }) {
      for measured in objective.measurements where measured.facts.isComputed {
        let recorded = measured.facts.measurement
        let prefix = try await RegisterDesk(bench, through: recorded.through)
        let again = try await prefix.builtIn(recorded.metric)
        let isSame = again == recorded
        differences += isSame ? 0 : 1
        printData(
          "\(isSame ? "same   " : "DIFFERS") \(objective.id) \(recorded.words)"
            + (isSame ? "" : ", now \(again?.words ?? "nothing")")
        )
      }
    }
    if check, differences > 0 {
      throw Refusal(
        .doesNotHold,
        "\(differences) figures differ from what the log gives",
        hint: "verify the store: debrief records verify"
      )
    }
  }
}
