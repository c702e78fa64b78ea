import Content
import Foundation
import TestSupport
import Testing

/// `content check` as a trainer and a CI server use it.
@Suite struct `Checking content` {
  private let program: Program
  private static let path = "Content/incidents/example-mail-2025.md"

  /// A workspace with one fault that a rule finds: ‘always’ in a distractor alone.
  init() throws {
    let workspace = try temporaryFolder()
    let incidents = workspace.appending(path: "Content/incidents", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: incidents, withIntermediateDirectories: true)
    for source in Fixture.sources(replacing: [("Reply and ask", "Always reply and ask")]) {
      let file = workspace.appending(path: source.path)
      try source.text.write(to: file, atomically: true, encoding: .utf8)
    }
    program = try Program(workspace: workspace)
  }

  @Test func `shows what rules find, and a warning is no failure`() throws {
    let run = try program.run(["content", "check", "--at", "2026-03-02"])
    #expect(run.status == 0)
    #expect(run.errors.contains("debrief: warning: ‘Always’ stands in a distractor"))
    #expect(run.errors.contains(" --> \(Self.path):"))
    #expect(run.output.contains("1 incidents, 1 lessons, 3 items"))
  }

  @Test func `an overdue review becomes an error, and ends with status 65`() throws {
    let soon = try program.run(["content", "check", "--at", "2027-06-01"])
    #expect(soon.status == 0)
    #expect(soon.errors.contains("warning: the review is 31 days overdue"))
    let late = try program.run(["content", "check", "--at", "2027-12-01", "--level", "error"])
    #expect(late.status == 65)
    #expect(late.errors.contains("error: the review is 214 days overdue"))
    #expect(!late.errors.contains("Always"))
  }

  @Test func `says only what concerns the files that were named`() throws {
    let run = try program.run(["content", "check", "--at", "2026-03-02", Self.path])
    #expect(run.errors.contains("Always"))
    #expect(!run.errors.contains("competencies.yaml"))
    let unknown = try program.run(["content", "check", "nobody.md"])
    #expect(unknown.status == 66)
  }

  @Test(arguments: ["sarif", "github", "junit", "json"])
  func `writes what others read`(format: String) throws {
    let run = try program.run(["content", "check", "--at", "2026-03-02", "--format", format])
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    #expect(run.output.contains("Always"))
    #expect(run.output.contains(Self.path))
  }

  @Test func `a baseline hides what was there until it is mended`() throws {
    let written = try program.run(["content", "check", "--at", "2026-03-02", "--write-baseline"])
    #expect(written.status == 0)
    let quiet = try program.run(["content", "check", "--at", "2026-03-02", "--level", "info"])
    #expect(quiet.errors.isEmpty, "\(quiet.errors)")
    let file = program.workspace.appending(path: Self.path)
    let text = try String(contentsOf: file, encoding: .utf8)
    try text.replacing("Always reply", with: "Reply").write(
      to: file,
      atomically: true,
      encoding: .utf8
    )
    let stale = try program.run(["content", "check", "--at", "2026-03-02"])
    #expect(stale.errors.contains("L04 no longer finds this"))
  }

  @Test func `explains a rule, and names the nearest of one that is not there`() throws {
    let run = try program.run(["content", "check", "--explain", "l04"])
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("L04: absolute words"))
    #expect(run.output.contains("<!-- debrief:allow L04 reason=\"…\" -->"))
    let unknown = try program.run(["content", "check", "--explain", "L44"])
    #expect(unknown.status == 64)
    #expect(unknown.errors.contains("did you mean L"))
  }
}
