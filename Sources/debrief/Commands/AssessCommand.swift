import ArgumentParser
import Competence
import Content
import Foundation
import Psychometrics
import Quiz
import Records
import Reports
import Session
import Storage

struct AssessCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assess",
    abstract: "Decide on mastery of a competency, with stated error rates.",
    discussion: """
      The rules are shown first, and nothing is said of keys until the end. An assessment that was \
      left is gone on with by the same command. Ends with status 0 when every competency is mastered, \
      with 1 when one is not, is undecided or was left.
      """
  )

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("Competencies, one after the other.", valueName: "competency"))
  var competencies: [String]

  @Flag(help: "Give up the assessment that was left; it decides nothing, and stays on record.")
  var abandon = false

  @MainActor
  func run() async throws {
    var bench = try Workbench(options.settings)
    let identity = try await bench.identity()
    let desk = Assessments(bench: bench, identity: identity, theme: Theme(options.settings))
    let chosen = try competencies.map { try desk.competency($0) }
    if abandon {
      for competency in chosen { try await desk.abandon(competency) }
      return
    }
    let source: any LineSource =
      isatty(STDIN_FILENO) == 1 ? LineEditor(historyPath: nil) : ScriptSource()
    var areMastered = true
    for competency in chosen {
      switch try await desk.run(competency, source: source) {
      case .decided(let record): areMastered = areMastered && record.outcome == .mastered
      case .left(let outcome):
        outcome.conclude()
        throw ExitCode(ExitStatus.doesNotHold.rawValue)
      }
    }
    if !areMastered { throw ExitCode(ExitStatus.doesNotHold.rawValue) }
  }
}

/// Mastery decisions, from their rules to what they mean.
@MainActor
struct Assessments {
  let bench: Workbench
  let identity: Identity
  let theme: Theme
  private let seed: UInt64

  init(bench: Workbench, identity: Identity, theme: Theme) {
    self.bench = bench
    self.identity = identity
    self.theme = theme
    seed = bench.settings.seed ?? UInt64.random(in: .min ... .max)
  }

  /// How an assessment ended here.
  enum Ending {
    case decided(MasteryRecord)
    case left(Conversation.Outcome)
  }

  /// With fewer items than this nothing can be decided with common error rates.
  private static let fewestItems = 5

  private var width: Int { min(SessionScreen.widest, max(20, terminalSize().columns - 1)) }
  private var rule: MasteryRule { bench.library.programme.mastery }

  func competency(_ name: String) throws -> CompetencyID {
    let names = bench.library.competencies.map(\.id.rawValue)
    return CompetencyID(rawValue: try known(name, among: names, called: "competency"))
  }

  // MARK: Conduct

  func run(_ competency: CompetencyID, source: any LineSource) async throws -> Ending {
    let records = try await bench.records(of: identity.person)
    let person = records.people[identity.person]
    let port: LocalSession
    if let open = person?.openSession, let terms = open.assessment,
      try await isCurrent(open, person)
    {
      guard terms.competency == competency else {
        throw Refusal(
          .notAllowed,
          "an assessment of ‘\(terms.competency)’ waits at question \(open.index + 1)",
          hint: "go on with: debrief assess \(terms.competency), or give it up with --abandon"
        )
      }
      say("Going on with the assessment of ‘\(competency)’ at question \(open.index + 1).")
      port = LocalSession(
        resuming: open,
        streamLength: person?.streamLength ?? 0,
        bench: bench,
        identity: identity
      )
    } else {
      try requireWait(person, competency)
      var session = try newSession(of: competency, records)
      explain(competency, session)
      if source is LineEditor {
        switch source.line(
          prompt: "Enter begins, q leaves ",
          completions: [],
          keepsHistory: false
        )
        {
        case .text(let text) where !["q", "quit"].contains(text.trimmed): break
        case .ended(let signal): return .left(.ended(signal: signal))
        case .text, .leave: return .left(.left)
        }
      }
      // Another window may have begun or ended an assessment while this one waited.
      let fresh = try await bench.records(of: identity.person)
      let now = fresh.people[identity.person]
      if now?.streamLength != person?.streamLength {
        if now?.openSession?.assessment != nil {
          throw Refusal(
            .tryAgain,
            "an assessment began in another window",
            hint: "go on there, or leave it and type this again"
          )
        }
        try requireWait(now, competency)
        session = try newSession(of: competency, fresh)
      }
      port = try await LocalSession(
        beginning: session,
        replacing: now?.openSession,
        streamLength: now?.streamLength ?? 0,
        bench: bench,
        identity: identity
      )
    }
    let conversation = Conversation(
      port: port,
      source: source,
      theme: theme,
      why: { _ in "It is one of the items that tell most at the cut; the order stood beforehand." }
    )
    let outcome = try await conversation.run()
    guard case .finished = outcome else {
      if case .ended(SIGHUP) = outcome { return .left(outcome) }
      let left = try await bench.records(of: identity.person).people[identity.person]
      let began = left?.events.first.map { Clock.day(of: $0.at) } ?? bench.day()
      let last = began.adding(days: rule.resumeDays)
      say("Saved. Go on until \(last) with: debrief assess \(competency)")
      return .left(outcome)
    }
    let after = try await bench.records(of: identity.person).people[identity.person]
    guard let decision = after?.decisions.last?.record else {
      throw LedgerError.damaged("the decision that was just recorded is not in the log")
    }
    show(decision, competency)
    return .decided(decision)
  }

