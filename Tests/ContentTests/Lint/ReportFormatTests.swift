import Content
import Foundation
import TestSupport
import Testing

@Suite struct `Diagnostics in other programs' forms` {
  private static let nasty = Diagnostic(
    code: "item-without-key",
    "a ‘key’ & <none>,\n100% \u{1B}[31m: \"x\" ]]> \u{0}",
    at: SourceLocation(
      path: "Content/incidents/a b,ü:%.md",
      line: 3,
      column: 5,
      length: 2,
      excerpt: "- 🇩🇪 ↓ü <b> & \u{7}"
    ),
    note: "see line 4",
    hint: "mark it\r\n::error::with a box",
    subject: "a/b/c"
  )

  private static let warning = Diagnostic(
    .warning,
    code: "L04",
    "‘always’ stands in a distractor, and no absolute word in the key",
    at: SourceLocation(
      path: "Content/incidents/a.md",
      line: 12,
      column: 20,
      length: 6,
      excerpt: "- [ ] The filter, which always stops it"
    ),
    hint: "say it without the absolute word",
    subject: "a/b/c"
  )

  private static let note = Diagnostic(
    .info,
    code: "L30",
    "keys stand in one place",
    at: SourceLocation(path: "Content/incidents", line: 1, column: 1),
    hint: "move them"
  )

  private static let all = [nasty, warning, note]
  private static let sarif = SARIFReport(all, rules: Linter.allRules, version: "0.1.0").text

  private static let junit = JUnitReport(
    all,
    paths: ["Content/incidents/a.md", "Content/programme.yaml"],
    at: Timestamp(milliseconds: 1_767_225_600_000)
  ).text

  // MARK: Golden texts

  private func mismatch(_ text: String, _ name: String) -> String? {
    Snapshot(text, named: "Formats/\(name)", file: goldenHome).mismatch
  }

  @Test func `JSON is as it was`() {
    #expect(mismatch(DiagnosticJSON(Self.all, incidents: 1, items: 2).text, "report.json") == nil)
  }

  @Test func `SARIF is as it was`() {
    // Rules come and go; what is said of one of them stands for all.
    let rules = Linter.allRules.filter { $0.id == "L04" }
    let report = SARIFReport(Self.all, rules: rules, version: "0.1.0")
    #expect(mismatch(report.text, "report.sarif") == nil)
  }

  @Test func `JUnit is as it was`() { #expect(mismatch(Self.junit, "report.xml") == nil) }

  @Test func `GitHub annotations are as they were`() {
    #expect(mismatch(GitHubAnnotations(Self.all).text, "report.github.txt") == nil)
  }

  @Test func `an explanation is as it was`() throws {
    let rule = try #require(Linter.allRules.first { $0.id == "L22" })
    #expect(mismatch(RuleText(rule).plain, "explain-L22.txt") == nil)
  }

  // MARK: What the forms ask for

  @Test func `JSON has the form of every JSON of the program`() throws {
    for text in [
      Self.sarif, DiagnosticJSON([], incidents: 0, items: 0).text,
      DiagnosticJSON(Self.all, incidents: 1, items: 2).text,
    ] {
      let value = try JSONDecoder().decode(AnyJSON.self, from: Data(text.utf8))
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      let again = String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
      #expect(again == text)
    }
  }

  @Test func `SARIF declares every rule that it names, and relative places`() throws {
    let value = try JSONSerialization.jsonObject(with: Data(Self.sarif.utf8)) as? [String: Any]
    let run = try #require((value?["runs"] as? [[String: Any]])?.first)
    let tool = run["tool"] as? [String: [String: Any]]
    let rules = try #require(tool?["driver"]?["rules"] as? [[String: Any]])
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(results.count == 3)
    for result in results {
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
    }
    #expect(Self.sarif.contains("\"uri\" : \"Content/incidents/a%20b%2C%C3%BC%3A%25.md\""))
    #expect(!Self.sarif.contains("\"uri\" : \"/"))
  }

  @Test func `SARIF counts columns in Unicode scalars`() throws {
    // A flag is one character and two scalars: the fifth character is the sixth scalar.
    #expect(Self.sarif.contains("\"startColumn\" : 6"))
    #expect(Self.sarif.contains("\"columnKind\" : \"unicodeCodePoints\""))
  }

  @Test func `an annotation is one line, and closes no command of its own`() {
    let lines = GitHubAnnotations(Self.all).text.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.allSatisfy { $0.hasPrefix("::") })
    #expect(lines[0].contains("file=Content/incidents/a b%2Cü%3A%25.md,line=3,col=5,endColumn=7"))
    #expect(lines[0].contains("100%25"))
  }

