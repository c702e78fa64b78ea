import Content
import Foundation
import Interchange
import Testing

/// What somebody would write who wants a reader to hang, to grow or to print what acts on a terminal.
@Suite("Hostile files", .serialized)
struct HostileTests {
  struct Attack: Sendable, CustomTestStringConvertible {
    let format: ImportFormat
    let name: String
    let text: @Sendable (Int) -> String

    var testDescription: String { "\(format.rawValue): \(name)" }
  }

  private static func repeated(_ part: String) -> @Sendable (Int) -> String {
    { size in String(repeating: part, count: size / part.utf8.count) }
  }

  static let attacks: [Attack] = [
    Attack(format: .gift, name: "opening braces", text: repeated("{")),
    Attack(format: .gift, name: "empty blocks", text: repeated("{}")),
    Attack(
      format: .gift,
      name: "options",
      text: { "Q{" + String(repeating: "~a", count: $0 / 2) + "}" }
    ),
    Attack(
      format: .gift,
      name: "general feedback",
      text: { "Q{" + String(repeating: "#", count: $0) + "}" }
    ),
    Attack(
      format: .gift,
      name: "tags",
      text: { "Q{" + String(repeating: "<a=", count: $0 / 3) + "}" }
    ),
    Attack(format: .gift, name: "torn paragraphs", text: repeated("{\n\n")),
    Attack(
      format: .gift,
      name: "comments below a text without braces",
      text: { String(repeating: "a\n//b.c\n", count: $0 / 8) }
    ),
    Attack(
      format: .gift,
      name: "labels that do not end",
      text: { size in
        String(
          repeating: "//" + String(repeating: "[id:", count: 2_000) + "\n",
          count: size / 8_003
        )
          + "Q{=a}"
      }
    ),
    Attack(
      format: .gift,
      name: "braces that ought to be escaped",
      text: { size in
        String(
          repeating: "{=a}" + String(repeating: "}", count: 4_000) + "\n\n",
          count: size / 4_006
        )
      }
    ),
    Attack(format: .gift, name: "paragraphs that close", text: repeated("}\n\n")),
    Attack(format: .gift, name: "comments", text: repeated("//[id:\n")),
    Attack(format: .gift, name: "colons", text: repeated("::")),
    Attack(
      format: .gift,
      name: "weights",
      text: { "Q{" + String(repeating: "~%", count: $0 / 2) + "}" }
    ),
    Attack(format: .moodleXML, name: "deep elements", text: repeated("<a>")),
    Attack(
      format: .moodleXML,
      name: "many elements",
      text: { "<quiz>" + String(repeating: "<question/>", count: $0 / 11) + "</quiz>" }
    ),
    Attack(
      format: .moodleXML,
      name: "attributes",
      text: { size in "<quiz " + (0..<(size / 12)).map { "a\($0)=\"\" " }.joined() + "/>" }
    ),
    Attack(
      format: .moodleXML,
      name: "gaps",
      text: {
        "<quiz><question type=\"cloze\"><questiontext><text>"
          + String(repeating: "{1:SA:", count: $0 / 6) + "</text></questiontext></question></quiz>"
      }
    ),
    Attack(
      format: .moodleXML,
      name: "laughing entities",
      text: { _ in
        "<!DOCTYPE q [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><quiz>&b;</quiz>"
      }
    ),
    Attack(
      format: .moodleXML,
      name: "tags in a text",
      text: {
        "<quiz><question type=\"essay\"><questiontext><text><![CDATA["
          + String(repeating: "<a '", count: $0 / 4) + "]]></text></questiontext></question></quiz>"
      }
    ),
    Attack(
      format: .qti,
      name: "text pieces",
      text: {
        "<assessmentItem><itemBody>" + String(repeating: "&lt;", count: $0 / 4)
          + "</itemBody></assessmentItem>"
      }
    ),
    Attack(format: .aiken, name: "options without a question", text: repeated("A) x\n")),
    Attack(format: .aiken, name: "questions without an end", text: repeated("what\n")),
    Attack(format: .anki, name: "open gaps", text: repeated("{{c1::")),
    Attack(
      format: .anki,
      name: "sounds",
      text: { "x\t" + String(repeating: "[sound:", count: $0 / 7) }
    ),
    Attack(format: .anki, name: "quotation marks", text: repeated("\"\t")),
    Attack(format: .anki, name: "columns", text: { "a" + String(repeating: "\tb", count: $0 / 2) }),
    Attack(
      format: .csv,
      name: "columns",
      text: { "question" + String(repeating: ",x", count: $0 / 2) }
    ),
    Attack(
      format: .csv,
      name: "rows",
      text: { "question,correct\n" + String(repeating: "a,b\n", count: $0 / 4) }
    ),
    Attack(
      format: .csv,
      name: "an open quotation mark",
      text: { "question\n\"" + String(repeating: "a", count: $0) }
    ),
    Attack(format: .text2qti, name: "questions", text: repeated("1. q\n")),
    Attack(
      format: .text2qti,
      name: "lines that go on",
      text: { "1. q\n" + String(repeating: " x\n", count: $0 / 3) }
    ),
    Attack(format: .text2qti, name: "odd lines", text: repeated("zz\n")),
    Attack(format: .veris, name: "brackets", text: repeated("[")),
    Attack(
      format: .veris,
      name: "numbers",
      text: { "[" + String(repeating: "1,", count: $0 / 2) + "1]" }
    ),
  ]

  /// The tests are built without optimisation, which costs a factor of ten and more, and machines of
  /// a pipeline are slow: an eightieth of the largest file has to end in the same five seconds, of the
  /// processor's time, because other tests run beside it.
  @Test("end in five seconds", arguments: attacks)
  func ends(_ attack: Attack) {
    let size = 100_000
    let text = attack.text(size)
    let start = threadNanoseconds()
    let file = ImportedFile(
      path: "hostile",
      bytes: Array(text.utf8),
      format: attack.format,
      draftName: "hostile",
      existing: nil
    )
    let seconds = Double(threadNanoseconds() - start) / 1e9
    #expect(seconds < 5, "\(attack.testDescription) took \(seconds)")
    #expect(file.diagnostics.count <= ForeignSource.mostDiagnostics + 2)
    #expect(file.isTaken == !file.diagnostics.contains { $0.severity == .error })
  }

  @Test("nothing that acts on a terminal is printed raw")
  func terminal() {
    let text = "::\u{1B}]0;title\u{07}::Stem \u{1B}[31m{~a\u{202E}b \u{9B}2J"
    let reading = read(text, as: .gift, path: "evil\u{1B}[2J.gift")
    #expect(reading.hasErrors)
    for diagnostic in reading.diagnostics {
      #expect(!diagnostic.text.unicodeScalars.contains { isUnsafe($0) && $0 != "\n" })
    }
  }

  @Test("too large a file is refused at once")
  func large() {
    let reading = ImportFormat.gift.read(
      path: "large",
      bytes: [UInt8](repeating: 0x61, count: ForeignSource.largestFile + 1)
    )
    #expect(reading.faults == ["1:1 error file-too-large"])
  }

  @Test("bytes that are no text are said to be none")
  func bytes() {
    #expect(
      ImportFormat.gift.read(path: "x", bytes: [0x51, 0x00, 0x7B]).faults == [
        "1:1 error file-not-text"
      ]
    )
    for format in ImportFormat.allCases {
      #expect(format.read(path: "x", bytes: []).hasErrors, "\(format)")
    }
  }
}

/// The processor's time that this thread took so far.
private func threadNanoseconds() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return time.tv_sec * 1_000_000_000 + time.tv_nsec
}