  /// Whether an assessment that was left may still be gone on with; ends it if not.
  private func isCurrent(
    _ open: QuizSession,
    _ person: CompetenceRecords.Person?
  ) async throws -> Bool {
    guard let began = person?.events.first?.at else { return true }
    let days = Clock.day(of: bench.clock.now).days(since: Clock.day(of: began))
    guard days > rule.resumeDays else { return true }
    try await end(open, .expired, person)
    say(
      "The assessment of \(Clock.day(of: began)) began more than \(rule.resumeDays) days ago and is "
        + "closed without a decision."
    )
    return false
  }

  func abandon(_ competency: CompetencyID) async throws {
    let person = try await bench.records(of: identity.person).people[identity.person]
    guard let open = person?.openSession, open.assessment?.competency == competency else {
      throw Refusal(
        .noInput,
        "no assessment of ‘\(competency)’ waits",
        hint: "begin one with: debrief assess \(competency)"
      )
    }
    try await end(open, .abandoned, person)
    say("Given up after \(open.answers.count) answers; it decides nothing, and stays on record.")
  }

  private func end(
    _ open: QuizSession,
    _ reason: SessionEvent.Ended.Reason,
    _ person: CompetenceRecords.Person?
  ) async throws {
    let event = SessionEvent.ended(SessionEvent.Ended(session: open.id, reason: reason))
    let stream = identity.person.rawValue
    _ = try await bench.ledger.append(
      LedgerBatch(
        [bench.draft(event.kind, event.data, in: stream, by: identity, as: .staff)],
        expecting: [stream: person?.streamLength ?? 0]
      )
    )
  }

  /// Trying again at once until it works out would turn the stated error rates into nothing.
  private func requireWait(_ person: CompetenceRecords.Person?, _ competency: CompetencyID) throws {
    guard let last = person?.lastAssessmentDay(of: competency) else { return }
    let next = last.adding(days: rule.waitDays)
    guard Clock.day(of: bench.clock.now) < next else { return }
    throw Refusal(
      .tryAgain,
      "‘\(competency)’ was assessed on \(last); the next assessment is possible on \(next)",
      hint: "practise until then: debrief practice --competency \(competency)"
    )
  }

  private func newSession(
    of competency: CompetencyID,
    _ records: CompetenceRecords
  ) throws -> QuizSession {
    var generator = SystemRandomNumberGenerator()
    let session = records.assessment(
      of: competency,
      for: identity.person,
      library: bench.library,
      id: EventID(using: &generator),
      seed: seed
    )
    guard let session else {
      throw Refusal(
        .badConfiguration,
        "the programme’s rule of mastery decides nothing",
        hint: "see ‘mastery’ in Content/programme.yaml"
      )
    }
    guard session.items.count >= Self.fewestItems else {
      throw Refusal(
        .badConfiguration,
        "‘\(competency)’ has \(session.items.count) items, too few for any decision",
        hint: "see which competency needs how many: debrief content list --stats"
      )
    }
    return session
  }

