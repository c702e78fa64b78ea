import Content
import Foundation
import TestSupport
import Testing

/// Content that tries to act on the terminal.
@Suite struct `Hostile content` {
  private static let nasty = "\u{1B}]0;owned\u{7}\u{9B}31m\u{202E}evil\u{2066}\u{200B}"

  /// A workspace whose incident carries control characters wherever text can stand.
  private func program() throws -> Program {
    let workspace = try temporaryFolder()
    let content = workspace.appending(path: "Content/incidents", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: content, withIntermediateDirectories: true)
    try Fixture.programme.write(
      to: workspace.appending(path: "Content/programme.yaml"),
      atomically: true,
      encoding: .utf8
    )
    try Fixture.competencies.replacing("Confirms", with: "\(Self.nasty)Confirms").write(
      to: workspace.appending(path: "Content/competencies.yaml"),
      atomically: true,
      encoding: .utf8
    )
    let texts = [
      "It is Friday afternoon.", "Reply and ask for confirmation", "A reply goes to whoever wrote",
      "Use a number that you had", "New bank details arrive", "confirm on a channel",
    ]
    var incident = Fixture.incident
    for text in texts { incident = incident.replacing(text, with: "\(Self.nasty)\(text)") }
    try incident.write(
      to: content.appending(path: "example-mail-2025.md"),
      atomically: true,
      encoding: .utf8
    )
    return try Program(workspace: workspace)
  }

  @Test func `never reaches the terminal raw`() throws {
    let program = try program()
    let input = "1 k\n1 2 k\n1 k\nq\n"
    for arguments in [["practice"], ["progress"], ["content", "list"], ["content", "check"], []] {
      for colour in ["never", "always"] {
        let run = try program.run(
          arguments + (arguments.first == "content" ? [] : ["--color", colour]),
          input: input
        )
        let shown = withoutEscapes(run.output + run.errors)
        let unsafe = shown.unicodeScalars.filter { isUnsafe($0) && $0 != "\n" }
        #expect(unsafe.isEmpty, "\(arguments) \(colour): \(unsafe.map(\.value))")
        #expect(!run.output.contains("\u{1B}]"))
      }
    }
  }

  @Test func `neither do names and paths on the command line`() throws {
    let program = try program()
    for arguments in [
      ["practice", "--as", Self.nasty], ["practice", "--incident", Self.nasty],
      ["practice", "--workspace", Self.nasty], ["register", "show", Self.nasty],
      ["practice", "--store", "x\(Self.nasty)"],
    ] {
      let run = try program.run(arguments)
      #expect(run.status != 0)
      let unsafe = (run.output + run.errors).unicodeScalars.filter { isUnsafe($0) && $0 != "\n" }
      #expect(unsafe.isEmpty, "\(arguments[1]): \(run.errors)")
    }
  }
}
