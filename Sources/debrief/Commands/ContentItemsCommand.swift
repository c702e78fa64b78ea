import ArgumentParser
import Competence
import Content
import Foundation
import Psychometrics
import Quiz
import Records
import Reports
import Session
import Storage

struct ContentItems: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "items",
    abstract: "How items behave: which to keep, look at, retire or write.",
    discussion: """
      From the answers of the log. With --calibrate, items are fitted to them first, and the parameters \
      are recorded in the log. The page with drawings is written by: debrief report items
      """
  )

  @OptionGroup var options: GlobalOptions
  @OptionGroup var reading: ReadingOptions

  @Option(help: ArgumentHelp("Only items of this competency.", valueName: "id"))
  var competency: String?

  @Flag(help: "Fit the items’ parameters to the answers, and record them.")
  var calibrate = false

  @Flag(help: "All items, not only those that ask for attention.")
  var all = false

  func run() async throws {
    if calibrate {
      guard reading.asOf == nil else {
        throw Refusal(
          .usage,
          "--calibrate records, and --as-of reads what was",
          hint: "leave one of them out"
        )
      }
      var desk = try ItemCalibrationDesk(options.settings)
      try await desk.run(json: reading.json)
      return
    }
    let bench = try Workbench(options.settings, isReading: true)
    let names = bench.library.competencies.map(\.id.rawValue)
    let scope = try competency.map {
      CompetencyID(rawValue: try known($0, among: names, called: "competency"))
    }
    let log = try await LogForReport(bench, asOf: reading.asOf)
    let all = try await log.itemsReport(bench)
    let report = scope.map(all.limited) ?? all
    if reading.json { printData(try report.json, terminator: "") } else { show(report) }
  }

  private func show(_ report: ItemsReport) {
    let width = isatty(STDOUT_FILENO) == 1 ? max(20, terminalSize().columns - 1) : Int.max
    let say = { (text: String, first: String) in
      for line in wrapped(text, width: width, first: first) { printData(line) }
    }
    let shown = all ? report.lines : report.lines.filter { $0.advice != .keep }
    for line in shown {
      let figures = line.figures
      say("\(figures.item): \(line.advice.words)", "")
      say(neutralised(figures.stem), "  ")
      let discrimination =
        figures.discrimination.map {
          "discrimination \(decimal($0.correlation, places: 2)) (\(decimal($0.lower, places: 2)) to "
            + "\(decimal($0.upper, places: 2)))"
        } ?? "discrimination \(figures.withoutDiscrimination ?? "cannot be estimated")"
      let location =
        line.evidence.model.map {
          "; location \(decimal($0.location, places: 2)), slope \(decimal($0.slope, places: 2))"
            + (line.evidence.calibrated == nil ? " (expected)" : "")
        } ?? ""
      say(
        "n = \(figures.facility.total), known at first sight by \(percent(figures.facility.share)) "
          + "(\(percent(figures.facility.lower)) to \(percent(figures.facility.upper))); "
          + discrimination + location,
        "  "
      )
      for word in line.words { say(neutralised(word), "  - ") }
    }
    let kept = report.lines.count { $0.advice == .keep }
    say(
      "\(report.lines.count) questions answered by enough people, \(kept) of them to keep"
        + (all ? "" : " (shown with --all)") + "; \(report.hidden) answered by too few.",
      ""
    )
    for cell in report.heat.hot.prefix(5) {
      say(
        "\(cell.role) is sure and wrong: \(percent(cell.share.proportion.value)) of "
          + "\(cell.share.trials) chose \(cell.option.map { "option \($0)" } ?? "another answer") of "
          + "\(cell.question.item)",
        "! "
      )
    }
    for need in report.needs where need.missing > 0 {
      say("\(need.competency) needs \(need.missing) more items for its decisions", "+ ")
    }
  }
}

struct ReportItems: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "items",
    abstract: "How items behave, with drawings: which to keep, look at, retire or write."
  )

  @OptionGroup var options: GlobalOptions
  @OptionGroup var report: ReportOptions

  func run() async throws {
    let bench = try Workbench(options.settings, isReading: true)
    let log = try await LogForReport(bench, asOf: report.asOf)
    let document = try await log.itemsReport(bench)
    try report.write(
      [("items.html", document.html), ("items.json", try document.json)],
      workspace: bench.workspace
    )
  }
}

extension LogForReport {
  func itemsReport(_ bench: Workbench) async throws -> ItemsReport {
    let programme = bench.library.programme
    let confidence = Probability(programme.signals.confidence) ?? 0.9
    let remarks = records.keyCorrections.isEmpty ? [:] : try await bench.ledger.remarks()
    return ItemsReport(
      ItemEvidence.all(
        records,
        items: try await bench.answeredItems(of: records),
        models: try await bench.models(for: records),
        confidence: confidence,
        on: day
      ),
      heat: MisconceptionHeat(records, programme: programme, confidence: confidence),
      calibration: records.calibration?.record,
      corrections: records.keyCorrections.map { correction, time in
        ItemsReport.CorrectedKey(
          correction,
          day: Clock.day(of: time),
          reason: remarks[correction.reason]?.text
        )
      },
      library: bench.library,
      basis: ReportBasis(
        head: head,
        asOf: day,
        programme: programme,
        snapshot: records.snapshot,
        isSimulated: isSimulated
      )
    )
  }
}

