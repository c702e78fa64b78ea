import ArgumentParser
import Content
import Foundation
import Improvement
import Records
import Session
import Storage

struct RegisterRaise: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "raise",
    abstract: "Raise an entry: what was seen, and where it comes from."
  )

  @OptionGroup var options: GlobalOptions

  @Option(
    help: "Where it comes from: \(RegisterSource.allCases.map(\.rawValue).joined(separator: ", "))."
  )
  var source: RegisterSource

  @Option(help: "What the source is called where it is kept.")
  var reference: String

  @Option(help: "What was seen.")
  var text: String

  @Option(help: "A suggestion: low, medium or high.")
  var severity: RegisterSeverity?

  @Option(help: "The control that it concerns, such as A.6.8.")
  var control: String?

  @Option(help: "When the incident happened: a day, or a time such as 2026-03-02T09:00Z.")
  var happened: Moment?

  @Flag(help: "Leave no trace of who you are: no actor, and no time but the day.")
  var anonymous = false

  func validate() throws {
    guard !anonymous || options.as == nil else {
      throw ValidationError("--anonymous and --as exclude each other")
    }
  }

  func run() async throws {
    var bench = try Workbench(options.settings)
    // First the clock: what is recorded before the report would tell its time.
    if anonymous { bench = try bench.cutToDay() }
    let identity = anonymous ? try await bench.nobody() : try await bench.identity()
    let desk = try await RegisterDesk(bench)
    var scribe = Scribe(people: bench.people)
    let known = try control.map(knownControl)
    // An anonymous report knows days alone, of what happened as well.
    let happened = happened.map { anonymous ? $0.earliest.startOfDay : $0.earliest }
    if let happened, happened > bench.clock.now {
      throw Refusal(
        .badData,
        "that lies in the future",
        hint: "say when it happened, as 2026-03-02 or 2026-03-02T09:00Z"
      )
    }
    let event = RegisterEvent.raise(
      RegisterEvent.Raised(
        source: source,
        reference: reference,
        statement: scribe.wording(text),
        evidence: happened.map { ["happenedAt": .string($0.description)] } ?? .null,
        severity: severity,
        control: known
      )
    )
    let id = desk.register.nextID
    let receipt = try await desk.record(event, on: id, by: identity, remarks: scribe.remarks)
    printData("\(id) \(event.words)")
    printData("recorded \(receipt.position) \(receipt.leaf.abbreviated)")
  }
}

