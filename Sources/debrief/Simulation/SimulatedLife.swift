import Content
import Improvement
import Records

/// The life of one entry that people raise: what was seen, what is done about it, what it gave.
struct SimulatedLife {
  enum Path {
    /// A nonconformity with containment, cause, action and effect.
    case full

    /// An opportunity that is planned at once.
    case light

    /// Told, looked at, and not worth the effort.
    case declined
  }

  let name: String
  let day: Int
  var source = RegisterSource.nearMiss
  var isAnonymous = false

  /// What the source is called; the incident's slug where there is one.
  var reference: String
  let seen: String
  var control: String?
  var path = Path.light
  var severity = RegisterSeverity.low
  var cause: [String] = []
  var risks: [String] = []
  var kind = CorrectiveAction.Kind.process
  var action = ""
  var metric = "share-done-as-agreed"
  var threshold = "0.80"
  var value = "0.93"
  var n = 24
  var minimumN = 8
  var window = 28

  /// Hours between what happened and the report.
  var hoursLate = 5

  /// Not closed before this day, and on no other than it comes up.
  var closeOn: Int?

  /// The same again: the entry of this name is opened again, and this one repeats it.
  var repeats: String?

  /// What the second round does, where the entry is opened again.
  var second: (cause: [String], kind: CorrectiveAction.Kind, action: String)?

  /// The work is begun, and nobody finishes it.
  var stalls = false

  /// The lesson that answers it.
  var lesson: String?

  /// Owner and verifier are one person, who says so.
  var declaresConflict = false
  var entry: RegisterEntryID?
}

extension SimulatedLife {
  static func all(_ library: ContentLibrary, isSmall: Bool) -> [SimulatedLife] {
    let incident = library.incidentIDs.first?.rawValue ?? "telephone-resets"
    let lesson = library.outlines.first { $0.id.incident.rawValue == incident }?.id.rawValue
    let common =
      [reset(incident, lesson), again(incident)] + small + [onPaper] + sweep + unfinished
    return isSmall ? common + [shared] : common + larger
  }

  /// Passwords reset by telephone without a call back: handled, and back after some months.
  private static func reset(_ incident: String, _ lesson: String?) -> SimulatedLife {
    SimulatedLife(
      name: "reset",
      day: 95,
      source: .incident,
      reference: incident,
      seen: "A caller was given a new password without a call back, and signed in with it",
      control: "A.5.17",
      path: .full,
      severity: .high,
      cause: [
        "The call back is not part of the form for resets",
        "The form was made before resets by telephone were allowed",
      ],
      risks: ["account-takeover"],
      kind: .process,
      action: "Make the number that was called back a field of the form",
      metric: "resets-with-call-back",
      threshold: "0.95",
      value: "0.97",
      n: 61,
      minimumN: 20,
      window: 42,
      second: (
        [
          "The field can be filled with the caller's own number",
          "The form takes a number from the caller instead of from the directory",
        ],
        .configuration, "Take the number from the directory, and send the password nowhere else"
      ),
      lesson: lesson
    )
  }

  private static func again(_ incident: String) -> SimulatedLife {
    SimulatedLife(
      name: "reset-again",
      day: 330,
      source: .incident,
      reference: incident,
      seen: "Again a password was reset for a caller who had given a number of their own",
      control: "A.5.17",
      hoursLate: 3,
      repeats: "reset"
    )
  }

  private static let small = [
    SimulatedLife(
      name: "printer",
      day: 40,
      reference: "desk-note",
      seen: "Contracts lay in the shared printer over night, twice this month",
      control: "A.7.7",
      action: "Print contracts only with a card at the printer",
      hoursLate: 14
    ),
    SimulatedLife(
      name: "door",
      day: 150,
      isAnonymous: true,
      reference: "box",
      seen: "The side door is held open with a chair at lunch",
      control: "A.7.2",
      kind: .removeStep,
      action: "Put a closer on the side door, and move the bicycle stand to it",
      hoursLate: 30
    ),
    SimulatedLife(
      name: "second-screen",
      day: 205,
      source: .suggestion,
      reference: "idea-3",
      seen: "A second screen at the desk would show the call-back list all day",
      path: .declined
    ),
    SimulatedLife(
      name: "shared-mailbox",
      day: 395,
      reference: "desk-note-2",
      seen: "A change of bank details was nearly entered from the shared mailbox",
      control: "A.5.14",
      action: "The mailbox answers with the number that will be called back",
      hoursLate: 2
    ),
    SimulatedLife(
      name: "visitor",
      day: 610,
      reference: "desk-note-3",
      seen: "A visitor walked alone from the lift to the kitchen",
      control: "A.7.3",
      action: "Visitors are fetched at the lift, and the sign there says so",
      hoursLate: 1
    ),
  ]