/// Fits the items of each competency to the answers of the log, and records what came of it.
struct ItemCalibrationDesk {
  private var bench: Workbench

  init(_ settings: Settings) throws { bench = try Workbench(settings) }

  mutating func run(json: Bool) async throws {
    let identity = try await bench.identity()
    let log = try await LogForReport(bench, asOf: nil)
    let duties = log.records.roster.members[identity.person]?.duties ?? []
    guard duties.contains(.trainer) || duties.contains(.lead) else {
      throw Refusal(
        .notAllowed,
        "parameters are recorded by trainers and leads",
        hint: "ask one of them, or a lead to give you the duty: debrief people assign"
      )
    }
    let models = try await bench.models(for: log.records)
    let priors = ItemModels(
      bench.library,
      versions: Set(log.records.attempts.map(\.answered.version))
    )
    var fits: [CalibrationRecord.Fit] = []
    for competency in bench.library.competencies {
      let calibration = CompetencyCalibration(
        of: competency.id,
        log.records.attempts.firstByQuestion,
        models: models,
        priors: priors
      )
      switch calibration.result {
      case .success(let fit):
        fits.append(fit)
        say(
          "\(competency.id): \(fit.items.count) questions by \(fit.people) people, model "
            + "\(fit.model.rawValue), group at \(decimal(fit.groupMean, places: 2)) ± "
            + "\(decimal(fit.groupDeviation, places: 2))"
        )
      case .failure(let refusal): say("\(competency.id): \(refusal.words)")
      }
    }
    let memory = fitMemory(log)
    guard !fits.isEmpty || memory != nil else {
      throw Refusal(
        .doesNotHold,
        "no competency has the answers that a calibration takes",
        hint:
          "at least \(CalibrationModel.rasch.fewestPeople) people have to answer three questions"
      )
    }
    let duty: Duty = duties.contains(.trainer) ? .trainer : .lead
    var drafts: [EntryDraft] = []
    if !fits.isEmpty {
      let record = CalibrationRecord(fits: fits, size: log.head.size, root: log.head.root)
      drafts.append(
        bench.draft(
          CalibrationRecord.kind,
          record.data,
          in: CalibrationRecord.stream,
          by: identity,
          as: duty
        )
      )
    }
    if let memory {
      drafts.append(
        bench.draft(
          MemoryFitRecord.kind,
          memory.data,
          in: MemoryFitRecord.stream,
          by: identity,
          as: duty
        )
      )
    }
    let receipts = try await bench.ledger.append(LedgerBatch(drafts))
    if json {
      try printJSON(Line(positions: receipts.map(\.position), fits: fits.count))
    } else {
      for receipt in receipts { say("recorded \(receipt.position) \(receipt.leaf.abbreviated)") }
    }
  }

  /// Fits how people here forget; says whether it is used and why.
  private func fitMemory(_ log: LogForReport) -> MemoryFitRecord? {
    do throws(MemoryFit.Refusal) {
      let fit = try MemoryFit(log.records.reviewHistories, seed: UInt64(log.head.size))
      let record = MemoryFitRecord(fit, size: log.head.size, root: log.head.root)
      say(
        "memory: log loss \(decimal(fit.fitted.logLoss, places: 3)) against "
          + "\(decimal(fit.standard.logLoss, places: 3)) of the standard parameters for people whom it was not "
          + "fitted to (\(fit.standard.count) predictions, \(fit.people) people; gain "
          + "\(decimal(fit.gain, places: 3)) ± \(decimal(fit.gainError, places: 3))): "
          + (fit.isWorthUsing ? "used from now on" : "the standard stays")
      )
      return record
    } catch {
      switch error {
      case .tooFewPredictions(let count, let needed):
        say("memory: not fitted: \(count) repeated answers, and it takes \(needed)")
      case .tooFewPeople(let count, let needed):
        say("memory: not fitted: \(count) people, and it takes \(needed)")
      }
      return nil
    }
  }

  private struct Line: Encodable {
    let schema = 1
    let positions: [Int]
    let fits: Int
  }
}

extension CalibrationRefusal {
  fileprivate var words: String {
    switch self {
    case .tooFewPeople(let count, let needed):
      "not fitted: \(count) people answered, and it takes \(needed)"
    case .tooFewItems(let count, let needed):
      "not fitted: \(count) questions were answered, and it takes \(needed)"
    case .constant(let items): "not fitted: \(items.count) questions were answered alike by all"
    case .unanswered(let items): "not fitted: \(items.count) questions have no answer"
    case .notConverged: "not fitted: the parameters did not settle"
    case .unfitInput: "not fitted: a prior of a question is no number"
    }
  }
}
