import Content
import Foundation
import Interchange
import Psychometrics
import Records

/// Input that is nearly right: real files with seeded damage, for readers that must neither stop the
/// program nor print what acts on a terminal.
///
/// Each input follows from its seed, so what was found once can be tried again. Damage is what goes
/// wrong with files: bytes changed, left out, doubled, cut off, parts of one file in another, and the
/// words and marks that each format gives a meaning to.
package struct Mutation: Sendable {
  /// A reader of text from outside.
  package enum Reader: String, CaseIterable, Sendable, CustomStringConvertible {
    case lesson
    case gift
    case moodleXML = "moodle-xml"
    case qti
    case aiken
    case anki
    case text2qti
    case csv
    case veris
    case entry

    package var description: String { rawValue }
  }

  package let reader: Reader
  private let seeds: [[UInt8]]
  private let marks: [[UInt8]]

  package init(_ reader: Reader) {
    self.reader = reader
    seeds = reader.examples.map { Array($0.utf8) }
    marks =
      (reader.marks + Self.everywhere).map { Array($0.utf8) } + [[0xFF, 0xFE], [0xC0, 0x80], [0]]
  }

  private static let everywhere = [
    "\u{1B}[2J", "\u{202E}", "\r\n", "\r", "\t", "\"", "'", "\u{0301}", "😀", "\u{2028}", "-1",
    "99999999999999999999", "1e999", "NaN", "0x", "\\", "\\\\",
  ]

  /// The input of a seed.
  package func input(seed: UInt64) -> [UInt8] {
    var generator = SplitMix64(seed: seed, stream: reader.rawValue)
    var bytes = seeds[generator.nextIndex(below: seeds.count)]
    for _ in 0...generator.nextIndex(below: 8) { damage(&bytes, &generator) }
    return Array(bytes.prefix(200_000))
  }

  private func damage(_ bytes: inout [UInt8], _ generator: inout SplitMix64) {
    let place = generator.nextIndex(below: bytes.count + 1)
    let end = min(bytes.count, place + 1 + generator.nextIndex(below: 40))
    switch generator.nextIndex(below: 8) {
    case 0: bytes.replaceSubrange(place..<end, with: [])
    case 1: bytes.insert(contentsOf: bytes[place..<end], at: place)
    case 2: bytes.insert(contentsOf: marks[generator.nextIndex(below: marks.count)], at: place)
    case 3 where place < bytes.count:
      bytes[place] = UInt8(truncatingIfNeeded: generator.next())
    case 4 where place < bytes.count: bytes[place] ^= 1 << UInt8(generator.nextIndex(below: 8))
    case 5: bytes.removeSubrange(place...)
    case 6:
      let other = seeds[generator.nextIndex(below: seeds.count)]
      let from = generator.nextIndex(below: other.count + 1)
      bytes.insert(contentsOf: other[from..<min(other.count, from + 200)], at: place)
    default:
      // The same part many times: what is harmless once may not be in numbers.
      let times = 1 << generator.nextIndex(below: 8)
      let part = Array(bytes[place..<end])
      bytes.insert(contentsOf: (0..<times).flatMap { _ in part }, at: place)
    }
  }

  /// What a reader must not do, if it did it.
  package func fault(of bytes: [UInt8]) -> String? {
    let diagnostics = reader.read(bytes)
    for text in diagnostics.map(\.text) {
      let raw = text.unicodeScalars.first { $0 != "\n" && isUnsafe($0) }
      if let raw { return "a diagnostic holds U+\(String(raw.value, radix: 16)) raw" }
    }
    return nil
  }
}

extension Mutation.Reader {
  /// Reads as the program does, to the last diagnostic.
  fileprivate func read(_ bytes: [UInt8]) -> [Diagnostic] {
    switch self {
    case .lesson:
      let text = String(decoding: bytes, as: UTF8.self)
      return ContentReading([
        SourceText(path: ContentReading.programmePath, text: Fixture.programme),
        SourceText(path: ContentReading.competenciesPath, text: Fixture.competencies),
        SourceText(path: Fixture.incidentPath, text: text),
      ]).diagnostics
    case .entry:
      do throws(EntryFault) {
        let entry = try LedgerEntry(bytes: bytes)
        // What is read is read from the one text that it has.
        precondition(entry.bytes == bytes, "an entry was read from other bytes than its own")
      } catch { return [] }
      return []
    case .gift, .moodleXML, .qti, .aiken, .anki, .text2qti, .csv, .veris:
      guard let format = ImportFormat(rawValue: rawValue) else { return [] }
      return ImportedFile(
        path: "damaged",
        bytes: bytes,
        format: format,
        draftName: "damaged",
        existing: nil
      ).diagnostics
    }
  }

