import ArgumentParser
import Content
import Foundation
import Records
import Session
import Storage

struct SimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Fill an empty, named store with an organisation that never was.",
    discussion:
      """
      The same content, size and seed give the same ledger. Every entry says that it is simulated. With \
      --experiment nothing is stored: people of known abilities and memories are simulated, and the \
      table says how well decisions, intervals and predictions agree with the truth.
      """
  )

  @OptionGroup var options: GlobalOptions

  @Option(help: "How many people.")
  var people: Int

  @Option(help: "How many months of thirty days.")
  var months: Int

  @Flag(
    help: "Compare what is measured with the truth that only a simulation knows; stores nothing."
  )
  var experiment = false

  func validate() throws {
    guard (1...100_000).contains(people), (1...120).contains(months) else {
      throw ValidationError("--people goes from 1 to 100000, --months from 1 to 120")
    }
    guard options.seed != nil else { throw ValidationError("name the --seed") }
    guard options.store != nil || experiment else {
      throw ValidationError("name the --store, so that no real ledger is filled by mistake")
    }
  }

  func run() async throws {
    if experiment { return try printExperiment() }
    let bench = try Workbench(options.settings)
    guard try await bench.ledger.head().size == 0 else {
      throw Refusal(
        .cannotCreate,
        "\(bench.storePath) is not empty",
        hint: "name a new file; simulated entries never join real ones"
      )
    }
    var organisation = SimulatedOrganisation(
      library: bench.library,
      people: people,
      months: months,
      seed: options.seed ?? 0,
      origin: try await bench.ledger.origin,
      dayOf: Clock.day
    )
    let ledger = bench.ledger
    try await organisation.live { batch in
      let receipts = try await ledger.append(batch)
      guard let first = receipts.first?.position else { return [] }
      return try await ledger.entries(from: first, limit: receipts.count)
    }
    let head = try await ledger.head()
    printData("\(head.size) simulated entries, root \(head.root)")
  }

  private func printExperiment() throws {
    let programme = try Workspace(options.settings).library().programme
    let experiment = try MeasurementExperiment(
      MeasurementExperiment.Setting(
        people: people,
        months: months,
        seed: options.seed ?? 0,
        cut: programme.mastery.cut,
        indifference: programme.mastery.indifference,
        alpha: programme.mastery.alpha,
        beta: programme.mastery.beta,
        cap: programme.mastery.cap,
        recallTarget: programme.recall.target
      )
    )
    printData(experiment.markdown)
  }
}
