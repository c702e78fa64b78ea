import Content
import Foundation
import Psychometrics
import Testing

@Suite struct `Canonical JSON` {
  @Test func `sorts names by UTF-16 code units as RFC 8785 shows`() {
    let value: JSONValue = [
      "\u{20ac}": "Euro Sign", "\r": "Carriage Return",
      "\u{fb33}": "Hebrew Letter Dalet With Dagesh",
      "1": "One", "\u{1f600}": "Emoji: Grinning Face", "\u{80}": "Control",
      "\u{f6}": "Latin Small Letter O With Diaeresis",
    ]
    let text = String(decoding: value.canonicalBytes, as: UTF8.self)
    #expect(
      text
        == "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\","
        + "\"\u{f6}\":\"Latin Small Letter O With Diaeresis\",\"\u{20ac}\":\"Euro Sign\","
        + "\"\u{1f600}\":\"Emoji: Grinning Face\",\"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}"
    )
  }

  @Test func `escapes only what has to be escaped`() {
    let value: JSONValue = .string("\u{20ac}$\u{0F}\u{0A}A'\u{42}\u{22}\u{5c}\\\"/")
    #expect(
      String(decoding: value.canonicalBytes, as: UTF8.self)
        == "\"\u{20ac}$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\""
    )
  }

  @Test func `reading what was written gives it back`() throws {
    var generator = SplitMix64(seed: 8785)
    for _ in 0..<500 {
      let value = randomValue(depth: 0, using: &generator)
      let bytes = value.canonicalBytes
      #expect(try CanonicalReader.value(of: bytes) == value)
      // An independent reader agrees.
      let other = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
      #expect(JSONSerialization.isValidJSONObject([other]))
    }
  }

  @Test(arguments: [
    "{\"b\":1,\"a\":2}", "{\"a\":1,\"a\":2}", "{ \"a\":1}", "{\"a\":1} ", "{\"a\":1.0}",
    "{\"a\":1e3}",
    "{\"a\":01}", "{\"a\":-0}", "\"\\u0041\"", "\"\\/\"", "\"\\u000A\"", "\"\\u000a\"", "\"\u{1}\"",
    "9007199254740992", "tru", "nulL", "", "[1,]", "[1", "{\"a\"}", "\"abc", "+1", "\"\\ud800\"",
    "{\"a\":1,}", "[,1]", "1 2", "\"\\u001F\"",
  ])
  func `refuses what is not canonical`(text: String) {
    #expect(throws: CanonicalReader.Fault.self) { try CanonicalReader.value(of: Array(text.utf8)) }
  }

  @Test func `refuses invalid UTF-8 and deep nesting`() {
    #expect(throws: CanonicalReader.Fault.self) {
      try CanonicalReader.value(of: [0x22, 0xC0, 0x80, 0x22])
    }
    let deep = Array(String(repeating: "[", count: 65) + String(repeating: "]", count: 65)).map(
      String.init
    )
    #expect(throws: CanonicalReader.Fault.self) {
      try CanonicalReader.value(of: Array(deep.joined().utf8))
    }
  }

  @Test func `the reader that skips is as strict as the one that keeps`() throws {
    var generator = SplitMix64(seed: 1)
    for _ in 0..<2_000 {
      var bytes = JSONValue.object(["data": randomValue(depth: 0, using: &generator)])
        .canonicalBytes
      let index = generator.nextIndex(below: bytes.count)
      bytes[index] = UInt8(truncatingIfNeeded: generator.next())
      let kept = try? CanonicalReader.value(of: bytes)  // refusal is one of the two results
      let isObject: Bool = if case .object? = kept { true } else { false }
      let isSkipped = bytes.withUnsafeBytes { buffer in
        var reader = CanonicalReader(buffer)
        do throws(CanonicalReader.Fault) {
          try reader.members { (_, _) throws(CanonicalReader.Fault) in }
          return true
        } catch { return false }
      }
      #expect(isObject == isSkipped, "\(String(decoding: bytes, as: UTF8.self))")
    }
  }

  private func randomValue(depth: Int, using generator: inout SplitMix64) -> JSONValue {
    let texts = ["", "a", "\u{0}\u{1f}\"\\/", "ünï🙂", "\u{fb33}\u{1f600}", "line\nfeed\ttab"]
    switch generator.nextIndex(below: depth > 3 ? 4 : 6) {
    case 0: return .null
    case 1: return .bool(generator.nextUnit() < 0.5)
    case 2:
      let number = Int(generator.next() % UInt64(JSONValue.largestInteger))
      return .integer(generator.nextUnit() < 0.5 ? number : -number)
    case 3: return .string(texts[generator.nextIndex(below: texts.count)])
    case 4:
      return .array(
        (0..<generator.nextIndex(below: 4)).map { _ in
          randomValue(depth: depth + 1, using: &generator)
        }
      )
    default:
      let members = (0..<generator.nextIndex(below: 4)).map { index in
        (
          texts[generator.nextIndex(below: texts.count)] + "\(index)",
          randomValue(depth: depth + 1, using: &generator)
        )
      }
      return .object(Dictionary(members) { first, _ in first })
    }
  }
}
