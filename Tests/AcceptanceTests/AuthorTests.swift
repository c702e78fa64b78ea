import Content
import Foundation
import TestSupport
import Testing

/// The commands of whoever writes lessons.
@Suite struct `For authors` {
  private let program: Program
  private let content: URL

  init() throws {
    let workspace = try temporaryFolder()
    content = workspace.appending(path: "Content", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(
      at: content.appending(path: "incidents"),
      withIntermediateDirectories: true
    )
    try Fixture.programme.write(
      to: content.appending(path: "programme.yaml"),
      atomically: true,
      encoding: .utf8
    )
    try Fixture.competencies.write(
      to: content.appending(path: "competencies.yaml"),
      atomically: true,
      encoding: .utf8
    )
    try Fixture.everyType.write(
      to: content.appending(path: "incidents/example-night-2025.md"),
      atomically: true,
      encoding: .utf8
    )
    program = try Program(workspace: workspace)
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOf: content.appending(path: path), encoding: .utf8)
  }

  @Test func `a new incident is refused until a person filled it, and nothing else is`() throws {
    let answers = """
      payroll-phish-2024
      The payroll that moved
      March
      2024-03-04
      9
      3
      Post-incident review
      Example Council
      2024-05
      https://example.org/review
      report-early

      """
    let run = try program.run(["content", "new", "incident"], input: answers)
    #expect(run.status == 0, "\(run.errors)")
    let path = "Content/incidents/payroll-phish-2024.md"
    let diagnostics = ContentPreview(
      SourceText(path: path, text: try text("incidents/payroll-phish-2024.md"))
    ).diagnostics
    #expect(Set(diagnostics.map(\.code)) == ["unfilled", "option-without-rationale"])
    #expect(try program.run(["content", "check"]).status == 65)
    let again = try program.run(["content", "new", "incident"], input: answers)
    #expect(again.status == 73)
  }

  @Test func `a lesson and items of every type go where they belong`() throws {
    let lesson = try program.run(
      ["content", "new", "lesson", "example-night-2025"],
      input: "look-twice\nverify-requests\n"
    )
    #expect(lesson.status == 0, "\(lesson.errors)")
    let file = try text("incidents/example-night-2025.md")
    let (place, tabletop) = (file.firstRange(of: "#look-twice"), file.firstRange(of: ".replay"))
    #expect(try #require(place).lowerBound < #require(tabletop).lowerBound)
    for type in ItemType.allCases {
      let run = try program.run(
        ["content", "new", "item", "example-night-2025/say-it", "--type", type.rawValue],
        input: "new-\(type.rawValue)\n"
      )
      #expect(run.status == 0, "\(type): \(run.errors)")
    }
    let preview = ContentPreview(
      SourceText(path: Fixture.everyTypePath, text: try text("incidents/example-night-2025.md"))
    )
    let codes = Set(preview.diagnostics.map(\.code))
    #expect(codes == ["unfilled", "option-without-rationale", "item-without-rationale"])
    #expect(try program.run(["content", "new", "item", "nowhere/at-all"]).status == 66)
    #expect(
      try program.run(["content", "new", "item", "example-night-2025/say-it", "--type", "x"]).status
        == 64
    )
  }

  @Test func `a competency is added to the list`() throws {
    let run = try program.run(
      ["content", "new", "competency"],
      input: "look-twice\nLooks twice before acting\nB.1\nA.6.3 A.6.8\n"
    )
    #expect(run.status == 0, "\(run.errors)")
    #expect(try program.run(["content", "check"]).status == 0)
    #expect(try text("competencies.yaml").contains("controls: [A.6.3, A.6.8]"))
  }

  @Test func `a preview shows every item with all its reasons, at any width`() throws {
    let path = Fixture.everyTypePath
    let run = try program.run(["content", "preview", path, "--width", "40"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 40 })
    for text in ["It tells where to look.", "A report is about what", "Memory fades.", "Hint: One"]
    {
      #expect(run.output.contains(text), "\(text)")
    }
    try Fixture.everyType.replacing("- [x] 40 +- 2", with: "- [x] forty").write(
      to: content.appending(path: "incidents/example-night-2025.md"),
      atomically: true,
      encoding: .utf8
    )
    let broken = try program.run(["content", "preview", path])
    #expect(broken.status == 65)
    #expect(broken.errors.contains("‘forty’ is no number"))
    #expect(try program.run(["content", "preview", "nowhere.md"]).status == 66)
  }

  @Test func `statistics count types and keys`() throws {
    let run = try program.run(["content", "list", "--stats", "--json"])
    let value = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    #expect(value?["items"] as? Int == 6)
    #expect((value?["types"] as? [String: Int])?["cloze"] == 1)
    #expect(value?["tabletops"] as? Int == 1)
  }

  @Test func `a translation is asked in its language and stays tied to its original`() throws {
    let german = Fixture.everyType
      .replacing(
        "owner: security-training",
        with: "owner: security-training\nlang: de\nsource-digest: old"
      )
      .replacing("Put the first steps in order.", with: "Bringen Sie die Schritte in Reihenfolge.")
    let path = content.appending(path: "incidents/example-night-2025.de.md")
    try german.write(to: path, atomically: true, encoding: .utf8)
    let check = try program.run(["content", "check"])
    #expect(check.status == 0, "\(check.errors)")
    let digest = try #require(check.errors.firstMatch(of: #/source-digest: "([0-9a-f]{12})"/#)?.1)
    try german.replacing("source-digest: old", with: "source-digest: \"\(digest)\"").write(
      to: path,
      atomically: true,
      encoding: .utf8
    )
    #expect(!(try program.run(["content", "check"])).errors.contains("source-digest"))
    let session = try program.run(
      ["practice", "--incident", "example-night-2025", "--lang", "de", "--limit", "6"],
      input: "s\ns\ns\ns\ns\ns\n"
    )
    #expect(session.output.contains("Bringen Sie die Schritte"))
    try german.replacing("- [ ] Whose fault it was", with: "- [x] Whose fault it was").write(
      to: path,
      atomically: true,
      encoding: .utf8
    )
    #expect(try program.run(["content", "check"]).status == 65)
  }
}

