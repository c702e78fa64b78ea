import Content
import TestSupport
import Testing

@Suite struct `A baseline` {
  private func found(replacing changes: [(String, String)] = []) throws -> [Diagnostic] {
    let sources = Fixture.sources(replacing: [("The attacker does not control", "↓")] + changes)
      .map { SourceText(path: $0.path, text: $0.text.replacing("↓", with: "He does not control")) }
    let library = try #require(ContentReading(sources).library)
    return Linter(today: Day(number: 20_454)).diagnostics(of: library, sources: sources)
  }

  private static let absolute = ("Reply and ask for", "Always reply and ask for")

  @Test func `hides what was there, and nothing that comes`() throws {
    let before = try found()
    let baseline = Baseline(of: before)
    #expect(baseline.remainder(of: before).isEmpty)
    let after = try found(replacing: [Self.absolute])
    #expect(baseline.remainder(of: after).map(\.code) == ["L04"])
  }

  @Test func `survives lines that are written above`() throws {
    let baseline = Baseline(of: try found(replacing: [Self.absolute]))
    let moved = try found(replacing: [
      Self.absolute, ("A mailbox was taken over", "First of all.\n\nA mailbox was taken over"),
    ])
    #expect(baseline.remainder(of: moved).isEmpty)
  }

  @Test func `reports what is mended`() throws {
    let baseline = Baseline(of: try found(replacing: [Self.absolute]))
    let read = try Baseline(SourceText(path: Baseline.path, text: baseline.text))
    let rest = read.remainder(of: try found())
    #expect(rest.map(\.code) == ["baseline-stale"])
    #expect(rest.first?.message == "L04 no longer finds this in \(Self.item)")
    #expect(rest.first?.location.excerpt?.contains("fingerprint") == true)
  }

  private static let item = "example-mail-2025/trusted-channel/first-move"

  @Test func `is read back as it was written`() throws {
    let baseline = Baseline(of: try found(replacing: [Self.absolute]))
    let read = try Baseline(SourceText(path: Baseline.path, text: baseline.text))
    #expect(read.text == baseline.text)
    #expect(read.count == baseline.count)
    #expect(baseline.text.contains("\"rule\" : \"L04\""))
    #expect(!baseline.text.contains("line"))
  }

  @Test(arguments: ["", "{}", "[]", "{\"schema\": 2, \"faults\": []}", "{\"schema\": 1"])
  func `of another form is refused`(text: String) {
    let fault = #expect(throws: ContentFault.self) {
      try Baseline(SourceText(path: Baseline.path, text: text))
    }
    #expect(fault?.diagnostics.map(\.code) == ["baseline-unreadable"])
  }

  @Test func `never covers what the reader refuses`() {
    let reading = Fixture.reading(replacing: [("severity: 4", "severity: 9")])
    let baseline = Baseline(of: reading.diagnostics)
    #expect(baseline.count == 0)
    #expect(baseline.remainder(of: reading.diagnostics) == reading.diagnostics)
  }

  @Test func `tells two equal faults of one line apart`() {
    let fault = Diagnostic(
      .warning,
      code: "L04",
      "same",
      at: SourceLocation(path: "a.md", line: 3, column: 1, excerpt: "text"),
      hint: "hint"
    )
    #expect(Set(Fingerprint.all(of: [fault, fault])).count == 2)
    #expect(Baseline(of: [fault]).remainder(of: [fault, fault]) == [fault])
  }
}
