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

  /// The texts of this content, with changes to the incident.
  package static func sources(replacing changes: [(String, String)] = []) -> [SourceText] {
    let text = changes.reduce(incident) { text, change in
      text.replacing(change.0, with: change.1, maxReplacements: 1)
    }
    return [
      SourceText(path: ContentReading.programmePath, text: programme),
      SourceText(path: ContentReading.competenciesPath, text: competencies),
      SourceText(path: incidentPath, text: text),
    ]
  }

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

// MARK: - Every type of item

extension Fixture {
  /// An incident with an item of every type, hints, a picture and a tabletop.
  package static let everyType = """
    ---
    incident: example-night-2025
    title: A file that was opened at night
    occurred: 2025-03
    severity: 3
    audience: [all-staff]
    sources:
      - {id: review, title: Post-incident review, publisher: Example Council, date: 2025-05-12, url: "https://example.org/review"}
    review-by: 2027-05-01
    owner: security-training
    ---

    # A file that was opened at night

    A file was opened, and the night was long.

    ## Facts {.facts}

    - A report was published. {#report source=review}

    ## Lesson: say it at once {#say-it .lesson competency=report-early controls=A.6.8}

    Report first, look later.

    ### Which two things go into the report? {#two-things .multiple difficulty=0.5}

    ![A form with two empty fields](media/form.png)

    One is about time. {.hint cost=0.5}

    - [x] When it was
      > It tells where to look.
    - [x] What you did
      > It tells what to undo.
    - [ ] Whose fault it was
      > A report is about what happened.

    ### How many people look at an odd event before it is closed? {#how-many-people .short-text}

    - [x] `(two|2)*`
      > A second pair of eyes.
    - [ ] one
      > Whoever looked first will see the same again.

    > At least two, the second without the first one's opinion.

    ### How many hours are left? {#hours-left .numeric unit=h difficulty=0.4}

    Staff have 72 hours, and 32 of them are gone.

    - [x] 40 +- 2
      > The rest of 72.
    - [ ] 32
      > That is what has passed.

    > Count from the moment when it became known.

    ### Put the first steps in order. {#first-steps .ordering}

    1. Leave it on and take it off the network
       > What is in memory stays there.
    2. Call the desk
       > They can warn others.
    3. Write down what you saw
       > Memory fades.

    > First stop it, then tell, then write.

    ### Which channel fits which request? {#channels .matching}

    | request | channel |
    |---|---|
    | New bank details | A call to the number in the contract |
    | A file by chat | A word in person |
    |  | A reply to the mail |

    > A channel that the sender does not control.

    ### Complete the note. {#note .cloze}

    I opened a file at [___](#note-when) and then I [___](#note-what) the computer.

    #### When? {#note-when .short-text}

    - [x] `(9|nine)*`
      > The desk needs the time.

    > A time, as near as you can.

    #### What did you do with it? {#note-what}

    - [ ] switched off
      > That empties the memory.
    - [x] took off the network
      > It keeps the traces.

    ## Tabletop: the longest night {#replay .replay}

    You are on duty.

    ### 02:10 {#first-call .actual}

    A file was opened.

    - [Close the ticket](#monday)
      > Nobody looks again.
    - [Wake the person on call](#on-call)
      > She is there in ten minutes.

    ### Monday {#monday .actual .ending outcome=as-happened}

    The servers are gone.

    > Nobody looked twice.

    ### On call {#on-call .ending outcome=better}

    Two people look at it together.

    > A second pair of eyes.
    """

  package static let everyTypePath = "Content/incidents/example-night-2025.md"

  /// A reading of it, with changes to its text.
  package static func everyTypeReading(
    replacing changes: [(String, String)] = []
  ) -> ContentReading {
    let text = changes.reduce(everyType) { text, change in
      text.replacing(change.0, with: change.1, maxReplacements: 1)
    }
    return ContentReading([
      SourceText(path: ContentReading.programmePath, text: programme),
      SourceText(path: ContentReading.competenciesPath, text: competencies),
      SourceText(path: everyTypePath, text: text),
    ])
  }
}
