import Competence
import Content
import Foundation
import Psychometrics
import Quiz
import Records
import Reports
import Testing

/// Pages to look at: `REPORT_PREVIEW=/some/folder swift test --filter Preview`.
@Suite struct Preview {
  static let folder = ProcessInfo.processInfo.environment["REPORT_PREVIEW"]

  @Test(.enabled(if: folder != nil, "REPORT_PREVIEW names no folder"))
  func `writes pages to the folder that REPORT_PREVIEW names`() throws {
    let folder = URL(fileURLWithPath: try #require(Self.folder))
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let town = try SmallTown.report()
    let city = try BusyCity.report()
    let register = try RegisterFixture.report()
    let files = [
      "town.html": town.html, "city.html": city.html, "city.csv": city.csv,
      "people.csv": city.peopleCSV, "city.json": try city.json, "register.html": register.html,
      "register.csv": register.csv, "register.json": try register.json,
    ]
    for (name, text) in files {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }
  }
}

/// Seventy-two invented people who practise the real content for eleven months.
enum BusyCity {
  static func report() throws -> CompetenceReport {
    let library = try library()
    var log = LogFixture(library)
    var chance = SplitMix64(seed: 4)
    let roles = ["all-staff", "service-desk", "system-administrators", "team-leads"]
      .map(RoleID.init(rawValue:))
    for number in 1...72 {
      let role = number <= 44 ? 0 : number <= 56 ? 1 : number <= 69 ? 2 : 3
      let joined = day(2025, 7, 1).adding(days: chance.nextIndex(below: 60))
      log.enrol(person(number), [roles[role]], on: joined)
      guard number % 17 != 0 else { continue }
      let ability = chance.nextNormal() * 0.8 + 0.7
      let lessons = library.lessons(requiredOf: [roles[role]])
      for _ in 0..<(6 + chance.nextIndex(below: 18)) {
        let lesson = lessons[chance.nextIndex(below: lessons.count)]
        let when = joined.adding(days: chance.nextIndex(below: 270))
        for item in library.lesson(lesson.id)?.items ?? [] {
          let harm = item.id.rawValue.count % 9 == 0 ? -1.8 : 0
          let location = item.difficulty - harm
          let right = 0.25 + 0.75 / (1 + exp(location - ability))
          let isCorrect = chance.nextUnit() < right
          let sure = chance.nextUnit() < 0.45
          log.answer(
            item,
            by: person(number),
            on: when,
            isCorrect: isCorrect,
            certainty: sure ? .know : chance.nextUnit() < 0.7 ? .think : .guess
          )
        }
      }
    }
    return try log.report(asOf: day(2026, 5, 31), isSimulated: true)
  }

  private static func library() throws -> ContentLibrary {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let folder = root.appendingPathComponent(ContentReading.incidentsFolder).path
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    let paths =
      [ContentReading.programmePath, ContentReading.competenciesPath]
      + names.map { "\(ContentReading.incidentsFolder)/\($0)" }
    let reading = ContentReading(
      try paths.map { path in
        let text = try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
        return SourceText(path: path, text: text)
      }
    )
    return try #require(reading.library, "\(reading.diagnostics.map(\.text))")
  }
}
