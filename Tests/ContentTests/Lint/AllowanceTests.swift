import Content
import TestSupport
import Testing

@Suite struct `An allowance` {
  private static let item = """
    ### A link in a mail looks odd. What do you do? {#odd-link}

    - [ ] Open it, since the filter always stops what is bad
      > A filter knows what was seen before.
    - [x] Report the mail, and wait for word
      > The desk can block the page for others.
    - [ ] Send it on to a friend for advice
      > Now two people may open it.
    """

  private func found(_ comment: String) throws -> [Diagnostic] {
    let sources = Fixture.sources(
      replacing: [
        ("### New bank details", "\(comment)\(Self.item)\n\n### New bank details")
      ])
    let reading = ContentReading(sources)
    let library = try #require(
      reading.library,
      "\(reading.diagnostics.map(\.text).joined(separator: "\n"))"
    )
    return Linter(today: Day(number: 20_454)).diagnostics(of: library, sources: sources)
      .filter { ["L04", "allow-unused", "allow-unknown-rule"].contains($0.code) }
  }

  @Test func `is what silences a rule in its place`() throws {
    #expect(try found("").map(\.code) == ["L04"])
    let comment = "<!-- debrief:allow L04 reason=\"the vendor says so\" -->\n\n"
    #expect(try found(comment).isEmpty)
  }

  @Test func `of another rule silences nothing, and is said to`() throws {
    let found = try found("<!-- debrief:allow L05 reason=\"by mistake\" -->\n\n")
    #expect(found.map(\.code) == ["allow-unused", "L04"])
    #expect(found.first?.severity == .info)
    #expect(found.first?.location.excerpt?.contains("debrief:allow L05") == true)
  }

  @Test func `of a rule that does not exist is an error`() throws {
    let found = try found("<!-- debrief:allow L44 reason=\"by mistake\" -->\n\n")
    #expect(found.map(\.code) == ["allow-unknown-rule", "L04"])
    #expect(found.first?.severity == .error)
    #expect(found.first?.hint.hasPrefix("did you mean") == true)
  }

  @Test func `may name several rules`() throws {
    let comment = "<!-- debrief:allow L04 L11 reason=\"the vendor says so\" -->\n\n"
    #expect(try found(comment).map(\.message) == ["L11 finds nothing here that had to be silenced"])
  }
}