struct RegisterObserve: RegisterAct {
  static let configuration = CommandConfiguration(
    commandName: "observe",
    abstract: "Add that it was seen again."
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The entry, such as R-0001.") var id: String
  @Option(help: "What was seen.") var text: String

  func event(
    _ desk: RegisterDesk,
    _ entry: RegisterEntry,
    _ scribe: inout Scribe
  ) throws
    -> RegisterEvent
  {
    .observe(
      RegisterEvent.Observed(statement: scribe.wording(text), fingerprint: nil, evidence: .null)
    )
  }
}

struct RegisterClassify: RegisterAct {
  static let configuration = CommandConfiguration(
    commandName: "classify",
    abstract: "Judge an entry: a nonconformity with a requirement, an opportunity, an observation."
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The entry, such as R-0001.") var id: String

  @Option(help: "It is a nonconformity with this requirement: a clause, a policy, a contract.")
  var nonconformity: String?

  @Option(help: "What shows that the requirement is not met.")
  var evidence: String?

  @Flag(help: "It is an opportunity.")
  var opportunity = false

  @Option(help: "low, medium or high.")
  var severity: RegisterSeverity

  @Option(help: "What it does to the organisation.")
  var effect: String

  @Option(parsing: .upToNextOption, help: "people, process, control.")
  var affects: [AffectedArea] = []

  @Option(help: "Whose area it is.")
  var areaOwner: String?

  @Option(help: "Why a nonconformity is none after all.")
  var reason: String?

  @Flag(help: "Declare that you judge your own area; for three people or fewer.")
  var declareConflict = false

  func validate() throws {
    guard (nonconformity == nil) == (evidence == nil) else {
      throw ValidationError("--nonconformity and --evidence go together")
    }
    guard nonconformity == nil || !opportunity else {
      throw ValidationError("an entry is a nonconformity or an opportunity")
    }
  }

  func event(
    _ desk: RegisterDesk,
    _ entry: RegisterEntry,
    _ scribe: inout Scribe
  ) throws
    -> RegisterEvent
  {
    var classification = opportunity ? Classification.opportunity : .observation
    if let nonconformity, let evidence {
      classification = .nonconformity(
        requirement: nonconformity,
        evidence: scribe.wording(evidence)
      )
    }
    return .classify(
      RegisterEvent.Classified(
        classification: classification,
        severity: severity,
        effect: scribe.wording(effect),
        affects: Set(affects),
        areaOwner: try areaOwner.map { try scribe.person($0) },
        reason: reason.map { scribe.wording($0) },
        declaredConflict: declareConflict
      )
    )
  }
}

struct RegisterContain: RegisterAct {
  static let configuration = CommandConfiguration(
    commandName: "contain",
    abstract: "Record what was done at once; it never waits."
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The entry, such as R-0001.") var id: String
  @Option(help: "What was done.") var what: String?
  @Option(help: "How the consequence was handled.") var consequence: String?
  @Option(help: "Why nothing had to be done.") var noneBecause: String?

  func validate() throws {
    guard (what != nil && consequence != nil) != (noneBecause != nil) else {
      throw ValidationError("give --what and --consequence, or --none-because")
    }
  }

  func event(
    _ desk: RegisterDesk,
    _ entry: RegisterEntry,
    _ scribe: inout Scribe
  ) throws
    -> RegisterEvent
  {
    let measure: RegisterEvent.Contained.Measure =
      if let what, let consequence {
        .done(what: scribe.wording(what), consequence: scribe.wording(consequence))
      } else {
        .notNeeded(because: scribe.wording(noneBecause ?? ""))
      }
    return .contain(RegisterEvent.Contained(measure, on: desk.bench.clock.now.utcDay))
  }
}

struct RegisterCause: RegisterAct {
  static let configuration = CommandConfiguration(
    commandName: "cause",
    abstract: "Record why it could happen, and whether it could elsewhere.",
    discussion: """
      Repeat --why from the symptom to the root cause, or give --factor kind:text at least twice; kinds \
      are people, process, technology, supplier, environment.
      """
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The entry, such as R-0001.") var id: String
  @Option(help: "One level of five whys.") var why: [String] = []
  @Option(help: "A contributing factor, as process:text.") var factor: [String] = []
  @Option(help: "Where you looked for the same.") var looked: String
  @Option(help: "What you found there.") var found: String
  @Option(help: "Who analysed with you.") var with: String?
  @Option(help: "A risk that is linked.") var risk: [String] = []
  @Flag(help: "Declare that you analysed alone; for three people or fewer.")
  var declareConflict = false

  func event(
    _ desk: RegisterDesk,
    _ entry: RegisterEntry,
    _ scribe: inout Scribe
  ) throws
    -> RegisterEvent
  {
    var factors: [ContributingFactor] = []
    for text in factor {
      let parts = text.split(separator: ":", maxSplits: 1).map(\.trimmed)
      guard parts.count == 2, let kind = ContributingFactor.Kind(rawValue: parts[0]) else {
        throw Refusal(
          .usage,
          "‘\(text)’ is no factor",
          hint:
            "write one of \(ContributingFactor.Kind.allCases.map(\.rawValue).joined(separator: ", ")), a colon, and the factor"
        )
      }
      factors.append(ContributingFactor(kind: kind, factor: scribe.wording(parts[1])))
    }
    var levels: [Wording] = []
    for text in why { levels.append(scribe.wording(text)) }
    return .cause(
      RegisterEvent.Analysed(
        method: factors.isEmpty ? .fiveWhys(levels) : .contributingFactors(factors),
        extent: ExtentCheck(looked: scribe.wording(looked), found: scribe.wording(found)),
        risks: risk,
        with: try with.map { try scribe.person($0) },
        declaredConflict: declareConflict
      )
    )
  }
}

struct RegisterPlan: RegisterAct {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Plan actions, and agree what will count as an effect before the work begins.",
    discussion: """
      An action is written kind;owner;due;effort;text, such as “training;Ada;2026-05-01;2;Practise the \
      call-back”. Kinds, the simplest first: remove-step, clarify-text, process, training, \
      configuration, tool. The metric mastery-share/ROLE/COMPETENCY is measured from the ledger.
      """
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The entry, such as R-0001.") var id: String
  @Option(help: "kind;owner;due;effort;text") var action: [String]
  @Option(help: "What is measured.") var metric: String
  @Option(help: "Effective when at least this.") var above: DecimalText?
  @Option(help: "Effective when at most this.") var below: DecimalText?
  @Option(help: "Fewer cases than this say nothing.") var minimumN: Int
  @Option(help: "Days after the work before it is judged.") var window: Int
  @Option(help: "How somebody else would measure the same.") var method: String
  @Option(help: "Who judges; not an owner of an action.") var verifier: String
  @Option(help: "1 negligible … 5 critical.") var severity: Int
  @Option(help: "1 hardly ever … 5 all the time.") var likelihood: Int
  @Option(help: "1 a few people … 3 everybody.") var exposure: Int
  @Flag(help: "A law or a contract asks for it.") var obligation = false
  @Option(help: "How often the same was there before.") var repeats = 0
  @Option(help: "guess, estimate or measured.") var confidence: PriorityInputs.Confidence =
    .estimate
  @Option(help: "Money, time and people.") var resources: String?
  @Flag(help: "Declare a conflict of duties; for three people or fewer.")
  var declareConflict = false

