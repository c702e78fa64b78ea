/// Content that keeps or breaks a rule, from which documentation and tests are made.
///
/// A bad one has a `↓` before the place of the fault; the mark is taken out before the text is read.
/// A text that begins with `###` is an item, one with `##` a section, each of a small sound incident;
/// one with `---` is a whole file. What a set rule needs is an item that is repeated, `#n` counting.
package struct LintExample: Sendable {
  package enum Verdict: Hashable, Sendable {
    case good
    case bad

    /// The reader itself refuses it already, under this name; the rule is for what was imported.
    case refused(String)
  }

  package let verdict: Verdict

  /// As it is shown.
  package let markdown: String
  package var repetitions = 1
  package var language = "en"
  package var today = Day(number: 20_454)  // 2026-01-01
  package var competencies: String?

  static func good(
    _ markdown: String,
    repeated repetitions: Int = 1,
    language: String = "en",
    competencies: String? = nil
  ) -> LintExample {
    LintExample(
      verdict: .good,
      markdown: markdown,
      repetitions: repetitions,
      language: language,
      competencies: competencies
    )
  }

  static func bad(
    _ markdown: String,
    repeated repetitions: Int = 1,
    language: String = "en",
    competencies: String? = nil
  ) -> LintExample {
    LintExample(
      verdict: .bad,
      markdown: markdown,
      repetitions: repetitions,
      language: language,
      competencies: competencies
    )
  }

  static func refused(by code: String, _ markdown: String) -> LintExample {
    LintExample(verdict: .refused(code), markdown: markdown)
  }

  /// The texts of a workspace that holds the example, without its mark.
  package var sources: [SourceText] {
    marked.map { path, text in SourceText(path: path, text: text.replacing("↓", with: "")) }
  }

  /// Where the mark stands: line and column; the title of the file for a set.
  package var mark: SourceLocation? {
    for (path, text) in marked {
      for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      {
        guard let place = line.firstIndex(of: "↓") else { continue }
        let column = line.distance(from: line.startIndex, to: place) + 1
        return SourceLocation(path: path, line: index + 1, column: column)
      }
    }
    let lines = sources[2].lines
    guard let title = lines.firstIndex(where: { $0.hasPrefix("# ") }) else { return nil }
    return SourceLocation(path: Self.path, line: title + 1, column: 1)
  }

  private var marked: [(path: String, text: String)] {
    [
      (ContentReading.programmePath, Self.programme),
      (ContentReading.competenciesPath, competencies ?? Self.competencies),
      (Self.path, incident),
    ]
  }

  private var incident: String {
    let repeated = (1...max(1, repetitions)).map { count in
      markdown.replacing("#n", with: "#item-\(count)")
    }.joined(separator: "\n\n")
    let head = Self.head.replacing("owner: training", with: "owner: training\nlang: \(language)")
    let bare = markdown.replacing("↓", with: "")
    if bare.hasPrefix("### ") { return head + Self.lesson + repeated + "\n" }
    return (bare.hasPrefix("---") ? "" : head) + repeated + "\n"
  }

  static let path = "Content/incidents/example.md"

  static let head = """
    ---
    incident: example
    title: A file that was opened at night
    occurred: 2025-03
    severity: 3
    sources:
      - {id: review, title: Review, publisher: Example Council, date: 2025-05-12, url: "https://example.org/r"}
    review-by: 2027-05-01
    owner: training
    ---

    # A file that was opened at night

    A file was opened, and the night was long.

    ## Facts {.facts}

    - A report was published. {#report source=review}


    """

  private static let lesson = """
    ## Lesson: say it at once {#say-it .lesson competency=report-early controls=A.6.8}

    Report first, look later.


    """

  private static let programme = """
    organisation: Example Council
    time-zone: Europe/London
    roles:
      - id: all-staff
        requires: [report-early]
    """

  private static let competencies = """
    competencies:
      - id: report-early
        statement: Reports suspected events at once through the known channel
        controls: [A.6.8]
    """
}
