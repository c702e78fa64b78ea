import Content
import Foundation
import Psychometrics
import TestSupport
import Testing

@Suite struct `The Markdown of an incident` {
  private func read(_ text: String, _ id: String) throws -> Incident {
    let reading = ContentReading([
      SourceText(path: ContentReading.programmePath, text: Fixture.programme),
      SourceText(path: ContentReading.competenciesPath, text: Fixture.competencies),
      SourceText(path: "Content/incidents/\(id).md", text: text),
    ])
    let faults = reading.diagnostics.map(\.text).joined(separator: "\n")
    return try #require(reading.library?.incidents.first, "\(faults)\n\(text)")
  }

  @Test func `reads back as the same incident, and is written the same again`() throws {
    for (text, id) in [
      (Fixture.incident, "example-mail-2025"), (Fixture.everyType, "example-night-2025"),
    ] {
      let incident = try read(text, id)
      let written = IncidentWriter.markdown(of: incident)
      let again = try read(written, id)
      #expect(again.plain == incident.plain)
      #expect(IncidentWriter.markdown(of: again) == written)
    }
  }

  @Test func `keeps what is allowed where it is allowed`() throws {
    let text = Fixture.incident
      .replacing(
        "# A supplier",
        with: "<!-- debrief:allow L28 reason=\"a quotation\" -->\n\n# A supplier"
      )
      .replacing(
        "### New",
        with: "<!-- debrief:allow L04 L06 reason=\"policy says so\" -->\n\n### New"
      )
    let incident = try read(text, "example-mail-2025")
    #expect(incident.allowances.map(\.rules) == [["L28"], ["L04", "L06"]])
    let written = IncidentWriter.markdown(of: incident)
    let again = try read(written, "example-mail-2025")
    #expect(again.allowances.map(\.rules) == incident.allowances.map(\.rules))
    #expect(again.allowances.map(\.reason) == ["a quotation", "policy says so"])
    #expect(IncidentWriter.markdown(of: again) == written)
  }

  @Test(arguments: 0..<200)
  func `holds for incidents drawn at random`(seed: Int) throws {
    var random = RandomIncident(seed: UInt64(seed))
    let incident = random.incident()
    let written = IncidentWriter.markdown(of: incident)
    let again = try read(written, incident.id.rawValue)
    #expect(again.plain == incident.plain, "seed \(seed)\n\(written)")
    #expect(IncidentWriter.markdown(of: again) == written, "seed \(seed)")
  }

  @Test func `holds for the shipped incidents`() throws {
    let folder = Program.repository.appending(path: "Content/incidents")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(!names.isEmpty)
    for name in names {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      let incident = try #require(IncidentText.incident(of: text, at: "Content/incidents/\(name)"))
      let written = IncidentWriter.markdown(of: incident)
      let again = try #require(IncidentText.incident(of: written, at: "Content/incidents/\(name)"))
      #expect(again.plain == incident.plain, "\(name)")
      #expect(IncidentWriter.markdown(of: again) == written, "\(name)")
    }
  }
}

extension Incident {
  /// Everything that an incident says, without the places where it stands.
  fileprivate var plain: [String] {
    var lines = [
      "\(id) \(title) \(occurred) \(severity) \(audience) \(attack) \(reviewBy) \(owner) \(language)",
      "\(sources)", "\(narrative)",
    ]
    lines += facts.map { "\($0.id) \($0.statement) \($0.source) \($0.status)" }
    lines += timeline.map { "\($0)" } + causes.map { "\($0)" }
    for lesson in lessons {
      lines.append("\(lesson.id) \(lesson.title) \(lesson.competency) \(lesson.controls)")
      lines.append("\(lesson.takeaway)")
      lines += lesson.items.map {
        "\($0.difficulty) \(String(decoding: $0.versionText, as: UTF8.self))"
      }
    }
    if let tabletop {
      lines.append("\(tabletop.id) \(tabletop.title) \(tabletop.opening)")
      for scene in tabletop.scenes {
        lines.append("\(scene.id) \(scene.title) \(scene.text) \(scene.isActual)")
        lines.append("\(String(describing: scene.ending))")
        lines += scene.choices.map { "\($0.text) \($0.target) \($0.consequence)" }
      }
    }
    return lines
  }
}

