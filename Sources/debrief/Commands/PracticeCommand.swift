import ArgumentParser
import Competence
import Content
import Foundation
import Psychometrics
import Quiz
import Records
import Session
import Storage

struct PracticeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "practice",
    abstract: "Practise what is due; resumes what was interrupted."
  )

  @OptionGroup var options: GlobalOptions

  @Option(help: ArgumentHelp("Only lessons for this competency.", valueName: "id"))
  var competency: String?

  @Option(help: ArgumentHelp("Only lessons from this incident.", valueName: "id"))
  var incident: String?

  @Option(help: "How many questions.")
  var limit: Int?

  func validate() throws {
    guard limit.map({ (1...500).contains($0) }) ?? true else {
      throw ValidationError("--limit is a number from 1 to 500")
    }
  }

  @MainActor
  func run() async throws {
    var bench = try Workbench(options.settings)
    let identity = try await bench.identity()
    let practice = Practice(bench: bench, identity: identity, theme: Theme(options.settings))
    try await practice.tell(practice.agenda())
    let scope = try Practice.Scope(competency: competency, incident: incident, in: bench.library)
    let source: any LineSource =
      isatty(STDIN_FILENO) == 1 ? LineEditor(historyPath: nil) : ScriptSource()
    try await practice.run(scope: scope, limit: limit, source: source).conclude()
  }
}

/// Practice from the choice of items to the last word.
@MainActor
struct Practice {
  let bench: Workbench
  let identity: Identity
  let theme: Theme

  /// Decides which of equally good items are asked and in which order options stand.
  private let seed: UInt64

  init(bench: Workbench, identity: Identity, theme: Theme) {
    self.bench = bench
    self.identity = identity
    self.theme = theme
    seed = bench.settings.seed ?? UInt64.random(in: .min ... .max)
  }

  /// Which lessons are asked for.
  struct Scope: Sendable {
    static let everything = Scope()

    private(set) var competency: CompetencyID?
    private(set) var incident: IncidentID?

    private init() {}

    init(competency: String?, incident: String?, in library: ContentLibrary) throws {
      if let competency {
        let names = library.competencies.map(\.id.rawValue)
        self.competency = CompetencyID(
          rawValue: try known(competency, among: names, called: "competency")
        )
      }
      if let incident {
        let names = library.incidentIDs.map(\.rawValue)
        self.incident = IncidentID(
          rawValue: try known(incident, among: names, called: "incident")
        )
      }
    }

    var isEverything: Bool { competency == nil && incident == nil }

    func contains(_ lesson: LessonOutline) -> Bool {
      (competency ?? lesson.competency) == lesson.competency
        && (incident ?? lesson.id.incident) == lesson.id.incident
    }
  }

  /// What is to be done now.
  struct Agenda: Sendable {
    let open: QuizSession?
    let profile: CompetenceProfile
    let streamLength: Int

    /// What was corrected since the person was told.
    let untold: [Correction]

    /// Lessons that ask for attention now.
    var pressing: Int { profile.priorities.pressing.count }
  }

  func agenda() async throws -> Agenda {
    let records = try await bench.records(of: identity.person)
    let profile = try await bench.profile(of: identity.person, in: records, on: bench.day())
    let person = records.people[identity.person]
    return Agenda(
      open: person?.openSession,
      profile: profile,
      streamLength: person?.streamLength ?? 0,
      untold: person?.withoutOpenAssessment(parameters: records.parameters).untold ?? []
    )
  }

  /// Says once what was corrected, and records that it was said.
  func tell(_ agenda: Agenda) async throws {
    guard !agenda.untold.isEmpty else { return }
    for correction in agenda.untold {
      for line in wrapped(
        correction.words(bench.library),
        width: min(84, terminalSize().columns - 1)
      ) {
        say(line)
      }
    }
    let stream = identity.person.rawValue
    _ = try await bench.ledger.append(
      LedgerBatch(
        [
          bench.draft(
            PersonTold.kind,
            PersonTold.data(entries: agenda.streamLength),
            in: stream,
            by: identity,
            as: .staff
          )
        ],
        expecting: [stream: agenda.streamLength]
      )
    )
  }

  func run(
    scope: Scope,
    limit: Int?,
    source: any LineSource
  ) async throws -> Conversation.Outcome {
    let agenda = try await agenda()
    let port: LocalSession
    if let open = agenda.open, let terms = open.assessment {
      // What is practised between two questions of an assessment is no longer measured.
      throw Refusal(
        .notAllowed,
        "an assessment of ‘\(terms.competency)’ waits at question \(open.index + 1)",
        hint: "go on with: debrief assess \(terms.competency), or give it up with --abandon"
      )
    }
    if let open = agenda.open, scope.isEverything, limit == nil || limit == open.items.count {
      say("Resuming at question \(open.index + 1) of \(open.items.count).")
      port = LocalSession(
        resuming: open,
        streamLength: agenda.streamLength,
        bench: bench,
        identity: identity
      )
    } else {
      let form = try form(scope: scope, limit: limit, agenda: agenda)
      port = try await begin(form, agenda)
    }
    let conversation = Conversation(
      port: port,
      source: source,
      theme: theme,
      why: { try await reason(for: $0, agenda.profile) }
    )
    let outcome = try await conversation.run()
    if case .ended(SIGHUP) = outcome { return outcome }  // nobody is there to read a farewell
    try await farewell(outcome)
    if case .finished = outcome { try await lookForSignals() }
    return outcome
  }