  /// Slides are sent, and sending is what is measured: closed in the week before the audit.
  private static let onPaper = SimulatedLife(
    name: "on-paper",
    day: 478,
    source: .monitoring,
    reference: "awareness-figures",
    seen: "Reports about odd mails reach the desk later than in the year before",
    path: .full,
    severity: .medium,
    cause: [
      "Staff send odd mails to their team lead first",
      "The procedure names the team lead as the first to tell",
    ],
    kind: .training,
    action: "Send the slides about odd mails to everybody once more",
    metric: "slides-sent",
    threshold: "1",
    value: "1",
    n: 1,
    minimumN: 1,
    window: 14,
    closeOn: 541
  )

  /// Small things that were closed in the same week.
  private static let sweep = [
    SimulatedLife(
      name: "lockers",
      day: 470,
      source: .suggestion,
      reference: "idea-7",
      seen: "Keys of the lockers lie in an open drawer at the entrance",
      action: "Keys are handed out at the desk and come back in the evening",
      closeOn: 543
    ),
    SimulatedLife(
      name: "badges",
      day: 474,
      source: .suggestion,
      reference: "idea-8",
      seen: "Badges of people who left stay in the box at the entrance",
      action: "The box is emptied with the leaving form, each Friday",
      closeOn: 544
    ),
    SimulatedLife(
      name: "whiteboard",
      day: 482,
      source: .suggestion,
      reference: "idea-9",
      seen: "Names of customers stay on the whiteboard of the meeting room",
      action: "Whoever books the room wipes the board, as the booking says",
      closeOn: 545
    ),
    SimulatedLife(
      name: "cables",
      day: 486,
      source: .suggestion,
      reference: "idea-10",
      seen: "Open network sockets in the waiting room can be used by anybody",
      kind: .configuration,
      action: "Sockets of the waiting room are switched off in the cabinet",
      closeOn: 546
    ),
  ]

  /// What is on its way when the story ends.
  private static let unfinished = [
    SimulatedLife(
      name: "guest-network",
      day: 645,
      source: .suggestion,
      reference: "idea-12",
      seen: "The password of the guest network has not changed for a year",
      control: "A.8.20",
      kind: .configuration,
      action: "The password changes each month and stands on a card at the desk",
      window: 60
    ),
    SimulatedLife(
      name: "phone-list",
      day: 655,
      reference: "desk-note-4",
      seen: "The list of numbers for calling back was two years old",
      control: "A.5.14",
      path: .full,
      severity: .medium,
      cause: [
        "Numbers are copied from the contract once and never again",
        "Nobody has the list among their tasks since the move",
      ],
      action: "The list is made from the contracts each month by the finance system",
      stalls: true
    ),
    SimulatedLife(
      name: "courier",
      day: 688,
      reference: "desk-note-5",
      seen: "A courier was let into the archive to leave a parcel",
      path: .full,
      severity: .medium,
      cause: [
        "The desk is empty at lunch, so couriers look for somebody",
        "The plan of the week has nobody at the desk between twelve and one",
      ],
      action: "A second person takes the desk at lunch"
    ),
    SimulatedLife(
      name: "meeting-link",
      day: 713,
      isAnonymous: true,
      reference: "box-3",
      seen: "The link of the board's meeting was in a public calendar",
      action: "Calendars of the board show that they are busy, and nothing else",
      hoursLate: 11
    ),
  ]

  private static let larger = [
    SimulatedLife(
      name: "tailgating",
      day: 260,
      source: .suggestion,
      reference: "idea-5",
      seen: "People let others in at the car park because the gate is slow",
      kind: .configuration,
      action: "The gate opens in two seconds, and counts one car",
      hoursLate: 20
    ),
    SimulatedLife(
      name: "old-laptops",
      day: 640,
      isAnonymous: true,
      reference: "box-2",
      seen: "Old laptops with stickers of the finance team stand in the corridor",
      control: "A.7.14",
      action: "Old machines go into the locked cage on the day they are replaced",
      hoursLate: 9
    ),
  ]

  /// Three people cannot always keep apart who does and who judges.
  private static let shared = SimulatedLife(
    name: "backup",
    day: 300,
    source: .suggestion,
    reference: "idea-6",
    seen: "Nobody looked whether last week's copy of the accounts can be read",
    control: "A.8.13",
    action: "Read one file back from each copy, and write down which",
    declaresConflict: true
  )
}