  fileprivate var marks: [String] {
    switch self {
    case .lesson:
      [
        "{#id .lesson competency=verify-requests}", "---\n", "- [x] ", "- [ ]", "  > ", "### ",
        "## ",
        "{.multiple}", "{.cloze}", "{.numeric}", "<!-- debrief:allow L04 reason=\"x\" -->",
        "| a | b |",
        "&a", "*a", "!!binary", "<<: ", "[[1]]", "1. ", "fact=", "{source=review}", "```",
        "\u{FEFF}",
      ]
    case .gift:
      ["{", "}", "=", "~", "#", "->", "%50%", "::", "//", "$CATEGORY: ", "\\{", "{T}", "####"]
    case .moodleXML, .qti:
      [
        "<", ">", "&amp;", "&x;", "]]>", "<![CDATA[", "<!DOCTYPE a [<!ENTITY b \"c\">]>",
        "</question>",
        "<question type=\"multichoice\">", "fraction=\"100\"", "<?xml version=\"1.0\"?>",
        "xmlns=\"\"",
      ]
    case .aiken: ["ANSWER: A", "A. ", "B) ", "\n\n"]
    case .anki: ["#separator:tab\n", "#columns:a\tb\n", "<b>", "{{c1::x}}", ";"]
    case .text2qti: ["1. ", "*a) ", "b) ", "[*] ", "= ", "___", "GROUP\n", "... "]
    case .csv: [",", ";", "question,correct\n", "\"\"", "=cmd()"]
    case .veris: ["{", "}", "[", "]", ":", "null", "true", "{\"schema_version\": \"1.3.7\"}", ","]
    case .entry: ["{", "}", "[", "]", "\":\"", "1.5", "null", "\\u0000", "\\ud800", ",,"]
    }
  }

  fileprivate var examples: [String] {
    switch self {
    case .lesson: [Fixture.incident, Fixture.everyType]
    case .gift:
      [
        "::A title::What comes first? {=The call#Yes ~The mail#No ~%50%Both}\n\n// a remark\n",
        "$CATEGORY: a/b\n\nTrue or not? {T#a#b}\n\nHow many? {#3:0.5 =%50%4:1}\n",
        "Match. {=a -> b =c -> d}\n\nFill {=in ~out} here.\n\nAn essay. {}\n\nText alone.\n",
      ]
    case .moodleXML:
      [
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <quiz><question type="multichoice"><name><text>A</text></name><questiontext format="html">
        <text><![CDATA[<p>What first?</p>]]></text></questiontext><single>true</single>
        <answer fraction="100"><text>Call</text><feedback><text>Yes</text></feedback></answer>
        <answer fraction="0"><text>Wait</text></answer></question>
        <question type="numerical"><name><text>B</text></name><questiontext><text>2+2</text></questiontext>
        <answer fraction="100"><text>4</text><tolerance>0.1</tolerance></answer></question></quiz>
        """
      ]
    case .qti:
      [
        """
        <?xml version="1.0"?><assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" \
        identifier="a" title="A"><responseDeclaration identifier="RESPONSE" cardinality="single" \
        baseType="identifier"><correctResponse><value>x</value></correctResponse></responseDeclaration>\
        <itemBody><choiceInteraction responseIdentifier="RESPONSE"><prompt>What?</prompt>\
        <simpleChoice identifier="x">This</simpleChoice><simpleChoice identifier="y">That</simpleChoice>\
        </choiceInteraction></itemBody></assessmentItem>
        """
      ]
    case .aiken:
      ["What is first?\nA. The call\nB. The mail\nANSWER: A\n\nAnd then?\nA) x\nB) y\nANSWER: B\n"]
    case .anki: ["#separator:tab\n#html:false\nFront\tBack\nWhat?\t\"a \"\"b\"\"\"\n"]
    case .text2qti:
      [
        "Quiz title: A\n\n1.  What?\n... right\n*a) This\nb)  That\n\n2.  Several\n[*] x\n[ ] y\n\n3.  2+2\n=   4 +- 1\n"
      ]
    case .csv: ["question,option a,option b,correct\nWhat?,This,\"That, or\",a\nAnd?,x,y,b\n"]
    case .veris:
      [
        """
        {"schema_version": "1.3.7", "incident_id": "1", "summary": "A mail", "security_incident":
        "Confirmed", "timeline": {"incident": {"year": 2024}}, "actor": {"external": {"variety":
        ["Organized crime"]}}, "action": {"social": {"variety": ["Phishing"]}}}
        """
      ]
    case .entry:
      [
        #"{"actor":"p-7f3a9c51e2b4","assurance":"local","clock":"system","data":{"a":["b",1]},"event":"#
          + #""3f2504e0-4f89-41d3-9a0c-0305e82c3301","kind":"item.answered","occurredAt":"#
          + #""2026-03-02T09:14:07.120Z","prev":null,"recordedAt":"2026-03-02T09:14:07.121Z","role":"#
          + #""staff","seq":0,"stream":"p-7f3a9c51e2b4","v":1}"#
      ]
    }
  }
}
