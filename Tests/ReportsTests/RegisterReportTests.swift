import Content
import Foundation
import Reports
import Testing

@Suite struct `Register report` {
  @Test func `counts what is open, overdue, waiting and closed`() throws {
    let report = try RegisterFixture.report()
    #expect(report.open.map(\.id) == ["R-0001", "R-0002", "R-0003"])
    #expect(report.overdue.map(\.id) == ["R-0001"])
    #expect(report.waitingForVerification.map(\.id) == ["R-0001"])
    #expect(report.count(.effective) == 1 && report.count(.notEffective) == 1)
    #expect(RegisterReport.Phase.allCases.map(report.count) == [1, 1, 1, 3])
    let text = PageReader(report.html).text
    #expect(text.contains("The register holds 6\u{A0}entries: 3 open, 1 of them overdue; 1 closed"))
    #expect(text.contains("n = 2, no trend below n = 8"))
    #expect(text.contains("14.4 = severity 4, likelihood 3, exposure 2, effort 2"))
    #expect(text.contains("anonymous"))
  }

  @Test func `is not overdue on the due day itself`() throws {
    let report = try RegisterFixture.report([Self.plain("R-1", due: SmallTown.end)])
    #expect(report.overdue.isEmpty)
  }

  @Test func `tells the median from eight measured closures on`() throws {
    let closed = (1...8).map { number in
      Self.plain("R-\(number)", closed: day(2026, 1, 1).adding(days: number * 10))
    }
    let report = try RegisterFixture.report(closed)
    #expect(report.daysToClose.sorted() == [10, 20, 30, 40, 50, 60, 70, 80])
    let text = PageReader(report.html).text
    #expect(text.contains("90\u{A0}% interval 20–70, n = 8"))
    #expect(try RegisterFixture.report(Array(closed.dropLast())).medianDaysToClose == nil)
  }

  @Test func `sorts by priority, then age, then id, whatever the order was`() throws {
    let entries = [
      Self.plain("R-3", score: 2), Self.plain("R-2", score: 2), Self.plain("R-9", score: 7),
      Self.plain("R-5", score: 2, raised: day(2025, 1, 1)),
    ]
    let report = try RegisterFixture.report(entries)
    #expect(report.entries.map(\.id) == ["R-9", "R-5", "R-2", "R-3"])
    let other = try RegisterFixture.report(entries.reversed())
    #expect(try other.html == report.html && other.csv == report.csv && other.json == report.json)
  }

  @Test func `writes one row an entry`() throws {
    let rows = try readCSV(RegisterFixture.report().csv)
    #expect(rows.count == 7 && rows.allSatisfy { $0.count == 21 })
    #expect(
      rows[1][..<13] == [
        "R-0001", "Staff confirm changed bank details by replying to the same mail",
        "signal: payment-changes below target in finance", "verifying", "check", "high",
        "p-000000000003", "2026-01-12", "2026-05-20", "yes", "", "", "14.40",
      ]
    )
  }

  /// Whatever an entry says, the page has the same elements as with plain words.
  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func `takes no text for markup`(seed: UInt64) throws {
    var nasty = NastyText(seed: seed)
    let texts = (0..<14).map { _ in "x" + nasty.next() }
    let wild = try RegisterFixture.report([Self.entry(texts)])
    let tame = try RegisterFixture.report([Self.entry(Array(repeating: "x", count: 14))])
    let (found, wanted) = (PageReader(wild.html), PageReader(tame.html))
    #expect(found.fault == nil)
    #expect(found.elements == wanted.elements)
    #expect(found.attributes == wanted.attributes)
    for output in [wild.html, try wild.json] {
      #expect(Escaping.unsafe(output).isEmpty)
    }
    for cell in try readCSV(wild.csv).joined() { #expect(Escaping.unsafe(cell).isEmpty) }
    #expect(found.text.contains(printable(texts[1])))
  }

  @Test func `keeps ids of the page unique whatever the entries' ids are`() throws {
    let ids = ["R-1", "r-1", "R-1", "", "<a>", "list", "2", "Ä", "entry_1"]
    let reader = PageReader(try RegisterFixture.report(ids.map { Self.plain($0) }).html)
    #expect(Set(reader.ids).count == reader.ids.count)
    #expect(reader.links.allSatisfy { reader.ids.contains(String($0.dropFirst())) })
  }

  static func plain(
    _ id: String,
    score: Double = 1,
    raised: Day = day(2026, 1, 1),
    due: Day? = nil,
    closed: Day? = nil
  ) -> RegisterReport.Entry {
    RegisterReport.Entry(
      id: id,
      title: "Title",
      source: "audit",
      state: closed == nil ? "raised" : "closed",
      phase: closed == nil ? .plan : .act,
      severity: "low",
      raised: raised,
      due: due,
      closed: closed,
      outcome: closed == nil ? nil : .effective,
      priority: .init(score: score, parts: ["severity 1"])
    )
  }

  /// An entry all of whose fourteen texts are given.
  static func entry(_ texts: [String]) -> RegisterReport.Entry {
    RegisterReport.Entry(
      id: texts[0],
      title: texts[1],
      source: texts[2],
      state: texts[3],
      phase: .do,
      severity: texts[4],
      owner: texts[5],
      raised: day(2026, 1, 1),
      priority: .init(score: 1, parts: [texts[6]]),
      causes: [texts[7]],
      actions: [texts[8]],
      criterion: texts[9],
      baseline: texts[10],
      measurement: texts[11],
      waiting: texts[12],
      history: [.init(day: day(2026, 1, 2), words: texts[13], actor: texts[5])]
    )
  }
}
