import Content
import Foundation
import Reports
import Testing

@Suite struct `Competence report` {
  /// Wilson (1927) for 8 of 10 at 90 %, by hand: (8 + 1.3528 ± 2.4817) / 12.7055.
  @Test func `shows a group's share with its interval and n`() throws {
    let report = try SmallTown.report()
    #expect(
      report.csv == """
        role,competency,peopleCounted,atMastery,share,lower,upper,target,verdict\r
        all-staff,report-early,10,8,0.800,0.541,0.931,0.800,open: the interval holds the target\r
        finance,payment-changes,,,,,,0.800,not shown: n < 5\r
        finance,report-early,,,,,,0.800,not shown: n < 5\r

        """
    )
    let text = PageReader(report.html).text
    #expect(text.contains("80\u{A0}% (54–93\u{A0}%), n\u{A0}=\u{A0}10"))
    #expect(text.contains("8 of 10"))
    #expect(text.contains("3\u{A0}groups by role and competency: 0 at the target"))
  }

  @Test func `shows nothing of fewer than five people`() throws {
    let report = try SmallTown.report()
    #expect(
      report.groups.filter { $0.share == nil }.map(\.role.rawValue) == ["finance", "finance"]
    )
    // Items on payments were met by the three of finance alone.
    #expect(report.hiddenItems == 3)
    for text in [report.html, try report.json] { #expect(!text.contains("small-town/pay/")) }
    #expect(!report.html.contains("3 of 3"))
    // May has answers of three people, April has none.
    #expect(report.months.map(\.month.iso) == ["2026-03", "2026-04", "2026-05"])
    #expect(report.months.map(\.people) == [13, 0, nil])
    #expect(report.months.map { $0.share?.total } == [52, nil, nil])
    let text = PageReader(report.html).text
    #expect(text.contains("n < 5"))
    #expect(text.contains("3\u{A0}items answered by fewer than 5 people not shown."))
  }

  @Test func `counts reach apart from competence`() throws {
    let figures = try SmallTown.report().keyFigures
    #expect((figures.enrolled, figures.active, figures.answers) == (13, 13, 61))
    #expect(figures.practised?.count == 13)
    // Ten staff need one lesson, three of finance need two; all were met.
    #expect(figures.lessonsMet.map { [$0.count, $0.total] } == [16, 16])
  }

  @Test func `tells who was sure and wrong`() throws {
    let report = try SmallTown.report()
    #expect(report.misconceptions.map { $0.misconceptions.count } == [2, 2, 2, 2])
    #expect(report.misconceptions.first?.misconceptions.total == 13)
    // 2 of 13 at 90 %: (2 + 1.3528 ± 2.5267) / 15.7055.
    let text = PageReader(report.html).text
    #expect(text.contains("2 of 13"))
    #expect(text.contains("15\u{A0}%"))
    #expect(text.contains("5–37\u{A0}%"))
    #expect(text.contains("A tool asks <you> & \"others\" to sign in. What do you do?"))
  }

  @Test func `names people by pseudonym in the people table and nowhere else`() throws {
    let report = try SmallTown.report()
    for text in [report.html, report.csv, try report.json] { #expect(!text.contains("p-0000")) }
    let rows = try readCSV(report.peopleCSV)
    #expect(rows.count == 1 + 10 + 2 * 3)
    #expect(
      rows[0] == [
        "person", "roles", "competency", "responses", "ability", "lower", "upper",
        "chanceOfMastery", "recallToday", "nextRefresher", "lastPractised",
      ]
    )
    #expect(rows[1].prefix(4) == ["p-000000000001", "all-staff", "report-early", "4"])
    #expect(rows[1][10] == "2026-03-03")
    // Sure and wrong: met again on the next day, by policy.
    #expect(rows[9].prefix(1) == ["p-000000000009"])
    #expect(rows[9][9] == "2026-03-07")
    #expect((Double(rows[9][4]) ?? 0) < 0 && (Double(rows[1][4]) ?? 0) > 0)
    for row in rows.dropFirst() {
      let ability = try [row[5], row[4], row[6]].map { try #require(Double($0)) }
      #expect(ability == ability.sorted(), "\(row)")
    }
  }

  @Test func `says nothing of a person's ability below three responses`() throws {
    var log = LogFixture(try SmallTown.library(organisation: "Example Council"))
    log.enrol(person(1), [.init(rawValue: "all-staff")], on: day(2026, 3, 1))
    for item in log.library.lessons[0].items.prefix(2) {
      log.answer(item, by: person(1), on: day(2026, 3, 2), isCorrect: true)
    }
    let report = try log.report(asOf: day(2026, 3, 3))
    let row = try readCSV(report.peopleCSV)[1]
    #expect(row[3...7] == ["2", "", "", "", ""])
    #expect(row[10] == "2026-03-02")
    #expect(report.keyFigures.practised == nil && report.keyFigures.answers == nil)
  }

  @Test func `is the same byte for byte when it is made again`() throws {
    let (first, second) = (try SmallTown.report(), try SmallTown.report())
    #expect(first.html == second.html)
    #expect(first.csv == second.csv)
    #expect(first.peopleCSV == second.peopleCSV)
    #expect(try first.json == second.json)
  }

  @Test func `gives machines the same figures`() throws {
    let json = try SmallTown.report().json
    let value = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    #expect(value?["schema"] as? Int == 1)
    let groups = value?["groups"] as? [[String: Any]]
    let share = groups?.first?["atMastery"] as? [String: Double]
    #expect(share == ["count": 8, "total": 10, "share": 0.8, "lower": 0.541, "upper": 0.931])
    #expect(
      groups?.last?["atMastery"] == nil && groups?.last?["verdict"] as? String == "suppressed"
    )
    #expect((value?["basis"] as? [String: Any])?["isSimulated"] as? Bool == true)
  }
}
