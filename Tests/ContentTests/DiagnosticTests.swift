import Content
import TestSupport
import Testing

/// The smallest cause of each named fault; its text stands in `Golden/`.
struct FaultCase: Sendable, CustomTestStringConvertible {
  let code: String
  var changes: [(String, String)] = []
  var programme = Fixture.programme
  var competencies = Fixture.competencies

  /// Whether the changes are made to the incident with every type of item.
  var isEveryType = false

  var testDescription: String { code }

  static let all: [FaultCase] = [
    FaultCase(code: "front-matter-missing", changes: [("---\nincident", "incident")]),
    FaultCase(code: "yaml-syntax", changes: [("severity: 4", "severity: \"4")]),
    FaultCase(code: "yaml-refused", changes: [("severity: 4", "severity: &four 4")]),
    FaultCase(code: "yaml-unknown-key", changes: [("severity: 4", "severty: 4")]),
    FaultCase(code: "yaml-missing-key", changes: [("owner: security-training\n", "")]),
    FaultCase(code: "yaml-value", changes: [("severity: 4", "severity: 9")]),
    FaultCase(code: "yaml-type", changes: [("title: A", "title: [A]\nother: A")]),
    FaultCase(code: "incident-renamed", changes: [("example-mail-2025", "other-mail-2025")]),
    FaultCase(code: "section-unknown", changes: [("{.facts}", "{.fact}")]),
    FaultCase(code: "fact-without-id", changes: [("{#report source=review}", "{source=review}")]),
    FaultCase(code: "fact-without-source", changes: [("{#report source=review}", "{#report}")]),
    FaultCase(code: "fact-status", changes: [("status=alleged", "status=rumoured")]),
    FaultCase(code: "fact-unknown", changes: [("fact=report", "fact=raport")]),
    FaultCase(code: "key-on-unsettled-fact", changes: [("fact=report", "fact=entry")]),
    FaultCase(
      code: "source-unknown",
      changes: [("{#report source=review}", "{#report source=revue}")]
    ),
    FaultCase(code: "timeline-without-day", changes: [("- **2025-03-04** A", "- A")]),
    FaultCase(code: "cause-without-id", changes: [("{#same-channel control", "{control")]),
    FaultCase(code: "control-unknown", changes: [("control=A.5.14", "control=A.5.41")]),
    FaultCase(code: "lesson-without-id", changes: [("{#trusted-channel .lesson", "{.lesson")]),
    FaultCase(code: "lesson-without-competency", changes: [(" competency=verify-requests", "")]),
    FaultCase(code: "competency-unknown", changes: [("=verify-requests", "=verify-request")]),
    FaultCase(code: "item-without-id", changes: [("{#first-move difficulty=0.3 fact=report}", "")]),
    FaultCase(code: "item-without-key", changes: [("- [x] Ring", "- [ ] Ring")]),
    FaultCase(code: "item-with-two-keys", changes: [("- [ ] Reply", "- [x] Reply")]),
    FaultCase(code: "item-all-keys", changes: [("- [ ] Whose", "- [x] Whose")]),
    FaultCase(
      code: "item-without-options",
      changes: [
        (
          "- [ ] True\n  > Others have the same message.\n- [x] False\n  > Others have the same message.",
          ""
        )
      ]
    ),
    FaultCase(code: "item-type-unknown", changes: [(".multiple", ".multipel")]),
    FaultCase(code: "yaml-empty", programme: "# nothing yet\n"),
    FaultCase(
      code: "item-without-stem",
      changes: [
        ("New bank details arrive from a supplier you know. What do you do first? {#", "{#")
      ]
    ),
    FaultCase(code: "option-without-box", changes: [("- [ ] Reply", "- Reply")]),
    FaultCase(
      code: "too-few-options",
      changes: [
        ("- [ ] Reply and ask for confirmation\n  > A reply goes to whoever wrote the mail.\n", ""),
        (
          "- [ ] Pay a small amount to test the account\n  > A test payment proves only that the account exists.\n",
          ""
        ),
      ]
    ),
    FaultCase(
      code: "too-many-options",
      changes: [
        (
          "- [ ] Reply and ask for confirmation\n  > A reply goes to whoever wrote the mail.\n",
          (1...26).map { "- [ ] Reply \($0)\n  > Why not.\n" }.joined()
        )
      ]
    ),
    FaultCase(
      code: "timeline-without-source",
      changes: [("A first message arrives. {source=review}", "A first message arrives.")]
    ),
    FaultCase(
      code: "lesson-without-items",
      changes: [
        (
          "## Lesson: confirm",
          "## Lesson: another {#another .lesson competency=report-early}\n\n## Lesson: confirm"
        )
      ]
    ),
    FaultCase(
      code: "incident-without-lesson",
      changes: [
        (
          String(
            Fixture.incident[
              (Fixture.incident.firstRange(of: "## Lesson")?.lowerBound ?? Fixture.incident.endIndex)...
            ]
          ), ""
        )
      ]
    ),
    FaultCase(
      code: "unfilled",
      changes: [("{#same-channel control=A.5.14", "{#same-channel .unfilled control=A.5.14")]
    ),
    FaultCase(
      code: "allow-without-reason",
      changes: [("### New bank", "<!-- debrief:allow L04 -->\n\n### New bank")]
    ),
    FaultCase(
      code: "allow-without-heading",
      changes: [
        ("It is Friday", "<!-- debrief:allow L04 reason=\"as it is\" -->\n\nIt is Friday")
      ]
    ),
    FaultCase(code: "item-difficulty", changes: [("difficulty=0.3", "difficulty=hard")]),
    FaultCase(
      code: "option-without-rationale",
      changes: [("  > A reply goes to whoever wrote the mail.\n", "")]
    ),
    FaultCase(
      code: "option-form",
      changes: [("  > A reply goes to whoever wrote the mail.", "  - nested")]
    ),
    FaultCase(
      code: "option-duplicate",
      changes: [("Pay a small amount to test the account", "reply  and ask for Confirmation")]
    ),
    FaultCase(code: "id-duplicate", changes: [("{#deleting", "{#first-move")]),
    FaultCase(code: "id-form", changes: [("{#deleting", "{#Deleting_It")]),
    FaultCase(
      code: "true-false-options",
      changes: [("- [ ] True\n  > Others have the same message.\n", "")]
    ),
    FaultCase(
      code: "item-text-after-options",
      changes: [
        (
          "  > A test payment proves only that the account exists.",
          "  > A test payment proves it.\n\nAnd so on."
        )
      ]
    ),
    FaultCase(code: "role-unknown", changes: [("audience: [finance,", "audience: [finanse,")]),
    FaultCase(
      code: "programme-faults",
      programme:
        "organisation: Example Council\ntime-zone: ../etc\nroles:\n  - id: a\n    requires: [nothing]\n    includes: [b]\nmastery: {cut: 9}\n"
    ),
    FaultCase(
      code: "programme-cadence",
      programme: Fixture.programme
        + "\ncadence: {management-review: 2 years, internal-audit: 48 months, "
        + "risk-review: 6 months, party: 1 month}\n"
    ),
    FaultCase(
      code: "programme-objectives",
      programme: Fixture.programme + "\nobjectives:\n"
        + "  - {id: Fast, metric: time-to-report, direction: down, target: 60 min, owner: Otto}\n"
        + "  - {id: slow, metric: incidents, direction: below, target: few, owner: Otto}\n"
        + "  - {id: twice, metric: incidents, direction: below, target: 3, owner: Otto}\n"
        + "  - {id: twice, metric: incidents, direction: below, target: 3 weeks, owner: Otto}\n"
    ),
    FaultCase(
      code: "competency-twice",
      competencies: Fixture.competencies
        + "\n  - id: report-early\n    statement: Again\n    controls: [B.1]\n"
    ),
    FaultCase(
      code: "hint-cost",
      changes: [("{.hint cost=0.5}", "{.hint cost=5}")],
      isEveryType: true
    ),
    FaultCase(
      code: "picture-without-text",
      changes: [("![A form with two empty fields](media/form.png)", "![](../form.png)")],
      isEveryType: true
    ),
    FaultCase(
      code: "pattern-form",
      changes: [("`(two|2)*`", "`(two|2*`")],
      isEveryType: true
    ),
    FaultCase(code: "number-form", changes: [("40 +- 2", "about forty")], isEveryType: true),
    FaultCase(
      code: "item-without-rationale",
      changes: [("> Count from the moment when it became known.\n", "")],
      isEveryType: true
    ),
    FaultCase(
      code: "ordering-without-list",
      changes: [
        ("1. Leave it on", "- Leave it on"), ("2. Call", "- Call"), ("3. Write", "- Write"),
      ],
      isEveryType: true
    ),
    FaultCase(
      code: "match-form",
      changes: [("|  | A reply to the mail |", "| A gift |  |")],
      isEveryType: true
    ),
    FaultCase(
      code: "gap-without-id",
      changes: [("{#note-when .short-text}", "")],
      isEveryType: true
    ),
    FaultCase(code: "gap-missing", changes: [("[___](#note-what)", "stopped")], isEveryType: true),
    FaultCase(
      code: "gap-cloze",
      changes: [("{#note-when .short-text}", "{#note-when .cloze}")],
      isEveryType: true
    ),
    FaultCase(
      code: "tabletop-link-dead",
      changes: [("(#on-call)", "(#on-cal)")],
      isEveryType: true
    ),
    FaultCase(
      code: "scene-without-choice",
      changes: [("{#monday .actual .ending outcome=as-happened}", "{#monday .actual}")],
      isEveryType: true
    ),
    FaultCase(
      code: "scene-without-way-out",
      changes: [
        (
          "### On call {#on-call .ending outcome=better}\n\nTwo people look at it together.\n\n> A second pair of eyes.",
          "### On call {#on-call}\n\nTwo people look at it.\n\n- [Look again](#on-call)\n  > And again."
        )
      ],
      isEveryType: true
    ),
    FaultCase(
      code: "ending-without-debrief",
      changes: [("> A second pair of eyes.", "")],
      isEveryType: true
    ),
    FaultCase(
      code: "ending-outcome",
      changes: [("outcome=better", "outcome=best")],
      isEveryType: true
    ),
    FaultCase(
      code: "actual-path",
      changes: [("{#first-call .actual}", "{#first-call}")],
      isEveryType: true
    ),
    FaultCase(
      code: "terminal-controls",
      changes: [
        ("occurred: 2025-03-04/2025-03-06", "occurred: \"\u{1B}]0;owned\u{7}\u{202E}2025\"")
      ]
    ),
  ]
}

