import Content
import Interchange
import Testing

/// Items whose accepted answers are patterns, in formats that have no patterns.
@Suite("Typed answers that go out")
struct TypedExportTests {
  private let item: ForeignItem
  private let gapped: ForeignItem

  init() {
    let answer = { (text: String, isPattern: Bool, isAccepted: Bool, why: String) in
      TextInteraction.Answer(
        text: text,
        isPattern: isPattern,
        isAccepted: isAccepted,
        rationale: why
      )
    }
    let text = TextInteraction(
      answers: [
        answer("confiden*", true, true, "It stays here."),
        answer("hostname (ctl|) (f|)", true, true, "It names the machine."),
        answer("(the |)hostname", true, true, ""), answer("host name", false, true, ""),
        answer("whoami", false, false, "It names you."),
      ],
      rationale: "Ask the machine."
    )
    let item = { (interaction: Interaction, scene: [Prose]) in
      Item(
        id: ItemID(rawValue: "incident/lesson/item"),
        stem: "What do you type?",
        scene: scene,
        interaction: interaction,
        difficulty: 0,
        facts: [],
        hints: [],
        location: SourceLocation(path: "", line: 1, column: 1)
      )
    }
    self.item = ForeignItem(item(.text(text), []), language: "de")
    let gap = { ClozeInteraction.Gap(id: $0, prompt: "Gap", interaction: .text(text)) }
    gapped = ForeignItem(
      item(
        .cloze(ClozeInteraction(gaps: [gap("one"), gap("two")])),
        [.paragraph("{{one}} {{two}}")]
      )
    )
  }

  private func text(_ format: ExportFormat, _ item: ForeignItem) -> String {
    let bytes = format.write([item]).bytes
    return format == .qti3
      ? String(decoding: storedFiles(bytes)[2].bytes, as: UTF8.self)
      : String(decoding: bytes, as: UTF8.self)
  }

  private func changes(_ format: ExportFormat) -> [String] {
    format.write([item]).losses.filter { $0.outcome == .changed }.map(\.reason)
  }

  @Test("GIFT and Moodle: every spelling is an answer")
  func spellings() {
    for (export, format) in [(ExportFormat.gift, ImportFormat.gift), (.moodleXML, .moodleXML)] {
      let again = format.read(path: "x", bytes: export.write([item]).bytes).items
      #expect(
        again.map { $0.answers.map(\.text.text) } == [
          [
            "host name", "confiden*", "hostname", "hostname f", "hostname ctl", "hostname ctl f",
            "the hostname",
            "whoami",
          ]
        ]
      )
      #expect(again[0].answers.map(\.weight) == [1, 1, 1, 1, 1, 1, 1, 0])
      #expect(changes(export) == [])
    }
    #expect(text(.moodleXML, gapped).contains("~=hostname ctl f#"))
  }

  @Test("QTI: keys are words, and what is lost is said")
  func keys() {
    let written = text(.qti3, item)
    #expect(written.contains("<qti-correct-response><qti-value>host name</qti-value>"))
    #expect(written.contains("map-key=\"hostname ctl f\" mapped-value=\"1\""))
    #expect(!written.contains("*"))
    #expect(!written.contains("confiden"))
    #expect(changes(.qti3).contains { $0.contains("are lost, of ‘confiden’") })
    #expect(written.contains("xml:lang=\"de\""))
    #expect(written.contains("normal-maximum=\"1\""))
    #expect(text(.qti3, gapped).contains("normal-maximum=\"2\""))
    #expect(!text(.qti3, gapped).contains("xml:lang"))
  }

  @Test("Anki: the back says which are right, and why")
  func cards() {
    let back = text(.anki, item)
    #expect(back.contains("✓ <b>host name</b><br>✓ <b>confiden</b> – It stays here.<br>"))
    #expect(back.contains("✗ whoami – It names you."))
    #expect(back.contains("<br><br>Ask the machine."))
    #expect(back.ranges(of: "<b>hostname</b>").count == 1)
    #expect(changes(.anki).contains { $0.contains("are lost") })
  }

  @Test("CSV: one text for a pattern, with what is lost")
  func cells() {
    #expect(text(.csv, item).contains("host name,confiden*,hostname,hostname,whoami,"))
    #expect(
      changes(.csv) == ["further spellings that are known here are lost, of ‘hostname’, ‘hostname’"]
    )
  }
}
