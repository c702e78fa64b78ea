import Competence
import Content
import Improvement
import Psychometrics
import Records

/// Signals, and what becomes of those that no plot takes up.
extension SimulatedStory {
  func isLook(_ day: Int) -> Bool {
    day >= Self.firstLook && (day - Self.firstLook) % Self.lookEvery == 0
  }

  func proposals(_ evening: Evening) -> [Act] {
    guard isLook(evening.day) else { return [] }
    let table = AnswerTable(evening.records.attempts)
    let items = ItemAnalysis.all(table, models: models, confidence: 0.9)
    let signals =
      Signal.all(groups: groups(evening), items: items, library: library)
      + (cast.isComplete
        ? Signal.content(library, system: system, on: evening.today)
          + Signal.trainingOverdue(
            table,
            roster: evening.records.roster,
            library: library,
            now: evening.now
          )
          + Signal.system(
            evidence(evening),
            effects: TrainingEffect.all(
              system.register.entries,
              among: system.register.entries,
              table: table,
              library: library,
              confidence: 0.9
            ),
            cadence: LookCadence(library.programme, evidence(evening).organisation.preset),
            minimumCell: library.programme.minimumCell
          )
          + Signal.misconceptions(
            table,
            roles: evening.records.roster.members.mapValues(\.roles),
            suspicious: Set(items.filter { !$0.verdicts.isEmpty }.map(\.question.item)),
            library: library
          ) : [])
    return system.register.proposals(for: signals, now: evening.now).map {
      Act(deed: .register($0.event, $0.entry), by: .system)
    }
  }

  /// Signals that no plot takes up are looked at within some days: rejected where they ask for
  /// something that was done since, else judged and declined for a reason that can be read.
  func triage(_ evening: Evening) -> [Act] {
    guard cast.isComplete else { return [] }
    let taken = Set(plots.compactMap(\.entry) + lives.compactMap(\.entry))
    return system.register.entries.filter { entry in
      [.raised, .triaged].contains(entry.state) && entry.raised.by == .system
        && !taken.contains(entry.id) && isPatient(entry, evening)
    }.prefix(2).compactMap { entry in
      let lead = actor(.lead, evening)
      switch entry.state {
      case .raised: return Act(deed: .register(firstWord(entry), entry.id), by: lead)
      case .triaged:
        let event = RegisterEvent.decline(RegisterEvent.Declined(reason: .plain(reason(entry))))
        return Act(deed: .register(event, entry.id), by: lead)
      default: return nil
      }
    }
  }

  private func isPatient(_ entry: RegisterEntry, _ evening: Evening) -> Bool {
    let age = evening.now.utcDay.days(since: entry.raised.at.utcDay)
    return entry.state == .raised ? age >= 9 : age >= 12
  }

  private func firstWord(_ entry: RegisterEntry) -> RegisterEvent {
    let competency = entry.raised.facts.fingerprint?.split(separator: "/").last.map(String.init)
    let plot = plots.first { $0.competency.rawValue == competency && $0.entry != nil }
    if entry.source == .quizCluster, let original = plot?.entry, original != entry.id {
      return .reject(
        RegisterEvent.Rejected(
          verdict: .duplicate(of: original),
          reason: .plain("The same competency in another role; the action is for all roles")
        )
      )
    }
    if entry.reference.contains("-due/") {
      return .reject(
        RegisterEvent.Rejected(
          verdict: .noFinding,
          reason: .plain("It is in the calendar, and invitations went out this week")
        )
      )
    }
    return Self.opportunity(entry)
  }

  private func reason(_ entry: RegisterEntry) -> String {
    switch entry.source {
    case .itemAnalysis: "The trainer read the item with two colleagues, and its key is right"
    case .quizCluster: "Few people are concerned, and they practise it until the next look"
    case .policyChange: "The lessons were read against the new text, and say the same"
    default: "It was looked at, and what it would cost is more than what it would win"
    }
  }
}