  // MARK: Words

  private func explain(_ competency: CompetencyID, _ session: QuizSession) {
    guard let terms = session.assessment else { return }
    let rates = MasteryRecord.ErrorRates(terms, seed: session.seed)
    let lengths = [terms.test.cut - 1, terms.test.cut + 1].compactMap { ability in
      OperatingCharacteristics(
        of: terms.test,
        pool: terms.models,
        atAbility: ability,
        seed: session.seed
      )?.meanLength
    }
    let usual = Int((lengths.max() ?? 0).rounded(.up))
    printData(theme.styled("Assessment: \(competency)", .strong))
    let statement = bench.library.competency(competency)?.statement ?? ""
    for line in wrapped(neutralised(statement), width: width) { printData(line) }
    printData("")
    let parts = [
      "At most \(session.items.count) questions; it ends as soon as the answers suffice, for most "
        + "people after about \(usual).",
      "What it decides: whether you are above the programme’s cut, leaving a zone around it. At the "
        + "lower edge of the zone \(fine(rates.falseMastery)) of people are called masters on these "
        + "items, at the upper edge \(fine(rates.missedMastery)) are missed; the programme allows "
        + "\(percent(terms.test.alpha.value)) and \(percent(terms.test.beta.value)). At the edges "
        + "\(percent(rates.undecidedBelow)) and \(percent(rates.undecidedAbove)) stay undecided, and "
        + "that is said as it is.",
      "No hints, no skipping, and no word on right or wrong until the end. How sure you say you are "
        + "never changes the decision.",
      "Every answer is recorded at once. You may leave with q and go on within "
        + "\(counted(rule.resumeDays, "day")); the next attempt after this one is possible after "
        + "\(counted(rule.waitDays, "day")).",
    ]
    for part in parts {
      for line in wrapped(part, width: width, first: "- ", rest: "  ") { printData(line) }
    }
    printData("")
  }

  private func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  private func show(_ record: MasteryRecord, _ competency: CompetencyID) {
    let verdict =
      switch record.outcome {
      case .mastered: "\(theme.right) Mastered: \(competency)"
      case .notMastered: "\(theme.wrong) Not mastered yet: \(competency)"
      case .undecided, .open: "Undecided: \(competency)"
      }
    printData("")
    printData(theme.styled(verdict, record.outcome == .mastered ? .good : .strong))
    var parts = [
      "\(record.correct) of \(record.answers) right. With these items a verdict of mastery is wrong "
        + "for \(fine(record.rates.falseMastery)) of people at the lower edge of the zone around the "
        + "cut, and one against it for \(fine(record.rates.missedMastery)) at the upper edge"
        + "."
    ]
    if let validity = record.validity {
      parts.append("It holds until \(validity.until): \(validity.words(bench.library.programme)).")
    } else if record.outcome == .undecided {
      parts.append(
        "The answers do not suffice to say more with the error rates that are promised. Practise, and "
          + "come back."
      )
    }
    for part in parts { for line in wrapped(part, width: width) { printData(line) } }
  }
}

/// Percent with one decimal, because error rates are small.
private func fine(_ share: Double) -> String { "\(decimal(share * 100, places: 1)) %" }

extension MasteryRecord.Validity {
  /// What set the day.
  func words(_ programme: Programme) -> String {
    let target = percent(programme.recall.target)
    return switch reason {
    case .forgetting: "predicted recall falls to \(target) after \(predictedDays) days"
    case .minimum:
      "the programme’s minimum, although predicted recall falls to \(target) after "
        + "\(predictedDays) days"
    case .maximum: "the programme’s maximum; predicted recall stays above \(target) until then"
    }
  }
}

extension CompetenceRecords.Person {
  /// The day of the newest answer to an assessment of a competency, whether it was decided, left or
  /// given up: giving up what goes badly is no way around the wait.
  fileprivate func lastAssessmentDay(of competency: CompetencyID) -> Day? {
    attempts.last { $0.isAssessed && $0.answered.competency == competency }?.answered.day
  }
}
