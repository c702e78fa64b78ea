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
      and --method. What programme.yaml says of an objective of this name need not be given again.
      """
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "A name such as fast-reports.") var name: String
  @Option(help: "What is aimed at.") var text: String
  @Option(help: "What is measured.") var metric: String?
  @Option(help: "At least this is the target.") var above: DecimalText?
  @Option(help: "At most this is the target.") var below: DecimalText?
  @Option(
    help:
      "Fewer cases than this say nothing; of incidents it counts days, of audit-findings audits."
  )
  var minimumN = 8
  @Option(help: "Measured every so many days.") var every = 90
  @Option(help: "Who answers for it.") var owner: String?
  @Option(help: "How the figure is computed from what is counted.") var formula: String?
  @Option(help: "How somebody else would measure the same.") var method: String?

  func validate() throws {
    guard above == nil || below == nil else { throw ValidationError("give --above or --below") }
    guard (1...1_000_000_000).contains(minimumN) else {
      throw ValidationError("--minimum-n goes from 1 to a billion")
    }
  }

  func acts(_ desk: RegisterDesk, _ scribe: inout Scribe) throws -> [DeskAct] {
    let aim = try ObjectiveAim(self, desk.bench.library.programme)
    let metric = aim.metric
    let builtIn = BuiltInMetric(rawValue: metric)
    let isMastery = metric.hasPrefix("mastery-share/")
    let known = builtIn?.formula ?? (isMastery ? Self.masteryFormula : nil)
    let how = builtIn?.method ?? (isMastery ? Self.masteryMethod : nil)
    guard
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
      owner: try scribe.person(aim.owner),
      direction: aim.direction,
      target: aim.target,
      minimumN: minimumN,
      version: version
    )
    return [.system(.objectiveDefined(defined), name)]
  }

  private static let masteryFormula =
    "share of the role whose mastery of the competency is likelier than not"
  private static let masteryMethod = "computed from all answers of the people of the role"
}

/// What is aimed at: as somebody typed it, else as the programme says.
private struct ObjectiveAim {
  let metric: String
  let direction: Criterion.Direction
  let target: DecimalText
  let owner: String

  init(_ command: ObjectiveDefine, _ programme: Programme) throws {
    let known = programme.objectives.first { $0.id == command.name }
    guard let metric = command.metric ?? known?.metric, let owner = command.owner ?? known?.owner
    else {
      throw Refusal(
        .usage,
        "programme.yaml has no objective ‘\(command.name)’",
        hint: "give --metric, --above or --below, and --owner"
      )
    }
    self.metric = metric
    self.owner = owner
    if let typed = command.above ?? command.below {
      (target, direction) = (typed, command.above == nil ? .below : .above)
    } else if let known, let converted = known.target(of: metric) {
      (target, direction) = (converted, known.isAbove ? .above : .below)
    } else {
      throw Refusal(.usage, "no target is told", hint: "give --above or --below")
    }
  }
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
    try await desk.requireLargeGroup(metric)
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
  /// Refuses the figure of a group that is too small to be shown: what is in the log is there for ever,
  /// and for everybody who reads it.
  fileprivate func requireLargeGroup(_ metric: String) async throws {
    guard metric.hasPrefix("mastery-share/"),
      let group = try await groups().first(where: { $0.metric == metric }),
      !group.isShown(under: bench.library.programme)
    else { return }
    throw Refusal(
      .doesNotHold,
      "fewer than \(bench.library.programme.minimumCell) people are counted for ‘\(metric)’",
      hint: "aim at a role of more people, or wait until more have practised"
    )
  }

  /// The figure of a metric of the product over everything that was read; `nil` for other metrics.
  func builtIn(_ metric: String) async throws -> Improvement.Measurement? {
    if metric.hasPrefix("mastery-share/") { return try await measurement(of: metric) }
    guard let builtIn = BuiltInMetric(rawValue: metric) else { return nil }
    let input = MetricInput(
      system: system,
      attempts: try await records().attempts,
      beginning: beginning,
      end: end
    )
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