  func validate() throws {
    guard (above == nil) != (below == nil) else {
      throw ValidationError("give --above or --below")
    }
    guard (1...1_000_000_000).contains(minimumN), (0...1_000).contains(repeats) else {
      throw ValidationError("--minimum-n goes from 1 to a billion, --repeats from 0 to 1000")
    }
  }

  func event(
    _ desk: RegisterDesk,
    _ entry: RegisterEntry,
    _ scribe: inout Scribe
  ) async throws -> RegisterEvent {
    var actions: [CorrectiveAction] = []
    for text in action { actions.append(try Self.action(text, &scribe)) }
    guard let threshold = above ?? below else { throw CleanExit.helpRequest(self) }
    return .plan(
      RegisterEvent.Planned(
        actions: actions,
        criterion: Criterion(
          metric: metric,
          direction: above == nil ? .below : .above,
          threshold: threshold,
          minimumN: minimumN,
          windowDays: window,
          method: scribe.wording(method),
          verifier: try scribe.person(verifier)
        ),
        baseline: try await desk.measurement(of: metric),
        priority: PriorityInputs(
          severity: severity,
          likelihood: likelihood,
          exposure: exposure,
          isObligation: obligation,
          earlierRepeats: repeats,
          confidence: confidence
        ),
        resources: resources.map { scribe.wording($0) },
        declaredConflict: declareConflict
      )
    )
  }