  @Test func `JUnit fails for an error alone, and has a case for a sound file`() throws {
    let document = try XMLCheck(Self.junit)
    #expect(document.count("testsuite") == 4)
    #expect(document.count("failure") == 1)
    #expect(document.count("testcase") == 4)
  }

  // MARK: Schemas

  @Test(
    .enabled(
      if: Python.has("jsonschema") && Corpus.isThere,
      "skipped: DEBRIEF_CORPUS or Python's jsonschema is missing"
    )
  )
  func `SARIF holds against the schema of OASIS`() throws {
    let schema = try #require(Corpus.folder).appending(
      path: "schemas/sarif/sarif-schema-2.1.0.json"
    )
    let output = try Python.run(
      """
      import json, sys, jsonschema
      schema = json.load(open(sys.argv[1], encoding="utf-8"))
      report = json.load(sys.stdin)
      validator = jsonschema.validators.validator_for(schema)(schema)
      for fault in validator.iter_errors(report):
          print(list(fault.absolute_path), fault.message[:200])
      """,
      arguments: [schema.path],
      input: Self.sarif
    )
    #expect(output.isEmpty, "\(output)")
  }

  @Test(
    .enabled(
      if: Python.validatesXML && Corpus.isThere,
      "skipped: DEBRIEF_CORPUS, or both xmllint and Python's lxml and xmlschema, are missing"
    )
  )
  func `JUnit holds against the schema`() throws {
    let schema = try #require(Corpus.folder).appending(path: "schemas/junit/JUnit.xsd")
    let output = try Python.run(
      """
      import io, shutil, subprocess, sys
      text = sys.stdin.buffer.read()
      if shutil.which("xmllint"):
          run = subprocess.run(["xmllint", "--noout", "--schema", sys.argv[1], "-"], input=text,
                               capture_output=True)
          print("" if run.returncode == 0 else run.stderr.decode(), end="")
      else:
          try:
              from lxml import etree
              schema = etree.XMLSchema(etree.parse(sys.argv[1]))
              schema.validate(etree.fromstring(text))
              print("".join(str(fault) for fault in schema.error_log), end="")
          except ImportError:
              import xmlschema
              for fault in xmlschema.XMLSchema(sys.argv[1]).iter_errors(io.BytesIO(text)):
                  print(fault.path, fault.reason)
      """,
      arguments: [schema.path],
      input: Self.junit
    )
    #expect(output.isEmpty, "\(output)")
  }
}

/// Any JSON value, for comparing forms.
private enum AnyJSON: Codable {
  case string(String)
  case integer(Int)
  case array([AnyJSON])
  case object([String: AnyJSON])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    do { self = .object(try container.decode([String: AnyJSON].self)) } catch {
      do { self = .array(try container.decode([AnyJSON].self)) } catch {
        do { self = .integer(try container.decode(Int.self)) } catch {
          self = .string(try container.decode(String.self))
        }
      }
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .string(let text): try container.encode(text)
    case .integer(let number): try container.encode(number)
    case .array(let elements): try container.encode(elements)
    case .object(let members): try container.encode(members)
    }
  }
}