extension FaultCase {
  fileprivate var reading: ContentReading {
    isEveryType
      ? Fixture.everyTypeReading(replacing: changes)
      : Fixture.reading(replacing: changes, programme: programme, competencies: competencies)
  }
}

@Suite struct `Faults of content` {
  @Test(arguments: FaultCase.all)
  func `each has its text, its place and its next step`(fault: FaultCase) {
    let reading = fault.reading
    let text = reading.diagnostics.map(\.text).joined(separator: "\n\n") + "\n"
    let snapshot = Snapshot(text, named: "\(fault.code).txt")
    #expect(snapshot.mismatch == nil)
    #expect(!reading.diagnostics.isEmpty)
    #expect(reading.diagnostics.allSatisfy { !$0.hint.isEmpty })
  }

  @Test(arguments: FaultCase.all)
  func `an error leaves no library`(fault: FaultCase) {
    let reading = fault.reading
    let hasError = reading.diagnostics.contains { $0.severity == .error }
    #expect((reading.library == nil) == hasError)
  }

  @Test func `all faults of a run are reported at once`() {
    let reading = Fixture.reading(replacing: [
      ("severity: 4", "severity: 9"), ("- [x] Ring", "- [ ] Ring"), ("{#deleting", "{#first-move"),
    ])
    let codes = reading.diagnostics.map(\.code)
    #expect(codes == ["yaml-value", "item-without-key", "id-duplicate"])
  }

