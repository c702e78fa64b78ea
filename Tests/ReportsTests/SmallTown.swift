import Content
import Quiz
import Records
import Reports
import Testing

/// Thirteen people of a small council, made by hand so that every figure can be counted.
///
/// Ten are staff, three are finance (who are staff as well, by inclusion). All answer the four items
/// on reporting in March 2026: eleven right, `p-…9` and `p-…10` wrong and sure. In May the three of
/// finance alone answer the three items on payments. Nobody answers in April.
enum SmallTown {
  static let end = day(2026, 5, 31)

  static func report(
    organisation: String = "Example Council",
    asOf: Day = end
  ) throws
    -> CompetenceReport
  {
    try log(organisation: organisation).report(asOf: asOf, isSimulated: true)
  }

  /// The report on a log that has no entry.
  static func emptyReport() throws -> CompetenceReport {
    try LogFixture(library(organisation: "Example Council")).report(asOf: end)
  }

  static func log(organisation: String = "Example Council") throws -> LogFixture {
    let library = try library(organisation: organisation)
    var log = LogFixture(library)
    let staff = RoleID(rawValue: "all-staff")
    let finance = RoleID(rawValue: "finance")
    for number in 1...13 {
      log.enrol(person(number), [number <= 10 ? staff : finance], on: day(2026, 3, 1))
    }
    for number in 1...13 {
      for item in library.lessons[0].items {
        let isCorrect = number != 9 && number != 10
        log.answer(
          item,
          by: person(number),
          on: day(2026, 3, 2 + number % 5),
          isCorrect: isCorrect,
          certainty: isCorrect ? .think : .know
        )
      }
    }
    for number in 11...13 {
      for item in library.lessons[1].items {
        log.answer(item, by: person(number), on: day(2026, 5, 4), isCorrect: true)
      }
    }
    return log
  }

  static func library(organisation: String) throws -> ContentLibrary {
    let reading = ContentReading([
      SourceText(path: ContentReading.programmePath, text: programme(organisation)),
      SourceText(path: ContentReading.competenciesPath, text: competencies),
      SourceText(path: "Content/incidents/small-town.md", text: incident),
    ])
    return try #require(reading.library, "\(reading.diagnostics.map(\.text))")
  }

  private static func programme(_ organisation: String) -> String {
    """
    organisation: "\(organisation)"
    time-zone: Europe/Berlin
    roles:
      - id: all-staff
        requires: [report-early]
      - id: finance
        includes: [all-staff]
        requires: [payment-changes]
    mastery: {cut: 0.0, indifference: 0.3, alpha: 0.05, beta: 0.05, cap: 30}
    recall: {target: 0.85, validity-days: {min: 90, max: 400}}
    signals: {min-people: 8, interval: 0.90, target-mastery: 0.80, lesson-within-days: 30}
    privacy: {min-cell: 5}
    """
  }

  private static let competencies = """
    competencies:
      - id: report-early
        statement: Reports what looks wrong & says so <at once>
        controls: [A.6.8]
      - id: payment-changes
        statement: Confirms changed bank details on another channel
        controls: [A.5.14]
    """

  private static func item(_ id: String, _ stem: String) -> String {
    """
    ### \(stem) {#\(id)}

    - [ ] Wait until somebody else reports it
      > Nobody else may have seen it.
    - [x] Report it on the known channel
      > The team can act only on what it knows.
    - [ ] Delete the message and go on
      > Colleagues may have got the same.


    """
  }

  private static let incident = """
    ---
    incident: small-town
    title: A letter to the treasurer
    occurred: 2025-03-04
    severity: 3
    audience: [all-staff]
    sources:
      - {id: review, title: Review, publisher: Example Council, date: 2025-05-12, url: "https://example.org/review"}
    review-by: 2027-05-01
    owner: security-training
    ---

    # A letter to the treasurer

    A letter asked for money.

    ## Facts {.facts}

    - The letter came on a Monday. {#monday source=review}

    ## Causes {.causes}

    - Nobody reported it. {#silent control=A.6.8 source=review}

    ## Lesson: report at once {#report .lesson competency=report-early controls=A.6.8}

    Report first.


    """
    + item("first", "A tool asks <you> & \"others\" to sign in. What do you do?")
    + item("second", "A second letter comes. What do you do?")
    + item("third", "A third letter comes. What do you do?")
    + item("fourth", "A fourth letter comes. What do you do?")
    + "## Lesson: confirm payments {#pay .lesson competency=payment-changes controls=A.5.14}\n\n"
    + "Ring them.\n\n"
    + item("details", "Bank details change. What do you do?")
    + item("amount", "The amount changes. What do you do?")
    + item("name", "The name changes. What do you do?")
}
