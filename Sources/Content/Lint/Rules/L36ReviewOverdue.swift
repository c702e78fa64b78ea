/// An incident is reviewed by its day.
struct L36ReviewOverdue: IncidentRule {
  static let id = "L36"
  static let summary = "an incident is reviewed by the day that its front matter names"
  static let severity = Diagnostic.Severity.warning
  static let why = "a lesson that was right once may teach what is wrong by now"
  static let hint = "read it again with its owner, mend it, and set a new review-by"

  /// From here on it is an error.
  static let graceDays = 90

  func faults(in incident: LintedIncident) -> [Fault] {
    let days = incident.today.days(since: incident.incident.reviewBy)
    guard days > 0 else { return [] }
    return [
      Fault(
        overdue(days),
        at: incident.frontMatterPlace(of: "review-by"),
        severity: days > Self.graceDays ? .error : .warning
      )
    ]
  }

  static let examples: [LintExample] = [
    .bad(file(reviewBy: "↓review-by: 2025-12-01")),
    .bad(file(reviewBy: "↓review-by: 2024-12-01")),
    .good(file(reviewBy: "review-by: 2026-12-01")),
  ]

  private static func file(reviewBy: String) -> String {
    """
    ---
    incident: example
    title: A file that was opened at night
    occurred: 2025-03
    severity: 3
    sources:
      - {id: review, title: Review, publisher: Example Council, date: 2025-05-12, url: "https://example.org/r"}
    \(reviewBy)
    owner: training
    ---

    # A file that was opened at night

    ## Lesson: say it at once {#say-it .lesson competency=report-early controls=A.6.8}

    Report first, look later.
    """
  }
}

private func overdue(_ days: Int) -> String {
  "the review is \(days == 1 ? "a day" : "\(days) days") overdue"
}
