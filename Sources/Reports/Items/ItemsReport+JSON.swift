import Competence
import Content
import Psychometrics
import Quiz
import Records

extension ItemsReport {
  /// Everything that the page shows, for machines; what too few people answered is left out.
  package var view: some Encodable & Sendable { ItemsView(self) }

  package var json: String { get throws { try reportJSON(ItemsView(self)) } }
}

private struct ItemsView: Encodable, Sendable {
  let schema = 1
  let basis: BasisView
  let items: [Item]
  let hiddenItems: Int
  let competencies: [Need]
  let misconceptions: [Cell]
  let suppressedCells: Int
  let calibration: Calibration?
  let correctedKeys: [CorrectedKey]

  init(_ report: ItemsReport) {
    basis = BasisView(report.basis)
    items = report.lines.map(Item.init)
    hiddenItems = report.hidden
    competencies = report.needs.map(Need.init)
    misconceptions = report.heat.cells.map(Cell.init)
    suppressedCells = report.heat.suppressed
    calibration = report.calibration.map(Calibration.init)
    correctedKeys = report.corrections.map(CorrectedKey.init)
  }

  struct Item: Encodable {
    let item: String
    let keyDigest: String
    let competency: String?
    let stem: String
    let n: Int
    let facility: ShareView
    let sureAndWrong: ShareView
    let discrimination: CorrelationView?
    let withoutDiscrimination: String?
    let options: [Option]
    let certainty: [CertaintyRow]
    let seconds: Times?
    let model: Model?
    let drift: Drift?
    let flags: Int
    let findings: [String]
    let advice: String

    init(_ line: ItemsReport.Line) {
      let evidence = line.evidence
      item = printable(line.figures.item.rawValue)
      keyDigest = line.figures.keyDigest.description
      competency = line.competency.map { printable($0.rawValue) }
      stem = printable(line.figures.stem)
      n = line.figures.facility.total
      facility = ShareView(line.figures.facility)
      sureAndWrong = ShareView(line.figures.misconceptions)
      discrimination = line.figures.discrimination.map(CorrelationView.init)
      withoutDiscrimination = line.figures.withoutDiscrimination
      options = evidence.options.map(Option.init)
      certainty = evidence.certainty.map(CertaintyRow.init)
      seconds = evidence.times.map(Times.init)
      model = evidence.model.map { Model($0, evidence.calibrated) }
      drift = evidence.drift.map(Drift.init)
      flags = evidence.flags.count
      findings = line.words.map(printable)
      advice = line.advice.rawValue
    }
  }

  struct Option: Encodable {
    let option: String
    let isKey: Bool
    let lowerThird: Int
    let middleThird: Int
    let upperThird: Int

    init(_ row: ItemEvidence.OptionRow) {
      option = row.option.rawValue
      isKey = row.isKey
      (lowerThird, middleThird, upperThird) = (row.chosen[0], row.chosen[1], row.chosen[2])
    }
  }

  struct CertaintyRow: Encodable {
    let certainty: String
    let right: Int
    let wrong: Int

    init(_ row: ItemEvidence.CertaintyRow) {
      certainty = row.certainty.rawValue
      (right, wrong) = (row.right, row.wrong)
    }
  }

  struct Times: Encodable {
    let lowerQuartile: Double
    let median: Double
    let upperQuartile: Double

    init(_ times: ItemEvidence.Times) {
      lowerQuartile = rounded(times.lower, places: 1)
      median = rounded(times.median, places: 1)
      upperQuartile = rounded(times.upper, places: 1)
    }
  }

  struct Model: Encodable {
    let location: Double
    let slope: Double
    let lowerAsymptote: Double
    let locationError: Double?
    let slopeError: Double?
    let fit: Double?
    let isCalibrated: Bool

    init(_ model: ItemResponseModel, _ item: CalibrationRecord.Item?) {
      location = rounded(model.location, places: 3)
      slope = rounded(model.slope, places: 3)
      lowerAsymptote = rounded(model.lowerAsymptote.value, places: 3)
      locationError = item?.locationError.map { rounded($0, places: 3) }
      slopeError = item?.slopeError.map { rounded($0, places: 3) }
      fit = item?.fit.map { rounded($0, places: 3) }
      isCalibrated = item != nil
    }
  }

  struct Drift: Encodable {
    let before: ShareView
    let lately: ShareView
    let difference: Double
    let lower: Double
    let upper: Double
    let isCertain: Bool

    init(_ drift: ItemEvidence.Drift) {
      let share = { (interval: WilsonInterval) in
        let count = (interval.proportion.value * Double(interval.trials)).rounded()
        return ShareView(Share(Int(count), interval))
      }
      before = share(drift.before)
      lately = share(drift.lately)
      difference = rounded(drift.difference.difference, places: 3)
      lower = rounded(drift.difference.lower, places: 3)
      upper = rounded(drift.difference.upper, places: 3)
      isCertain = drift.isCertain
    }
  }

  struct Need: Encodable {
    let competency: String
    let items: Int
    let retiring: Int
    let needed: Int?
    let missing: Int

    init(_ need: ItemsReport.Need) {
      competency = printable(need.competency.rawValue)
      (items, retiring, needed, missing) = (need.items, need.retiring, need.needed, need.missing)
    }
  }

  struct Cell: Encodable {
    let role: String
    let item: String
    let option: String?
    let sureAndWrong: ShareView

    init(_ cell: MisconceptionHeat.Cell) {
      role = printable(cell.role.rawValue)
      item = printable(cell.question.item.rawValue)
      option = cell.option?.rawValue
      sureAndWrong = ShareView(Share(cell.sure, cell.share))
    }
  }

  struct CorrectedKey: Encodable {
    let item: String
    let day: Day
    let reason: String?
    let answers: Int
    let changed: Int
    let people: Int

    init(_ line: ItemsReport.CorrectedKey) {
      item = printable(line.correction.item.rawValue)
      day = line.day
      reason = line.reason.map(printable)
      answers = line.correction.answers
      changed = line.correction.changed
      people = line.correction.people
    }
  }

  struct Calibration: Encodable {
    struct Fit: Encodable {
      let competency: String
      let model: String
      let people: Int
      let items: Int
      let groupMean: Double
      let groupDeviation: Double
    }

    let size: Int
    let root: String
    let fits: [Fit]

    init(_ record: CalibrationRecord) {
      size = record.size
      root = record.root.description
      fits = record.fits.map { fit in
        Fit(
          competency: printable(fit.competency.rawValue),
          model: fit.model.rawValue,
          people: fit.people,
          items: fit.items.count,
          groupMean: rounded(fit.groupMean, places: 3),
          groupDeviation: rounded(fit.groupDeviation, places: 3)
        )
      }
    }
  }
}