@Suite struct `The schemas` {
  /// The reader lists the names it knows when it meets another; the schema has the same.
  @Test func `have the names that the reader allows`() throws {
    let bogus = "\nbogus-name: 1"
    let reading = ContentReading([
      SourceText(path: ContentReading.programmePath, text: Fixture.programme + bogus),
      SourceText(path: ContentReading.competenciesPath, text: Fixture.competencies + bogus),
      SourceText(
        path: Fixture.incidentPath,
        text: Fixture.incident.replacing("owner: s", with: "bogus-name: 1\nowner: s")
      ),
    ])
    let hints = Dictionary(
      reading.diagnostics.filter { $0.code == "yaml-unknown-key" }.map {
        ($0.location.path, $0.hint)
      }
    ) { first, _ in first }
    for (schema, path) in [
      (ContentSchema.programme, ContentReading.programmePath),
      (.competencies, ContentReading.competenciesPath), (.incident, Fixture.incidentPath),
    ] {
      let known = try #require(hints[path]?.split(separator: "known are ").last)
      #expect(known == schema.names.joined(separator: ", "), "\(path)")
    }
  }

  @Test func `accept the shipped files, and refuse what the reader refuses`() throws {
    let program = try Program()
    let script = """
      import json, subprocess, sys
      try:
          import jsonschema, yaml
      except ImportError:
          print("skipped"); sys.exit(0)
      schemas = {kind: json.loads(subprocess.check_output([sys.argv[1], "content", "schema", kind]))
                 for kind in ("programme", "competencies", "incident")}
      class Loader(yaml.SafeLoader): pass
      Loader.yaml_implicit_resolvers = {key: [entry for entry in entries if entry[0] != "tag:yaml.org,2002:timestamp"]
          for key, entries in yaml.SafeLoader.yaml_implicit_resolvers.items()}
      def check(kind, text):
          jsonschema.Draft202012Validator(schemas[kind]).validate(yaml.load(text, Loader))
      import glob
      check("programme", open("Content/programme.yaml").read())
      more = "\\ncadence: {internal-audit: 1 month, risk-review: 12 months}\\nobjectives:\\n"
      aim = "  - {id: fast, metric: time-to-report, direction: below, target: %s, owner: Otto}\\n"
      for target in ("60 min", "0.8", "3"):
          check("programme", open("Content/programme.yaml").read() + more + aim % target)
      check("competencies", open("Content/competencies.yaml").read())
      for path in glob.glob("Content/incidents/*.md"):
          check("incident", open(path).read().split("---\\n")[1])
      for kind, text in (("programme", "organisation: x"),
              ("programme", open("Content/programme.yaml").read() + more + aim % "soon"), ("competencies", "competencies: [{id: A B}]"), ("incident", "severity: 9")):
          try:
              check(kind, text)
          except jsonschema.ValidationError:
              continue
          sys.exit("accepted " + text)
      print("held")
      """
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script, Program.path]
    process.currentDirectoryURL = program.workspace
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    if text.contains("skipped") {
      print("skipped: python3 has no jsonschema and yaml, so no other program judged the schemas")
      return
    }
    #expect(text.contains("held"), "\(text)")
  }
}
