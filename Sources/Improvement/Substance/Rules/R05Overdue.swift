import Content

/// R5: something was promised for a day that is over, or for no day at all.
enum R05Overdue: SubstanceRule {
  static let id = "R5"
  static let level = SubstanceLevel.warning
  static let detects = "overdue work or verification, and due dates that keep moving"

  static let mostMoves = 1

  static func findings(in evidence: SubstanceEvidence) -> [SubstanceFinding] {
    evidence.entries.filter(\.state.isOpen).flatMap { entry in
      overdue(entry, evidence) + moved(entry) + orphaned(entry, evidence)
    }
  }

  private static func overdue(
    _ entry: RegisterEntry,
    _ evidence: SubstanceEvidence
  ) -> [SubstanceFinding] {
    let id = entry.id.rawValue
    guard let next = entry.nextDate else {
      return [
        finding(
          [id],
          "\(id) is open and has no next date",
          resolve: "plan it, or decide that nothing is done: debrief register show \(id)"
        )
      ]
    }
    let isVerification = entry.state == .done || entry.state == .verifying
    let grace = isVerification ? evidence.thresholds.verificationDays : 0
    let late = evidence.today.days(since: next)
    guard late > grace else { return [] }
    let verb = entry.nextStep(at: evidence.now)
    return [
      finding(
        [id],
        "\(id) was to be \(verb.words) by \(next), \(late) days ago",
        resolve: "debrief register \(verb.command) \(id) …, or move the date with a reason"
      )
    ]
  }

  /// Work that is open, and whose owner left.
  private static func orphaned(
    _ entry: RegisterEntry,
    _ evidence: SubstanceEvidence
  ) -> [SubstanceFinding] {
    entry.cycle.actions.filter { $0.finished == nil && evidence.left.contains($0.action.owner) }
      .map { action in
        finding(
          [entry.id.rawValue],
          "the owner of action \(action.number) of \(entry.id) left the organisation",
          resolve: "plan \(entry.id) again with another owner, or accept the risk"
        )
      }
  }

  private static func moved(_ entry: RegisterEntry) -> [SubstanceFinding] {
    entry.cycle.actions.filter { $0.finished == nil && $0.moves.count > mostMoves }.map { action in
      finding(
        [entry.id.rawValue],
        "the due date of action \(action.number) of \(entry.id) was moved "
          + "\(action.moves.count) times",
        resolve: "give the owner time or help, make the action smaller, or accept the risk"
      )
    }
  }

  private static func move(_ day: Int) -> RegisterEvent {
    .due(
      RegisterEvent.DueMoved(
        action: 1,
        due: ExampleRegister.day(day),
        reason: .plain("The supplier of the form is late")
      )
    )
  }

  static let examples: [SubstanceExample] = [
    .good("work that is due later") { register in
      register.today = 20
      register.entry { $0.through = .start }
    },
    .good("a verification within its grace") { register in
      register.today = 60
      register.entry { $0.through = .finish }
    },
    .good("a date that moved once") { register in
      register.today = 20
      register.entry { $0.through = .start }
      register.tell(move(60), on: 1, by: .owner, day: 15)
    },
    .bad("an action that is overdue") { register in
      register.today = 31
      register.entry { $0.through = .start }
    },
    .bad("a verification that nobody made") { register in
      register.today = 90
      register.entry { $0.through = .finish }
    },
    .bad("a date that moved twice") { register in
      register.today = 20
      register.entry { $0.through = .start }
      register.tell(move(60), on: 1, by: .owner, day: 15)
      register.tell(move(90), on: 1, by: .owner, day: 18)
    },
    .bad("an owner who left") { register in
      register.today = 20
      register.left = [ExamplePerson.owner.id]
      register.entry { $0.through = .start }
    },
    .bad("raised and never judged") { register in
      register.today = 20
      register.entry { $0.through = .raise }
    },
  ]
}
