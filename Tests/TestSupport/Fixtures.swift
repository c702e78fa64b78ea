import Content

/// Small content of our own, sound unless a test changes it.
package enum Fixture {
  package static let programme = """
    organisation: Example Council
    time-zone: Europe/London
    roles:
      - id: all-staff
        requires: [verify-requests]
      - id: finance
        includes: [all-staff]
        requires: [report-early]
    """

  package static let competencies = """
    competencies:
      - id: verify-requests
        statement: Confirms unusual requests on a channel that the requester does not control
        controls: [A.6.3, A.5.14]
      - id: report-early
        statement: Reports suspected events at once through the known channel
        controls: [A.6.8]
    """

  package static let incident = """
    ---
    incident: example-mail-2025
    title: A supplier's mailbox changes its bank details
    occurred: 2025-03-04/2025-03-06
    severity: 4
    audience: [finance, all-staff]
    attack: [T1566.002]
    sources:
      - {id: review, title: Post-incident review, publisher: Example Council, date: 2025-05-12, url: "https://example.org/review"}
    review-by: 2027-05-01
    owner: security-training
    ---

    # A supplier's mailbox changes its bank details

    A mailbox was taken over, and a changed account number was believed.

    ## Facts {.facts}

    - The entry route was likely a server without a second factor. {#entry source=review status=alleged}
    - A report was published. {#report source=review}

    ## Timeline {.timeline}

    - **2025-03-04** A first message arrives. {source=review}

    ## Causes {.causes}

    - Changes were confirmed by reply to the same mail. {#same-channel control=A.5.14 source=review}

    ## Lesson: confirm on a channel you already trust {#trusted-channel .lesson competency=verify-requests controls=A.6.3,A.6.8}

    Use a number that you had before the message came.

    ### New bank details arrive from a supplier you know. What do you do first? {#first-move difficulty=0.3 fact=report}

    It is Friday afternoon.

    - [ ] Reply and ask for confirmation
      > A reply goes to whoever wrote the mail.
    - [x] Ring the number in the contract
      > The attacker does not control that channel.
    - [ ] Pay a small amount to test the account
      > A test payment proves only that the account exists.

    ### Which of these belong in the report? {#what-to-report .multiple}

    - [x] When the mail came
      > It tells where to look.
    - [x] What you did
      > It tells what to undo.
    - [ ] Whose fault it was
      > A report is about what happened.

    ### Deleting the message ends the danger for everyone. {#deleting .true-false difficulty=-0.8}

    - [ ] True
      > Others have the same message.
    - [x] False
      > Others have the same message.
    """

  package static let incidentPath = "Content/incidents/example-mail-2025.md"

  /// A reading of this content, with changes to the incident's text.
  package static func reading(
    replacing changes: [(String, String)] = [],
    programme: String = programme,
    competencies: String = competencies
  ) -> ContentReading {
    let text = changes.reduce(incident) { text, change in
      text.replacing(change.0, with: change.1, maxReplacements: 1)
    }
    return ContentReading([
      SourceText(path: ContentReading.programmePath, text: programme),
      SourceText(path: ContentReading.competenciesPath, text: competencies),
      SourceText(path: incidentPath, text: text),
    ])
  }

  package struct Unsound: Error {
    let diagnostics: String
  }

  package static func library() throws -> ContentLibrary {
    let reading = reading()
    guard let library = reading.library else {
      throw Unsound(diagnostics: reading.diagnostics.map(\.text).joined(separator: "\n"))
    }
    return library
  }
}
