import TestSupport
import Testing

@testable import Content

@Suite struct `Rules over a set` {
  /// Items of three options whose key is the longest option and stands first.
  private func file(_ name: String, tells: Int, others: Int = 0) -> SourceText {
    let item = { (id: String, key: String, first: Bool) in
      let right = "- [x] \(key)\n  > They can warn others.\n"
      let wrong = "- [ ] To the bin now\n  > Others have it still.\n"
      let last = "- [ ] To a friend\n  > Now two may open it.\n"
      return "### Where does an odd mail go? {#\(id)}\n\n"
        + (first ? right + wrong : wrong + right) + last
    }
    let items =
      (0..<tells).map { item("tell-\($0)", "To the desk on the third floor", true) }
      + (0..<others).map { item("other-\($0)", "To the desk", false) }
    let head = LintExample.head.replacing("incident: example", with: "incident: \(name)")
    let lesson = "## Lesson: say it {#say-it .lesson competency=report-early controls=A.6.8}\n\n"
    return SourceText(
      path: "Content/incidents/\(name).md",
      text: head + lesson + items.joined(separator: "\n")
    )
  }

  private func found(_ id: String, in files: [SourceText]) throws -> [Diagnostic] {
    let sources = Array(LintExample.good("### x {#n}").sources.prefix(2)) + files
    let reading = ContentReading(sources)
    let library = try #require(
      reading.library,
      "\(reading.diagnostics.map(\.text).joined(separator: "\n"))"
    )
    let rules = Linter.allRules.filter { $0.id == id }
    return Linter(today: Day(number: 20_454), rules: rules)
      .diagnostics(of: library, sources: sources)
  }

  @Test func `a length tell says how many, of how many, and what chance would give`() throws {
    let found = try found("L02", in: [file("one", tells: 16)])
    #expect(found.count == 1)
    #expect(
      found.first?.message
        == "in this file the key is the longest option in 16 of 16 items, by chance 5.3 "
        + "(exact Poisson-binomial test, p < 0.0001)"
    )
    #expect(found.first?.severity == .error)
    #expect(found.first?.subject == "one")
  }

  @Test func `fewer items than fifteen are no set`() throws {
    #expect(try found("L02", in: [file("one", tells: 14)]).isEmpty)
    #expect(try found("L30", in: [file("one", tells: 14)]).isEmpty)
  }

  @Test func `what no file shows alone, all together show`() throws {
    let found = try found("L02", in: (0..<4).map { file("file-\($0)", tells: 6, others: 4) })
    #expect(found.map(\.location.path) == ["Content/incidents"])
    #expect(found.first?.message.hasPrefix("in all incidents together the key is") == true)
  }

  @Test func `the level is divided among the files that are tested`() throws {
    // 10 of 15 against one third: p = 0.0085, below .01 alone and above it in company.
    let suspect = file("suspect", tells: 10, others: 5)
    #expect(try found("L02", in: [suspect]).count == 1)
    let company = (0..<3).map { file("file-\($0)", tells: 5, others: 10) }
    #expect(try found("L02", in: [suspect] + company).filter { $0.subject == "suspect" }.isEmpty)
  }

  @Test func `a tell is silenced for a file before its title`() throws {
    let one = file("one", tells: 16)
    let allowed = SourceText(
      path: one.path,
      text: one.text.replacing(
        "# A file that was opened at night",
        with: "<!-- debrief:allow L02 reason=\"to be rewritten in May\" -->\n\n"
          + "# A file that was opened at night",
        maxReplacements: 1
      )
    )
    #expect(try found("L02", in: [allowed]).isEmpty)
  }

  @Test func `key positions name every place`() throws {
    let found = try found("L30", in: [file("one", tells: 20)])
    #expect(found.first?.message.contains("20 items with 3 options stand 20/0/0") == true)
    #expect(found.first?.message.contains("exact multinomial test, p < 0.0001") == true)
    #expect(found.first?.severity == .info)
  }

  @Test func `a competency says how many more items it wants`() throws {
    let found = try found("C05", in: [file("one", tells: 0, others: 12)])
    let diagnostic = try #require(found.first)
    #expect(diagnostic.message == "‘report-early’ has 12 items and wants 30: 18 more")
    #expect(diagnostic.note?.contains("the cap ends it at 30") == true)
    #expect(diagnostic.location.path == ContentReading.competenciesPath)
  }
}

@Suite struct `A pool plan` {
  private func rule(indifference: Double, cap: Int) -> MasteryRule {
    MasteryRule(cut: 0, indifference: indifference, alpha: 0.05, beta: 0.05, cap: cap)
  }

  private let competency = CompetencyID(rawValue: "report-early")

  @Test func `asks for the expected length, at most for the cap`() throws {
    let wide = try #require(PoolPlan(competency, pool: [], rule: rule(indifference: 1, cap: 30)))
    #expect(wide.needed == wide.expectedLength)
    #expect(!wide.isCapped)
    let narrow = try #require(
      PoolPlan(competency, pool: [], rule: rule(indifference: 0.3, cap: 30))
    )
    #expect(narrow.needed == 30)
    #expect(narrow.isCapped)
    #expect(narrow.expectedLength == 102)
  }

  @Test func `guessing chances of the pool count`() throws {
    let items = try Fixture.library().lessons.flatMap(\.items)
    let own = try #require(
      PoolPlan(competency, pool: items, rule: rule(indifference: 1, cap: 500))
    )
    #expect(own.items == 3)
    #expect(own.missing == own.needed - 3)
    let none = try #require(
      PoolPlan(competency, pool: [], rule: rule(indifference: 1, cap: 500))
    )
    #expect(own.needed > none.needed)
  }
}
