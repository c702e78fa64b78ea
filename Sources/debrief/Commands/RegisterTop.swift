import ArgumentParser
import Competence
import Content
import Foundation
import Improvement
import Records
import Session

struct RegisterTop: SystemReading {
  static let configuration = CommandConfiguration(
    commandName: "top",
    abstract: "What to do next within the capacity of this month.",
    discussion: """
      Capacity is in steps of effort (1, 2, 3, 5, 8), or in hours with --hours, where a step is about a \
      day of eight. Up to twenty entries the answer is the best there is.
      """
  )

  @OptionGroup var options: GlobalOptions
  @OptionGroup var reading: ReadingOptions
  @Option(help: "Steps of effort.") var capacity: Int?
  @Option(help: "Hours of work.") var hours: Int?
  @Option(help: "The most entries to name.") var limit = 3

  static let hoursPerStep = 8

  func validate() throws {
    guard (capacity == nil) != (hours == nil) else {
      throw ValidationError("give --capacity or --hours")
    }
    guard (0...100_000).contains(capacity ?? hours ?? 0), (1...20).contains(limit) else {
      throw ValidationError("capacity goes from 0 to 100000, --limit from 1 to 20")
    }
  }

  private struct View: Encodable {
    struct Entry: Encodable {
      let id: String
      let statement: String
      let priority: String?
      let effort: Int
    }

    let schema = 1
    let entries: [Entry]
    let capacity: Int
    let effort: Int
    let isBest: Bool
    let inWork: Int
    let mostInWork: Int
  }

  func show(_ desk: RegisterDesk) throws {
    let steps = capacity ?? (hours ?? 0) / Self.hoursPerStep
    let choice = TopChoice(desk.register.candidates(at: desk.now), capacity: steps, limit: limit)
    let inWork = desk.register.entries.count { $0.state == .inAction }
    let preset = desk.organisation.preset
    let view = View(
      entries: choice.chosen.compactMap { candidate in
        desk.register.entry(candidate.id).map { entry in
          View.Entry(
            id: entry.id.rawValue,
            statement: entry.title(desk.remarks),
            priority: entry.priority(at: desk.now)?.words,
            effort: candidate.effort
          )
        }
      },
      capacity: steps,
      effort: choice.effort,
      isBest: choice.isBest,
      inWork: inWork,
      mostInWork: preset.mostInWork
    )
    if reading.json { return try printJSON(view) }
    if view.entries.isEmpty {
      return printError("nothing that is planned fits into \(steps) steps; plan something smaller")
    }
    for entry in view.entries {
      printPair("\(entry.id)  ", entry.statement)
      printPair("    ", entry.priority ?? "")
    }
    printData(
      "effort \(view.effort) of \(steps), \(view.isBest ? "no choice is better" : "by priority")"
    )
    if inWork > preset.mostInWork {
      printData("\(inWork) entries are in work; \(preset.mostInWork) are enough: finish before")
    }
  }
}
