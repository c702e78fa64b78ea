import Competence
import Content
import Foundation
import Improvement
import Psychometrics
import Quiz
import Records
import Session
import Storage
import TestSupport

/// A signal run from the kept projection over 10,000,000 answers of 5,000 people to the items of 40
/// lessons, against DuckDB's GROUP BY of person and lesson over the same rows.
enum SignalBenchmark {
  static let people = 5_000
  static let lessons = 40

  /// With a Python that has numpy, pandas and duckdb the peer is measured in the same run.
  static func run(answers count: Int, python: String?) throws {
    let reading = ContentFolder.read(Program.repository.path)
    guard let library = reading.library else {
      throw ContentFault(diagnostics: reading.diagnostics)
    }
    let pool = library.lessons.prefix(lessons).flatMap(\.items)
    let versions = pool.compactMap { library.version(of: $0.id) }
    let names = (0..<people).map { PersonID(rawValue: "p-\($0)") }
    let attempts = Answers(count: count, people: names, versions: versions, library: library)

    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }  // a leftover hurts nobody
    let file = ProjectionFile(
      besideStore: folder.appending(path: "ledger.sqlite").path,
      key: "benchmark"
    )
    file.keep(LedgerProjection(AnswerColumns(attempts), size: count), since: 0)
    let roles = Dictionary(
      uniqueKeysWithValues: names.enumerated().map { number, name in
        (name, [library.programme.roles[number % library.programme.roles.count].id])
      }
    )
    print(
      "signals: \(count) answers of \(people) people to \(pool.count) items of \(lessons) lessons"
    )
    var whole = Times()
    var processor = Times()
    for round in 0..<5 {
      let (start, used) = (monotonicMicroseconds(), processMicroseconds())
      guard let projection = file.projection() else { fatalError("nothing was kept") }
      let opened = monotonicMicroseconds()
      let table = AnswerTable(projection.answers)
      let selected = monotonicMicroseconds()
      let models = ItemModels(library, versions: versions)
      let items = ItemAnalysis.all(table, models: models, confidence: 0.9)
      let analysed = monotonicMicroseconds()
      let groups = GroupCompetence.all(
        table,
        roles: roles,
        models: models,
        programme: library.programme
      )
      let grouped = monotonicMicroseconds()
      let signals =
        Signal.all(groups: groups, items: items, library: library)
        + Signal.misconceptions(table, roles: roles, suspicious: [], library: library)
      let end = monotonicMicroseconds()
      whole.add(end - start)
      processor.add(processMicroseconds() - used)
      if round == 0 {
        let milliseconds = { (from: Double, to: Double) in rounded((to - from) / 1_000) }
        print(
          "  open \(milliseconds(start, opened)), select \(milliseconds(opened, selected)), items "
            + "\(milliseconds(selected, analysed)), groups \(milliseconds(analysed, grouped)), "
            + "signals \(milliseconds(grouped, end)) ms; \(signals.count) signals"
        )
      }
    }
    print(
      "  whole run: \(rounded(whole.median / 1e6)) s, \(rounded(processor.median / 1e6)) s of CPU "
        + "(at most 2 s)"
    )
    guard let python else { return print("  no Python with duckdb was named, so no peer ran") }
    let rows = folder.appending(path: "ledger.sqlite.fold.rows").path
    let peer = try Double(output(of: python, ["-c", script, rows]).trimmed) ?? .nan
    print(
      "  DuckDB, mean score by person and lesson, two threads: \(rounded(peer)) s; "
        + "the signal run takes \(rounded(whole.median / 1e6 / peer)) times that"
    )
  }

  /// The mean score of each person and lesson, from the same rows; the median of five runs.
  private static let script = """
    import sys, time, statistics, numpy as np, pandas as pd, duckdb
    names = "position person answered version session options milliseconds day competency marks"
    rows = np.fromfile(sys.argv[1], dtype=[(n, "<u4") for n in names.split()])
    frame = pd.DataFrame(dict(person=rows["person"], lesson=rows["version"] * \(lessons)
      // (rows["version"].max() + 1), score=(rows["marks"] & 1).astype("int32")))
    base = duckdb.connect(); base.execute("create table answer as select * from frame")
    base.execute("set threads=2")
    times = []
    for _ in range(5):
      start = time.perf_counter()
      base.execute("select person, lesson, avg(score), count(*) from answer group by person, lesson").fetchnumpy()
      times.append(time.perf_counter() - start)
    print(statistics.median(times))
    """

  private static func output(of program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}

/// Seeded answers, made one by one when they are asked for.
private struct Answers: RandomAccessCollection {
  let count: Int
  let people: [PersonID]
  let versions: [ItemVersion]
  let competencies: [CompetencyID]
  let sessions: [EventID]

  init(count: Int, people: [PersonID], versions: [ItemVersion], library: ContentLibrary) {
    self.count = count
    self.people = people
    self.versions = versions
    competencies = versions.map {
      library.lesson($0.item.lesson)?.competency ?? CompetencyID(rawValue: "none")
    }
    var random = SplitMix64(seed: 11)
    sessions = people.map { _ in EventID(using: &random) }
  }

  var startIndex: Int { 0 }
  var endIndex: Int { count }

  subscript(position: Int) -> Attempt {
    var random = SplitMix64(seed: UInt64(position))
    let person = Int(random.next() % UInt64(people.count))
    let item = Int(random.next() % UInt64(versions.count))
    let isCorrect = random.nextUnit() < 0.5 + 0.4 * Double(person) / Double(people.count)
    return Attempt(
      person: people[person],
      answered: SessionEvent.Answered(
        session: sessions[person],
        index: 0,
        version: versions[item],
        competency: competencies[item],
        response: .options([OptionID(index: isCorrect ? 0 : 1 + Int(random.next() % 3))]),
        certainty: Certainty.allCases[Int(random.next() % 3)],
        score: Score(isCorrect: isCorrect, tenThousandths: isCorrect ? 10_000 : 0),
        day: Day(number: 20_000 + position * 700 / count),
        milliseconds: 20_000
      ),
      position: position,
      at: Timestamp(milliseconds: 0)
    )
  }
}