  private static func action(_ text: String, _ scribe: inout Scribe) throws -> CorrectiveAction {
    let parts = text.split(separator: ";", maxSplits: 4).map(\.trimmed)
    guard parts.count == 5, let kind = CorrectiveAction.Kind(rawValue: parts[0]),
      let due = Day(argument: parts[2]), let number = Int(parts[3]),
      let effort = CorrectiveAction.Effort(rawValue: number)
    else {
      throw Refusal(
        .usage,
        "‘\(text)’ is no action",
        hint:
          "write kind;owner;due;effort;text, as “training;Ada;2026-05-01;2;Practise the call-back”"
      )
    }
    return CorrectiveAction(
      kind: kind,
      what: scribe.wording(parts[4]),
      owner: try scribe.person(parts[1]),
      due: due,
      effort: effort
    )
  }
}

struct RegisterStart: RegisterAct {
  static let configuration = CommandConfiguration(
    commandName: "start",
    abstract: "Begin the work; the criterion is fixed from then on."
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The entry, such as R-0001.") var id: String

  func event(
    _ desk: RegisterDesk,
    _ entry: RegisterEntry,
    _ scribe: inout Scribe
  ) throws
    -> RegisterEvent
  {
    guard let criterion = entry.cycle.criterion else {
      throw Refusal(
        .notAllowed,
        "\(entry.id) has no criterion",
        hint: "debrief register plan \(entry.id) …"
      )
    }
    return .start(RegisterEvent.Started(criterion: criterion.digest))
  }
}

struct RegisterDue: RegisterAct {
  static let configuration = CommandConfiguration(
    commandName: "due",
    abstract: "Move the due date of an action, with a reason."
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The entry, such as R-0001.") var id: String
  @Option(help: "The number of the action.") var action = 1
  @Option(help: "The new day.") var day: Day
  @Option(help: "Why.") var reason: String

  func event(
    _ desk: RegisterDesk,
    _ entry: RegisterEntry,
    _ scribe: inout Scribe
  ) throws
    -> RegisterEvent
  {
    .due(RegisterEvent.DueMoved(action: action, due: day, reason: scribe.wording(reason)))
  }
}

struct RegisterFinish: RegisterAct {
  static let configuration = CommandConfiguration(
    commandName: "finish",
    abstract: "Record that an action is done, with files that show it."
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The entry, such as R-0001.") var id: String
  @Option(help: "The number of the action.") var action = 1
  @Option(help: "A file that shows it; kept by its SHA-256.") var evidence: [String]

  func event(
    _ desk: RegisterDesk,
    _ entry: RegisterEntry,
    _ scribe: inout Scribe
  ) throws
    -> RegisterEvent
  {
    .finish(
      RegisterEvent.Finished(
        action: action,
        evidence: try evidence.map(Scribe.evidence),
        logSize: desk.log.size
      )
    )
  }
}

struct RegisterVerify: RegisterAct {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Measure whether it worked; the result follows from the criterion.",
    discussion: """
      A metric of the product is measured from the answers recorded since the work was done. For any \
      other metric give --value, --n and a file as --evidence.
      """
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The entry, such as R-0001.") var id: String
  @Option(help: "The figure, for a metric that is not measured here.") var value: DecimalText?
  @Option(help: "How many cases it rests on, at most a billion.") var n: Int?
  @Option(help: "A file that shows it; kept by its SHA-256.") var evidence: [String] = []
  @Option(help: "When to measure again, if this says nothing yet.") var next: Day?
  @Option(help: "Why measurements that stay too small are judged not effective.")
  var judgeNotEffective: String?
  @Flag(help: "Declare that you verify your own work; for three people or fewer.")
  var declareConflict = false

  func event(
    _ desk: RegisterDesk,
    _ entry: RegisterEntry,
    _ scribe: inout Scribe
  ) async throws -> RegisterEvent {
    guard let criterion = entry.cycle.criterion else {
      throw Refusal(
        .notAllowed,
        "\(entry.id) has no criterion",
        hint: "debrief register plan \(entry.id) …"
      )
    }
    let from = entry.cycle.effectsFrom ?? desk.log.size
    let measured = try await desk.measurement(of: criterion.metric, since: from)
    guard let measurement = try measured ?? given(criterion, from: from, desk) else {
      throw Refusal(
        .usage,
        "‘\(criterion.metric)’ is not measured here",
        hint: "give --value, --n and --evidence FILE"
      )
    }
    return .verify(
      RegisterEvent.Verified(
        measurement: measurement,
        next: next,
        judgedNotEffective: judgeNotEffective.map { scribe.wording($0) },
        declaredConflict: declareConflict
      )
    )
  }