  /// Why an item is asked, in words; what the group confuses is looked up only then, because it takes
  /// the whole log.
  private func reason(for item: ItemID, _ profile: CompetenceProfile) async throws -> String {
    let priority = profile.priorities.lessons.first { $0.lesson == item.lesson }
    let lesson = bench.library.lesson(item.lesson)
    var parts = [
      priority?.reason.words(competency: lesson?.competency) ?? "you asked for its lesson"
    ]
    if bench.people.people.count >= bench.library.programme.minimumCell {
      let programme = bench.library.programme
      let heat = MisconceptionHeat(
        try await bench.records(),
        programme: programme,
        confidence: Probability(programme.signals.confidence) ?? 0.9
      )
      let roles = Set(profile.roles)
      if let hot = heat.hot.first(where: { $0.lesson == item.lesson && roles.contains($0.role) }) {
        parts.append(
          "your group confuses something here: \(percent(hot.share.proportion.value)) of "
            + "\(hot.share.trials) in \(hot.role) were sure of the same wrong answer to a question of "
            + "this lesson"
        )
      }
    }
    return parts.joined(separator: "; ")
  }

  private func form(scope: Scope, limit: Int?, agenda: Agenda) throws -> QuizForm {
    let library = bench.library
    let all = agenda.profile.priorities
    let outlines = Dictionary(library.outlines.map { ($0.id, $0) }) { first, _ in first }
    let inScope = all.lessons.filter { outlines[$0.lesson].map(scope.contains) ?? false }
    // Somebody who names a lesson may practise it whether or not their roles require it.
    let named = scope.isEverything ? [] : library.outlines.filter(scope.contains)
    let extra = named.filter { lesson in !inScope.contains { $0.lesson == lesson.id } }.map {
      ItemPriorities.LessonPriority(lesson: $0.id, reason: .new)
    }
    let form = QuizForm(
      from: library,
      priorities: ItemPriorities(lessons: inScope + extra, lastMet: all.lastMet),
      limit: limit ?? QuizForm.usualLength,
      seed: seed
    )
    guard !form.entries.isEmpty else {
      throw Refusal(
        .noInput,
        "there is nothing to ask",
        hint: "your roles require no lesson; see: debrief content list"
      )
    }
    return form
  }

  private func begin(_ form: QuizForm, _ agenda: Agenda) async throws -> LocalSession {
    if let open = agenda.open {
      say(
        "The session that stood at question \(open.index + 1) of \(open.items.count) is put aside."
      )
    }
    let minutes = max(1, (form.expectedSeconds(in: bench.library) + 30) / 60)
    let count = form.entries.count
    say(
      "\(count) question\(count == 1 ? "" : "s"), about \(minutes) minute\(minutes == 1 ? "" : "s"). "
        + "Type ? for help."
    )
    var generator = SystemRandomNumberGenerator()
    let session = QuizSession(
      id: EventID(using: &generator),
      form: form,
      seed: seed
    )
    return try await LocalSession(
      beginning: session,
      replacing: agenda.open,
      streamLength: agenda.streamLength,
      bench: bench,
      identity: identity
    )
  }

  /// Results flow back into the register by themselves, where there are people enough for a signal.
  private func lookForSignals() async throws {
    guard bench.people.people.count >= bench.library.programme.signals.minimumPeople else { return }
    do { _ = try await RegisterDesk(bench).propose() } catch LedgerError.conflict, LedgerError.busy
    {
      return  // somebody else is proposing the same
    }
  }

  private func farewell(_ outcome: Conversation.Outcome) async throws {
    let agenda = try await agenda()
    if case .finished = outcome {
      printData("")
      let due = agenda.pressing
      if due > 0 {
        say(
          "\(due) more lesson\(due == 1 ? " asks" : "s ask") for attention; go on with: practice"
        )
      } else if let next = agenda.profile.nextDueDay {
        say("Nothing more is due. The next refresher is due on \(next).")
      }
    } else if let open = agenda.open {
      say(
        "Saved at question \(open.index + 1) of \(open.items.count). Go on with: debrief practice"
      )
    }
  }
}

extension Correction {
  /// What it means for the person.
  fileprivate func words(_ library: ContentLibrary) -> String {
    switch self {
    case .answer(let regrading):
      let stem = library.item(regrading.version.item)?.stem ?? regrading.version.item.rawValue
      return
        "The key of a question was wrong and is corrected: “\(neutralised(stem))” By the corrected key "
        + "your answer (entry \(regrading.position)) is "
        + "\(regrading.score.isCorrect ? "right" : "wrong")."
    case .decision(let was, let now):
      return
        "Your assessment of ‘\(now.competency)’ was computed again with it: it was "
        + "\(was.outcome.rawValue), and is \(now.outcome.rawValue). Both stay on record."
    }
  }
}

extension ItemPriorities.Reason {
  fileprivate func words(competency: CompetencyID?) -> String {
    let name = competency.map { " of ‘\($0)’" } ?? ""
    return switch self {
    case .misconception: "you were sure of another answer to a question of this lesson last time"
    case .due(let recall): "due: recall \(percent(recall.value))"
    case .weak: "your mastery\(name) is below the cut, or too little is known of it"
    case .new: "new: your roles require the lesson, and you have not met it"
    case .early(let recall): "nothing is due; ahead of time, recall \(percent(recall.value))"
    }
  }
}

extension Conversation.Outcome {
  /// Ends the process as the outcome asks for; returns where there is nothing to say.
  func conclude() {
    if case .ended(let signal) = self { exit(128 + signal) }
  }
}