  @Test func `no control character of a file reaches a message`() {
    let nasty = "\u{1B}[31m\u{202E}\u{9B}\u{7}\u{200B}"
    let reading = Fixture.reading(replacing: [
      ("{.facts}", "{.fa\(nasty)cts}"), ("fact=report", "fact=\(nasty)"),
      ("severity: 4", "severity: \"\(nasty)\""), ("control=A.5.14", "control=\(nasty)"),
    ])
    #expect(!reading.diagnostics.isEmpty)
    for diagnostic in reading.diagnostics {
      let unsafe = diagnostic.text.unicodeScalars.filter { isUnsafe($0) && $0 != "\n" }
      #expect(unsafe.isEmpty, "\(diagnostic.code) shows \(unsafe)")
    }
  }

  @Test func `bytes that are not UTF-8 are named with their place`() throws {
    let bytes = Array("---\nincident: caf".utf8) + [0xE9, 0x0A]
    let fault = #expect(throws: ContentFault.self) {
      try SourceText(path: "Content/incidents/x.md", bytes: bytes)
    }
    let diagnostic = try #require(fault?.diagnostics.first)
    #expect(diagnostic.message == "byte 0xE9 is not UTF-8")
    #expect((diagnostic.location.line, diagnostic.location.column) == (2, 14))
  }

  @Test func `a byte order mark and carriage returns are no fault`() throws {
    let text = "\u{FEFF}" + Fixture.incident.replacing("\n", with: "\r\n")
    let source = try SourceText(path: Fixture.incidentPath, bytes: Array(text.utf8))
    let reading = ContentReading([
      SourceText(path: ContentReading.programmePath, text: Fixture.programme),
      SourceText(path: ContentReading.competenciesPath, text: Fixture.competencies), source,
    ])
    #expect(reading.diagnostics.isEmpty)
    let plain = try Fixture.library()
    let item = try #require(plain.lessons.first?.items.first)
    let same = try #require(reading.library?.item(item.id))
    #expect(ItemVersion(of: same) == ItemVersion(of: item))
  }
}
