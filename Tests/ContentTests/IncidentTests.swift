import Content
import TestSupport
import Testing

@Suite struct `An incident file` {
  private let library: ContentLibrary

  init() throws { library = try Fixture.library() }

  @Test func `gives its front matter, facts, timeline and causes`() throws {
    let incident = try #require(library.incidents.first)
    #expect(incident.id.rawValue == "example-mail-2025")
    #expect(incident.severity == 4)
    #expect(incident.sources.map(\.id) == ["review"])
    #expect(incident.facts.map(\.status) == [.alleged, .established])
    #expect(incident.facts.map(\.id) == ["entry", "report"])
    #expect(incident.timeline.map(\.when) == ["2025-03-04"])
    #expect(incident.timeline.map(\.statement) == ["A first message arrives."])
    #expect(incident.causes.map(\.control?.rawValue) == ["A.5.14"])
    #expect(
      incident.narrative == [
        .paragraph("A mailbox was taken over, and a changed account number was believed.")
      ]
    )
  }

  @Test func `gives its lessons and items with their ids`() throws {
    let lesson = try #require(library.lessons.first)
    #expect(lesson.id.rawValue == "example-mail-2025/trusted-channel")
    #expect(lesson.title == "Confirm on a channel you already trust")
    #expect(lesson.controls.map(\.rawValue) == ["A.6.3", "A.6.8"])
    #expect(
      lesson.items.map(\.id.rawValue) == [
        "example-mail-2025/trusted-channel/first-move",
        "example-mail-2025/trusted-channel/what-to-report",
        "example-mail-2025/trusted-channel/deleting",
      ]
    )
    #expect(lesson.items.map(\.interaction.type) == [.singleChoice, .multipleChoice, .trueFalse])
    #expect(lesson.items.map(\.difficulty) == [0.3, 0, -0.8])
    let item = lesson.items[0]
    #expect(item.stem == "New bank details arrive from a supplier you know. What do you do first?")
    #expect(item.scene == [.paragraph("It is Friday afternoon.")])
    guard case .choice(let choice) = item.interaction else { return }
    #expect(choice.key == [OptionID(rawValue: "b")])
    #expect(choice.options.map(\.rationale.isEmpty) == [false, false, false])
  }

  @Test func `requirements follow included roles`() {
    let finance = library.programme.requirements(of: RoleID(rawValue: "finance"))
    #expect(finance.map(\.rawValue) == ["report-early", "verify-requests"])
  }
}

@Suite struct `The version of an item` {
  private func version(_ changes: [(String, String)] = []) throws -> ItemVersion {
    let library = try #require(Fixture.reading(replacing: changes).library)
    return ItemVersion(of: try #require(library.lessons.first?.items.first))
  }

  @Test func `stays when only the author's estimate changes`() throws {
    #expect(try version([("difficulty=0.3", "difficulty=1.3")]) == version())
  }

  @Test func `changes with a rationale, and its key does not`() throws {
    let changed = try version([("does not control that channel", "cannot control that channel")])
    #expect(try changed.digest != version().digest)
    #expect(try changed.keyDigest == version().keyDigest)
  }

  @Test func `keeps its key when punctuation or case of the key changes`() throws {
    let changed = try version([
      ("Ring the number in the contract", "Ring the number, in the Contract")
    ])
    #expect(try changed.digest != version().digest)
    #expect(try changed.keyDigest == version().keyDigest)
  }

  @Test func `has another key when another option is right`() throws {
    let changed = try version([("- [x] Ring", "- [ ] Ring"), ("- [ ] Reply", "- [x] Reply")])
    #expect(try changed.keyDigest != version().keyDigest)
  }

  @Test func `can be read back from its text`() throws {
    for item in try Fixture.library().lessons.flatMap(\.items) {
      let again = try #require(Item(version: item.versionText))
      #expect(again.versionText == item.versionText)
      #expect(ItemVersion(of: again) == ItemVersion(of: item))
    }
  }

  @Test func `is the SHA-256 of its text`() throws {
    let item = try #require(Fixture.library().lessons.first?.items.first)
    #expect(ItemVersion(of: item).digest == Digest(of: item.versionText))
  }
}