/// Draws incidents whose texts try every character that Markdown and the attributes care for.
private struct RandomIncident {
  private var generator: SplitMix64
  private var count = 0

  init(seed: UInt64) { generator = SplitMix64(seed: seed) }

  private static let words = [
    "mail", "two", "C#", "*bold*", "snake_case", "__init__", "<b>", "a|b", "`code`", "`", "~~x~~",
    "[link](x)", "![x](y)", "{#id}", "{.facts}", "}", "&amp;", "&", "\\", "1.", "2)", "-", "+", "=",
    "#", "##", "---", "über", "日本", "!", "?", "\"quoted\"", "a:b", "https://example.org", "- [x]",
    "> quote", "100%", "‘x’", "___", "(#gap)", "'", "|", "<!-- x -->",
  ]

  private mutating func below(_ bound: Int) -> Int { generator.nextIndex(below: bound) }

  private mutating func text() -> String {
    count += 1
    let words = (0...below(6)).map { _ in Self.words[below(Self.words.count)] }
    // A word of its own keeps texts of one item apart.
    return (words + ["w\(count)"]).stablyShuffled(using: &generator).joined(separator: " ")
  }

  private mutating func id(_ kind: String) -> String {
    count += 1
    return "\(kind)-\(count)"
  }

  private mutating func several<Value>(
    _ range: ClosedRange<Int>,
    _ make: (inout RandomIncident) -> Value
  ) -> [Value] {
    (0..<(range.lowerBound + below(range.count))).map { _ in make(&self) }
  }

  private mutating func prose() -> Prose {
    switch below(7) {
    case 0: .bullets(several(1...3) { $0.text() })
    case 1: .numbered(several(1...3) { $0.text() })
    case 2: .quote(text())
    case 3: .code("let x = 1\n```\n" + text() + "\n")
    case 4: .table([[text(), text()], [text(), text()]])
    case 5: .image(alternative: text(), path: "media/a b.png")
    default: .paragraph(text())
    }
  }

  /// Lists of one kind that follow each other would be one list.
  private mutating func proses() -> [Prose] {
    several(0...3) { $0.prose() }.flatMap { [.paragraph(text()), $0] }
  }

  private mutating func choice(_ type: ItemType) -> Interaction {
    let count = type == .trueFalse ? 2 : 3 + below(3)
    let right = below(count)
    return .choice(
      ChoiceInteraction(
        type: type,
        options: (0..<count).map { index in
          Option(
            id: OptionID(index: index),
            text: text(),
            isKey: index == right || type == .multipleChoice && index == (right + 1) % count,
            rationale: text()
          )
        }
      )
    )
  }

  private mutating func interaction(_ type: ItemType) -> (Interaction, [Prose]) {
    switch type {
    case .singleChoice, .multipleChoice, .trueFalse: return (choice(type), proses())
    case .shortText:
      let answers = [
        TextInteraction.Answer(
          text: "(re|)port*",
          isPattern: true,
          isAccepted: true,
          rationale: text()
        ),
        TextInteraction.Answer(text: text(), isPattern: false, isAccepted: true, rationale: text()),
        TextInteraction.Answer(
          text: text(),
          isPattern: false,
          isAccepted: false,
          rationale: text()
        ),
      ]
      return (.text(TextInteraction(answers: answers, rationale: text())), proses())
    case .numeric:
      let answers = ["42 +- 0.5", "-3..7", "99.9"].enumerated().compactMap { index, number in
        NumericInteraction.Answer(text: number, isAccepted: index < 2, rationale: text())
      }
      let unit = [nil, "h", "km per h"][below(3)]
      return (
        .number(NumericInteraction(answers: answers, unit: unit, rationale: text())), proses()
      )
    case .ordering:
      let elements = (0..<(3 + below(9))).map { index in
        OrderingInteraction.Element(id: OptionID(index: index), text: text(), rationale: text())
      }
      return (.ordering(OrderingInteraction(elements: elements, rationale: text())), proses())
    case .matching:
      var rows = several(2...4) { ($0.text(), $0.text()) }
      if below(2) == 0 { rows.append(("", text())) }
      return (
        .matching(MatchingInteraction(titles: ["a", "b"], rows: rows, rationale: text())), proses()
      )
    case .cloze:
      let kinds: [ItemType] = [.singleChoice, .shortText, .numeric, .ordering, .matching]
      let gaps = several(1...3) { random in
        ClozeInteraction.Gap(
          id: random.id("gap"),
          prompt: random.text(),
          interaction: random.interaction(kinds[random.below(kinds.count)]).0
        )
      }
      let line = gaps.map { "\(text()) \($0.mark)" }.joined(separator: " ")
      return (.cloze(ClozeInteraction(gaps: gaps)), [.paragraph(line + " " + text())])
    }
  }

