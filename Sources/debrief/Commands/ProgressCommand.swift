import ArgumentParser
import Competence
import Content
import Foundation
import Psychometrics
import Records

struct ProgressCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "progress",
    abstract: "What you know today, how sure that is, and what is due next."
  )

  @OptionGroup var options: GlobalOptions
  @OptionGroup var reading: ReadingOptions

  func run() async throws {
    let bench = try Workbench(options.settings, isReading: true)
    guard let identity = try bench.knownIdentity() else {
      throw Refusal(
        .noInput,
        "nothing is recorded of you yet",
        hint: "begin with: debrief practice"
      )
    }
    if reading.json {
      let report = try await ProgressReport(bench, identity, moment: reading.asOf)
      try printJSON(report)
    } else {
      try await ProgressReport.show(
        bench,
        identity,
        theme: Theme(options.settings),
        moment: reading.asOf
      )
    }
  }
}

/// What a person is told of themselves.
struct ProgressReport: Encodable {
  struct Line: Encodable {
    let competency: String
    let statement: String
    let responses: Int
    let ability: Double?
    let lower: Double?
    let upper: Double?
    let chanceOfMastery: Double?
    let recall: Double?
    let nextDue: String?
  }

  let schema = 1
  let person: String
  let day: String
  let competencies: [Line]

  init(_ bench: Workbench, _ identity: Identity, moment: Moment?) async throws {
    let records = try await bench.records(asOf: moment)
    let day = bench.day(asOf: moment)
    let profile = try await bench.profile(of: identity.person, in: records, on: day)
    person = identity.person.rawValue
    self.day = day.description
    competencies = profile.masteries.map { mastery in
      let lessons = bench.library.lessons(for: mastery.competency).map(\.id)
      let recalls = lessons.compactMap { profile.recall(of: $0)?.value }
      let due = lessons.compactMap { profile.dueDay(of: $0) }.min()
      let known = mastery.isKnown
      return Line(
        competency: mastery.competency.rawValue,
        statement: bench.library.competency(mastery.competency)?.statement ?? "",
        responses: mastery.responses,
        ability: known ? rounded(mastery.ability.mean) : nil,
        lower: known ? rounded(mastery.interval.lowerBound) : nil,
        upper: known ? rounded(mastery.interval.upperBound) : nil,
        chanceOfMastery: known ? rounded(mastery.chance.value) : nil,
        recall: recalls.isEmpty
          ? nil : rounded(recalls.reduce(0, +) / Double(recalls.count)),
        nextDue: due?.description
      )
    }
  }

  static func show(
    _ bench: Workbench,
    _ identity: Identity,
    theme: Theme,
    moment: Moment?
  ) async throws {
    let report = try await ProgressReport(bench, identity, moment: moment)
    let width = min(100, terminalSize().columns - 1)
    printData(theme.styled("\(neutralised(identity.name)), \(report.day)", .strong))
    for line in report.competencies {
      printData("")
      printData(
        wrapped(neutralised(line.statement), width: width).joined(separator: "\n")
      )
      for text in wrapped(line.words, width: width, first: "  ") {
        printData(theme.styled(text, .faint))
      }
    }
    printData("")
    printData(
      wrapped(
        "Estimates from practice, to decide what to ask next. They are no certificate, and nobody "
          + "else is shown them by name.",
        width: width
      ).joined(separator: "\n")
    )
  }
}

extension ProgressReport.Line {
  fileprivate var words: String {
    guard responses > 0 else { return "not met yet" }
    var parts: [String] = []
    if let chanceOfMastery, let lower, let upper {
      parts.append(
        "mastery \(percent(chanceOfMastery)) likely (ability \(lower) to \(upper), n = \(responses))"
      )
    } else {
      parts.append("too little to say (n = \(responses))")
    }
    if let recall { parts.append("recall today \(percent(recall))") }
    if let nextDue { parts.append("next refresher \(nextDue)") }
    return parts.joined(separator: "; ")
  }
}

func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

private func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
