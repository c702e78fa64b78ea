import Testing

@testable import Content

@Suite struct `The sound of an English word` {
  @Test(arguments: [
    ("apple", true), ("hour", true), ("honest man", true), ("heir", true), ("house", false),
    ("MD5 digest", true), ("FBI", true), ("VPN", false), ("URL", false), ("AES key", true),
    ("user", false), ("unit", false), ("uninvited guest", true), ("one", false), ("onion", true),
    ("European", false), ("8", true), ("80 MB", true), ("11", true), ("18", true), ("1", false),
    ("7", false), ("`open` port", true), ("“user” name", false), ("X-ray", true),
    ("RAM", nil), ("SQL", nil), ("1100", nil), ("…", nil),
  ])
  func `decides the article`(text: String, isVowel: Bool?) {
    #expect(EnglishSound.beginsWithVowel(text) == isVowel)
  }
}