  private mutating func item(of lesson: LessonID) -> Item {
    let types = ItemType.allCases
    let (interaction, scene) = interaction(types[below(types.count)])
    return Item(
      id: ItemID(lesson, id("item")),
      stem: text(),
      scene: scene,
      interaction: interaction,
      difficulty: [0, 0.3, -1.25][below(3)],
      facts: below(2) == 0 ? [] : ["report"],
      hints: several(0...2) { Hint(text: $0.text(), cost: [0, 5, 25, 100][$0.below(4)]) },
      location: place
    )
  }

  private var place: Content.SourceLocation {
    Content.SourceLocation(path: "drawn", line: 1, column: 1)
  }

  mutating func incident() -> Incident {
    let incident = IncidentID(rawValue: "drawn-2025")
    let lessons = several(1...2) { random in
      let id = LessonID(incident, random.id("lesson"))
      return Lesson(
        id: id,
        title: "Do \(random.text())",
        competency: CompetencyID(rawValue: "report-early"),
        controls: [ControlID(rawValue: "A.6.8")],
        takeaway: random.proses(),
        items: random.several(1...4) { $0.item(of: id) },
        location: random.place
      )
    }
    return Incident(
      id: incident,
      title: text(),
      occurred: "2025-03-04/2025-03-06",
      severity: 1 + below(5),
      audience: [],
      attack: ["T1566.002"],
      sources: [
        Source(
          id: "review",
          title: text(),
          publisher: text(),
          date: "2025",
          url: "https://example.org/a?b=c&d"
        )
      ],
      reviewBy: Day(number: 20_900),
      owner: "training",
      narrative: proses(),
      facts: [
        Fact(
          id: "report",
          statement: text(),
          source: "review",
          status: .established,
          location: place
        )
      ],
      timeline: [
        TimelineEntry(
          when: "2025-03-04 09:30",
          statement: text(),
          source: "review",
          status: .alleged
        )
      ],
      causes: [
        Cause(id: "cause", statement: text(), control: nil, source: "review", status: .disputed)
      ],
      lessons: lessons,
      tabletop: below(2) == 0 ? nil : tabletop(),
      language: ["en", "de"][below(2)],
      translates: nil,
      allowances: [],
      location: place
    )
  }

  private mutating func tabletop() -> Tabletop {
    let good = Tabletop.Ending(outcome: .better, debrief: text())
    let bad = Tabletop.Ending(outcome: .asHappened, debrief: text())
    return Tabletop(
      id: "replay",
      title: "The \(text())",
      opening: proses(),
      scenes: [
        scene("start", true, nil), scene("end-a", true, bad), scene("end-b", false, good),
      ],
      location: place
    )
  }

  private mutating func scene(
    _ id: String,
    _ isActual: Bool,
    _ ending: Tabletop.Ending?
  ) -> Tabletop.Scene {
    let targets = ending == nil ? ["end-a", "end-b"] : []
    return Tabletop.Scene(
      id: id,
      title: text(),
      text: proses(),
      choices: targets.map {
        Tabletop.Choice(text: text(), target: $0, consequence: text(), line: 0)
      },
      isActual: isActual,
      ending: ending,
      location: place
    )
  }
}