  private func given(
    _ criterion: Criterion,
    from: Int,
    _ desk: RegisterDesk
  ) throws -> Improvement.Measurement? {
    guard let value, let n else { return nil }
    return Improvement.Measurement(
      metric: criterion.metric,
      value: value,
      n: n,
      from: from,
      through: max(from, desk.log.size - 1),
      evidence: try evidence.map(Scribe.evidence)
    )
  }
}

struct RegisterAccept: RegisterAct {
  static let configuration = CommandConfiguration(
    commandName: "accept",
    abstract: "Accept the risk of leaving it as it is, until a day."
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The entry, such as R-0001.") var id: String
  @Option(help: "The risk that is accepted.") var risk: String
  @Option(help: "Why.") var reason: String
  @Option(help: "When it is looked at again.") var review: Day
  @Option(help: "When the acceptance ends; at most twelve months.") var expiry: Day
  @Flag(help: "You accept it as chair of the review, not as owner of the risk.") var asChair = false

  func event(
    _ desk: RegisterDesk,
    _ entry: RegisterEntry,
    _ scribe: inout Scribe
  ) throws
    -> RegisterEvent
  {
    .acceptRisk(
      RegisterEvent.RiskAccepted(
        risk: risk,
        capacity: asChair ? .chair : .riskOwner,
        reason: scribe.wording(reason),
        review: review,
        expiry: expiry
      )
    )
  }
}

struct RegisterClose: RegisterAct {
  static let configuration = CommandConfiguration(
    commandName: "close",
    abstract: "Close an entry whose actions are done and effective.",
    discussion: "For each follow-up write done:REFERENCE, or why nothing was needed."
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The entry, such as R-0001.") var id: String
  @Option(help: "The reassessment of linked risks.") var risks: String
  @Option(help: "The change of policies.") var policies: String
  @Option(help: "The change of lessons.") var lessons: String
  @Option(help: "The change of the management system itself.") var system: String
  @Flag(help: "Declare a conflict of duties; for three people or fewer.")
  var declareConflict = false

  func event(
    _ desk: RegisterDesk,
    _ entry: RegisterEntry,
    _ scribe: inout Scribe
  ) throws
    -> RegisterEvent
  {
    .close(
      RegisterEvent.Closed(
        risks: scribe.followUp(risks),
        policies: scribe.followUp(policies),
        lessons: scribe.followUp(lessons),
        system: scribe.followUp(system),
        declaredConflict: declareConflict
      )
    )
  }
}

struct RegisterReopen: RegisterAct {
  static let configuration = CommandConfiguration(
    commandName: "reopen",
    abstract: "Open an entry again; its history stays."
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The entry, such as R-0001.") var id: String
  @Flag(help: "There is new evidence; without it: the same came back.") var newEvidence = false
  @Option(help: "Why.") var reason: String
  @Option(help: "A file that shows it; kept by its SHA-256.") var evidence: [String] = []

  func event(
    _ desk: RegisterDesk,
    _ entry: RegisterEntry,
    _ scribe: inout Scribe
  ) throws
    -> RegisterEvent
  {
    .reopen(
      RegisterEvent.Reopened(
        ground: newEvidence ? .newEvidence : .recurrence,
        reason: scribe.wording(reason),
        evidence: try evidence.map(Scribe.evidence)
      )
    )
  }
}

struct RegisterReject: RegisterAct {
  static let configuration = CommandConfiguration(
    commandName: "reject",
    abstract: "Say that an entry is no finding, or repeats another."
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The entry, such as R-0001.") var id: String
  @Option(help: "The entry that it repeats.") var duplicateOf: String?
  @Option(help: "Why.") var reason: String
  @Flag(help: "Declare that you judge your own area; for three people or fewer.")
  var declareConflict = false

  func event(
    _ desk: RegisterDesk,
    _ entry: RegisterEntry,
    _ scribe: inout Scribe
  ) throws
    -> RegisterEvent
  {
    let original = try duplicateOf.map { try desk.entry($0).id }
    return .reject(
      RegisterEvent.Rejected(
        verdict: original.map { .duplicate(of: $0) } ?? .noFinding,
        reason: scribe.wording(reason),
        declaredConflict: declareConflict
      )
    )
  }
}

struct RegisterDecline: RegisterAct {
  static let configuration = CommandConfiguration(
    commandName: "decline",
    abstract: "Say that it is true and not worth the effort."
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The entry, such as R-0001.") var id: String
  @Option(help: "Why.") var reason: String
  @Flag(help: "Declare that you judge your own area; for three people or fewer.")
  var declareConflict = false

  func event(
    _ desk: RegisterDesk,
    _ entry: RegisterEntry,
    _ scribe: inout Scribe
  ) throws
    -> RegisterEvent
  {
    .decline(
      RegisterEvent.Declined(reason: scribe.wording(reason), declaredConflict: declareConflict)
    )
  }
}
