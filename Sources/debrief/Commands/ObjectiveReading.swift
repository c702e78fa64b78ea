import ArgumentParser
import Competence
import Content
import Foundation
import Improvement
import Records
import Session

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
      "\(facts.direction.words) \(facts.target), n at least "
        + "\(Improvement.Measurement.words(facts.minimumN, of: facts.metric)), every "
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
    let whole = try await RegisterDesk(bench, fromLog: true)
    var differences = 0
    for objective in whole.system.objectives.values.sorted(by: { $0.id < $1.id }) {
      for measured in objective.measurements where measured.facts.isComputed {
        let recorded = measured.facts.measurement
        let again = try await figure(of: recorded, bench)
        differences += again == nil ? 0 : 1
        printData(
          "\(again == nil ? "same   " : "DIFFERS") \(objective.id) \(recorded.words)"
            + (again.map { ", now \($0)" } ?? "")
        )
      }
    }
    try end(differences)
  }

  /// What the log gives instead of a recorded figure; `nil` if it gives the same.
  private func figure(
    of recorded: Improvement.Measurement,
    _ bench: Workbench
  ) async throws -> String? {
    let desk = try await RegisterDesk(bench, through: recorded.through)
    do {
      let again = try await desk.builtIn(recorded.metric)
      return again == recorded ? nil : again?.words ?? "nothing"
    } catch let refusal as Refusal {
      return refusal.message
    }
  }

  private func end(_ differences: Int) throws {
    if check, differences > 0 {
      throw Refusal(
        .doesNotHold,
        "\(differences) figures differ from what the log gives",
        hint: "verify the store: debrief records verify"
      )
    }
  }
}
