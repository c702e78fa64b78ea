import Content
import Interchange
import Testing

@Suite("Drafts")
struct DraftTests {
  @Test(
    "of several files have names that differ",
    arguments: [
      (["en.gift"], ["en"]), (["a/en.gift", "b/de.gift"], ["en", "de"]),
      (["a/en.gift", "b/en.gift"], ["a en", "b en"]),
      (["x/a/en.gift", "y/a/en.gift", "b/en.xml"], ["x a en", "y a en", "b en"]),
      (["en.gift", "b/en.gift"], ["en", "b en"]), (["en.gift", "en.gift"], ["en", "en"]),
      (["EN.gift", "en.gift", "en.txt"], ["EN", "2 en", "3 en"]), (["/x/.gift"], [".gift"]),
    ]
  )
  func names(_ paths: [String], _ names: [String]) {
    #expect(DraftNames(of: paths).names == names)
  }

  private func file(_ text: String, existing: String? = nil) -> ImportedFile {
    ImportedFile(
      path: "x.gift",
      bytes: Array(text.utf8),
      format: .gift,
      draftName: "x",
      existing: existing
    )
  }

  @Test("general feedback is added to a reason that gives none")
  func feedback() throws {
    let mere = file("Q{=a#Correct. ~b#It is late.####The desk warns others.}")
    #expect(try #require(mere.merge?.text).contains("> Correct. The desk warns others."))
    #expect(
      mere.losses(.changed).map(\.reason).contains { $0.hasPrefix("general feedback is added") }
    )
    let german = file("Q{=a#Richtig ~b#Zu spät.####Die Meldestelle warnt andere.}")
    #expect(try #require(german.merge?.text).contains("> Richtig. Die Meldestelle warnt andere."))
    let own = file("Q{=a#They can warn others. ~b#It is late.####The desk is there.}")
    #expect(try #require(own.merge?.text).contains("The desk is there.") == false)
    #expect(own.losses(.changed).map(\.reason).contains { $0.contains("is dropped") })
  }

  @Test("hold nothing that acts on a terminal, and say so")
  func controls() throws {
    let evil = file("::T\u{1B}[2J::Stem \u{07}bell {=a\u{202E}b#why\u{1B} ~c}")
    let text = try #require(evil.merge?.text)
    #expect(!text.unicodeScalars.contains { isUnsafe($0) && $0 != "\n" })
    #expect(text.contains("Stem �bell"))
    #expect(evil.losses(.changed).map(\.reason).contains { $0.hasPrefix("control characters") })
    #expect(file("Q{=a ~b}").losses(.changed) == [])
  }

  @Test("keep options that differ in signs")
  func signs() throws {
    let text = try #require(file("Q{=C ~C++ ~C\\# ~c}").merge?.text)
    #expect(text.contains("- [x] C\n") && text.contains("- [ ] C++") && text.contains("C\\#"))
    #expect(!text.contains("- [ ] c\n"))
  }

  @Test("say of a question without a wrong option that it cannot be published")
  func allKeys() {
    let changes = file("Q{~%50%a ~%50%b}").losses(.changed).map(\.reason)
    #expect(changes.contains("every option is right, and content check refuses that"))
  }
}
