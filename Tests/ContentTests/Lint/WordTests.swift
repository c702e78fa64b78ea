import TestSupport
import Testing

@testable import Content

@Suite struct `The words of a text` {
  private func words(_ text: String, _ lexicon: Lexicon = .english) -> [String] {
    let text = LintedText(text, lexicon)
    return text.words.map { text[$0] }
  }

  @Test func `are runs of letters and digits, an apostrophe inside included`() {
    #expect(
      words("Don’t open it – it's a copy-paste (v2.1)!") == [
        "Don’t", "open", "it", "it's", "a", "copy", "paste", "v2", "1",
      ]
    )
    #expect(words("").isEmpty)
    #expect(words(" …—“”\u{A0}×÷ ").isEmpty)
  }

  @Test func `are the same whatever their case and their apostrophe`() {
    let one = LintedText("DON’T ÄRGERN", .german).words.map(\.hash)
    #expect(one == LintedText("don't ärgern", .german).words.map(\.hash))
    #expect(one != LintedText("don't argern", .german).words.map(\.hash))
  }

  @Test func `other letters than Latin ones make words too`() {
    #expect(words("пароль 密码 naïve") == ["пароль", "密码", "naïve"])
  }

  @Test(arguments: [
    ("report", "reports"), ("report", "reported"), ("report", "reporting"),
    ("confirm", "confirmation"), ("change", "changes"), ("supplier", "supplier's"),
  ])
  func `have one stem in English`(left: String, right: String) {
    let stems = [left, right].map { LintedText($0, .english).words[0].stem }
    #expect(stems[0] == stems[1])
  }

  @Test(arguments: [("Meldung", "Meldungen"), ("Konto", "Kontos"), ("öffnen", "öffne")])
  func `have one stem in German`(left: String, right: String) {
    let stems = [left, right].map { LintedText($0, .german).words[0].stem }
    #expect(stems[0] == stems[1])
  }

  @Test func `sentences end where a mark and no word follows`() {
    let text = LintedText("Write A.5.14 there. Why (really?) So.", .english)
    #expect(text.sentences.map { text[words: $0] } == ["Write A.5.14 there", "Why (really", "So"])
  }

  @Test func `length counts characters, not bytes`() {
    #expect(LintedText("Grüße – 12", .german).length == 10)
  }

  @Test func `another language than the two is silent, and has words`() {
    let text = LintedText("toujours jamais always", Lexicon.of("fr"))
    #expect(text.words.count == 3)
    #expect(!text.has(.absolute))
  }

  @Test func `bytes that end in the middle of a letter do no harm`() {
    // What a String holds is always whole; this walks every prefix of whole scalars.
    let text = "“Über” 10–60 % … don’t 🙂 密"
    for count in 0...text.unicodeScalars.count {
      let part = String(String.UnicodeScalarView(text.unicodeScalars.prefix(count)))
      let linted = LintedText(part, .english)
      #expect(linted.length == count)
      for word in linted.words { #expect(part.contains(linted[word])) }
    }
  }
}

@Suite struct `What was left over` {
  @Test(arguments: [
    "Write to anna.b@firma.de now", "it answers at 10.20.30.41:8080", "(8.8.8.8)",
    "AKIAIOSFODNN7ABCDEFG", "-----BEGIN RSA PRIVATE KEY-----",
    "token=ghp_abcdefghijklmnopqrstuvwxyz0123456789AB",
  ])
  func `is found`(line: String) { #expect(Leftover.all(in: line).count == 1, "\(line)") }

  @Test(arguments: [
    "Write to desk@example.org", "192.0.2.7 and 203.0.113.9", "version 1.2.3.400", "A.5.14, A.6.8.",
    "see https://example.org/a/b.c.d", "A mail with an @ in it", "the-longest-night-of-all-nights",
    "1.2.3. And so on.", "@everyone", "256.1.1.1",
  ])
  func `is not seen where nothing was`(line: String) {
    #expect(Leftover.all(in: line).isEmpty, "\(line)")
  }
}

@Suite struct `Numbers in options` {
  @Test func `a number stands with a unit of two words at most`() {
    #expect(NumberInText.single(in: "10 minutes")?.value == 10)
    #expect(NumberInText.single(in: "2,5 h")?.unit == "h")
    #expect(NumberInText.single(in: "10 people look at it") == nil)
    #expect(NumberInText.single(in: "A.5.14") == nil)
    #expect(NumberInText.single(in: "") == nil)
  }

  @Test func `a range has two ends in order`() {
    #expect(NumberInText.range(of: "10–60 minutes")?.ends == 10...60)
    #expect(NumberInText.range(of: "10 to 60")?.ends == 10...60)
    #expect(NumberInText.range(of: "10 bis 60 Minuten")?.ends == 10...60)
    #expect(NumberInText.range(of: "60-10") == nil)
    #expect(NumberInText.range(of: "10") == nil)
  }
}
