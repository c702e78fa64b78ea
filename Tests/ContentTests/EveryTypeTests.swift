import Content
import TestSupport
import Testing

@Suite struct `Every type of item` {
  private let incident: Incident
  private let items: [Item]

  init() throws {
    let reading = Fixture.everyTypeReading()
    guard let library = reading.library else {
      throw Unsound(text: reading.diagnostics.map(\.text).joined(separator: "\n"))
    }
    incident = try #require(library.incidents.first)
    items = incident.lessons.flatMap(\.items)
  }

  private struct Unsound: Error {
    let text: String
  }

  @Test func `is read`() {
    let types: [ItemType] = [
      .multipleChoice, .shortText, .numeric, .ordering, .matching, .cloze,
    ]
    #expect(items.map(\.interaction.type) == types)
  }

  @Test func `has hints and pictures`() {
    #expect(items[0].hints == [Hint(text: "One is about time.", cost: 50)])
    #expect(
      items[0].scene == [
        .image(alternative: "A form with two empty fields", path: "media/form.png")
      ]
    )
  }

  @Test func `can be read back from its version`() throws {
    for item in items {
      let again = try #require(Item(version: item.versionText))
      #expect(again.versionText == item.versionText)
      #expect(ItemVersion(of: again) == ItemVersion(of: item))
    }
  }

  @Test func `a short text is compared by letters and digits`() {
    guard case .text(let text) = items[1].interaction else { return }
    #expect(text.answer(matching: "Two people!")?.isAccepted == true)
    #expect(text.answer(matching: " 2 ")?.isAccepted == true)
    #expect(text.answer(matching: "ONE")?.isAccepted == false)
    #expect(text.answer(matching: "three") == nil)
  }

  @Test func `a number has a tolerance with both ends in it`() throws {
    guard case .number(let number) = items[2].interaction else { return }
    let isAccepted = { (text: String) in
      NumericInteraction.number(typed: text, unit: number.unit)
        .flatMap { number.answer(matching: $0)?.isAccepted }
    }
    #expect(isAccepted("38") == true)
    #expect(isAccepted("42 h") == true)
    #expect(isAccepted("+40,0") == true)
    #expect(isAccepted("42.001") == nil)
    #expect(isAccepted("32") == false)
    #expect(isAccepted("forty") == nil)
  }

  @Test func `the gaps of a cloze are in the order of its text`() {
    guard case .cloze(let cloze) = items[5].interaction else { return }
    #expect(cloze.gaps.map(\.id) == ["note-when", "note-what"])
    #expect(items[5].scene.first?.flattened.contains("{{note-when}}") == true)
  }

  @Test func `a tabletop has scenes, a real path and endings`() throws {
    let tabletop = try #require(incident.tabletop)
    #expect(tabletop.scenes.map(\.id) == ["first-call", "monday", "on-call"])
    #expect(tabletop.scenes.filter(\.isActual).map(\.id) == ["first-call", "monday"])
    #expect(tabletop.scenes.compactMap(\.ending?.outcome) == [.asHappened, .better])
    #expect(tabletop.scenes[0].choices.map(\.target) == ["monday", "on-call"])
  }
}

@Suite struct `A text pattern` {
  @Test(arguments: [
    ("report*", "reporting", true), ("report*", "report", true), ("report*", "areport", false),
    ("*port*", "support", true), ("(a|b)c", "bc", true), ("(a|b)c", "abc", false),
    ("(about|)nine", "nine", true), ("(about|)nine", "aboutnine", true), ("a|bc", "bc", true),
    ("((x|y)z)*", "yzzz", true), ("Off-Line", "offline", true),
  ])
  func `accepts what it says`(pattern: String, text: String, isAccepted: Bool) throws {
    let read = try #require(TextPattern(pattern))
    #expect(read.matches(lettersAndDigits(text)) == isAccepted)
  }

  @Test(arguments: ["(a", "a)", "*", "", "(|)", String(repeating: "(", count: 100), "--"])
  func `refuses what asks for nothing or does not pair`(pattern: String) {
    #expect(TextPattern(pattern) == nil)
  }

  @Test(arguments: [
    ("hostname (ctl|) (f|s|)", "hostname"), ("(an|the|) (end|last) date", "end date"),
    ("(friday|today) (at|) (0600|6) (am|h|)", "friday 0600"),
    ("(file |)(checksum|hash)(s|)", "checksum"),
    ("(at least|about|) (noon|midday)", "noon"), ("(the|) (dot|) xlsm (file|one|)", "xlsm"),
    ("confiden*", "confiden"), ("(*(hash|sum)*|sha*)", "hash"), ("(owner's name|)", "owner's name"),
    ("a|bc", "a"), ("Off-Line", "Off-Line"),
  ])
  func `is shown by words that it accepts`(pattern: String, example: String) throws {
    let read = try #require(TextPattern(pattern))
    #expect(read.example == example)
    #expect(read.matches(lettersAndDigits(read.example)))
  }

  @Test func `is spelt out from the example on`() throws {
    let short = try #require(TextPattern("uname (n|a|)"))
    #expect(short.spellings == ["uname", "uname n", "uname a"])
    #expect(short.isSpeltOut)
    let long = try #require(TextPattern("(a|b) (c|d) (e|f|) (g|h|) (i|j)*"))
    #expect(long.spellings.count == TextPattern.mostSpellings)
    #expect(long.spellings.first == "a c i*")
    #expect(!long.isSpeltOut)
    let deep = try #require(TextPattern(String(repeating: "(a|b|)", count: 33)))
    #expect(deep.spellings.count == TextPattern.mostSpellings - 1)
    for spelling in long.spellings {
      #expect(long.matches(lettersAndDigits(spelling.replacing("*", with: ""))))
    }
  }

  /// A backtracking matcher would need longer than the universe has.
  @Test func `takes time in proportion to the text`() throws {
    let pattern = try #require(TextPattern(String(repeating: "*a", count: 90) + "b"))
    #expect(!pattern.matches(String(repeating: "a", count: 20_000)))
  }
}

@Suite struct `Decimal numbers` {
  @Test(arguments: [
    ("0.1", "0.2", 1, "0.3"), ("42", "0.5", -1, "41.5"), ("-1.25", "0.25", 1, "-1.00"),
    ("0.05", "0.1", -1, "-0.05"), ("7", "3", 1, "10"),
  ])
  func `are added exactly`(left: String, right: String, times: Int, sum: String) throws {
    let (first, second) = (try #require(DecimalText(left)), try #require(DecimalText(right)))
    #expect(first.adding(second, times: times) == DecimalText(sum))
  }
}
