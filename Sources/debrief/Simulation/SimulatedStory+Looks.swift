import Competence
import Content
import Improvement
import Records

/// Two audits and two reviews.
extension SimulatedStory {
  private func act(
    _ event: SystemEvent,
    _ subject: String,
    _ part: SimulatedCast.Part,
    _ evening: Evening
  ) -> Act {
    Act(deed: .system(event, subject), by: actor(part, evening))
  }

  // MARK: Audits

  mutating func auditActs(_ evening: Evening) -> [Act] {
    guard cast.isComplete else { return [] }
    switch evening.day {
    case 220: return [plan("first", on: 30, follows: nil, evening)]
    case 250: return examine("first", evening)
    case 252: return conclude("first", "One procedure is not kept as written; the rest is", evening)
    case 520: return [plan("second", on: 30, follows: "first", evening)]
    case 550: return examine("second", evening)
    case 552:
      return conclude("second", "What the first audit found is mended, and stays so", evening)
    default: return []
    }
  }

  private func plan(_ name: String, on days: Int, follows: String?, _ evening: Evening) -> Act {
    let planned = AuditPlanned(
      scope: .plain("How people report, sign in and get new passwords"),
      criteria: ["A.5.17", "A.6.3", "A.6.8"],
      areaOwners: [person(.owner, evening)],
      auditor: person(.auditor, evening),
      on: evening.today.adding(days: days),
      follows: follows
    )
    return act(.auditPlanned(planned), name, .lead, evening)
  }

  /// A sample of people, and a result for each criterion; what does not conform becomes an entry.
  private mutating func examine(_ name: String, _ evening: Evening) -> [Act] {
    let sample = AuditSample(
      of: "people",
      members: evening.records.activePeople.map(\.rawValue),
      size: 20,
      seed: 27_001
    )
    let isFirst = name == "first"
    let id = system.register.nextID
    let seen = Wording.plain(
      isFirst
        ? "Three of the people drawn had never been shown where to report"
        : "All people drawn could show where to report, four with a search"
    )
    let raised = RegisterEvent.raise(
      RegisterEvent.Raised(
        source: .internalAudit,
        reference: "\(name)/3",
        statement: seen,
        control: ControlID(rawValue: "A.6.8")
      )
    )
    lives.append(follow(name, isFirst, id, evening))
    return [act(.auditSampled(AuditSampled(sample: sample)), name, .auditor, evening)]
      + ["A.5.17", "A.6.3"].map { criterion in
        found(
          name,
          .conformity,
          criterion,
          "What was asked for is done, with records of it",
          nil,
          evening
        )
      } + [Act(deed: .register(raised, id), by: actor(.auditor, evening))]
      + [
        act(
          .auditFound(
            AuditFound(
              result: isFirst ? .nonconformity : .opportunity,
              criterion: "A.6.8",
              evidence: seen,
              entry: id
            )
          ),
          name,
          .auditor,
          evening
        )
      ]
  }

  private func found(
    _ name: String,
    _ result: AuditFound.Result,
    _ criterion: String,
    _ text: String,
    _ entry: RegisterEntryID?,
    _ evening: Evening
  ) -> Act {
    let finding = AuditFound(
      result: result,
      criterion: criterion,
      evidence: .plain(text),
      entry: entry
    )
    return act(.auditFound(finding), name, .auditor, evening)
  }

  /// The life of what an audit found.
  private func follow(
    _ name: String,
    _ isFirst: Bool,
    _ id: RegisterEntryID,
    _ evening: Evening
  ) -> SimulatedLife {
    SimulatedLife(
      name: "audit-\(name)",
      day: evening.day,
      source: .internalAudit,
      reference: "\(name)/3",
      seen: "",
      control: "A.6.8",
      path: isFirst ? .full : .light,
      severity: isFirst ? .medium : .low,
      cause: [
        "The first day at work has no time for it",
        "The list for the first day was written by the building's owner alone",
      ],
      kind: .clarifyText,
      action: "The way to report stands on the card that everybody carries",
      metric: "people-who-can-show-it",
      threshold: "0.90",
      value: "0.95",
      n: 40,
      minimumN: 15,
      window: 30,
      entry: id
    )
  }

  private func conclude(_ name: String, _ text: String, _ evening: Evening) -> [Act] {
    let closed = AuditClosed(
      conclusion: .plain(text),
      reportedTo: person(.chair, evening)
    )
    return [act(.auditClosed(closed), name, .auditor, evening)]
  }

  // MARK: Reviews

  mutating func reviewActs(_ evening: Evening) -> [Act] {
    guard cast.isComplete else { return [] }
    switch evening.day {
    case 358: return [prepare("first-year", evening)]
    case 360: return stateAndDecide("first-year", evening)
    case 361: return followUps("first-year", evening) + [conclude("first-year", evening)]
    case 712: return [prepare("second-year", evening)]
    case 714: return stateAndDecide("second-year", evening)
    case 715: return followUps("second-year", evening) + [conclude("second-year", evening)]
    default: return []
    }
  }

  private func prepare(_ name: String, _ evening: Evening) -> Act {
    let after = system.lastReview?.prepared.facts.through ?? evening.today.adding(days: -365)
    let prepared = ReviewPrepared(
      after: after,
      through: evening.now.utcDay,
      inputs: system.reviewInputs(
        after: after,
        through: evening.now.utcDay,
        measurements: groups(evening).count { $0.people > 0 }
      ),
      logSize: log.size
    )
    return act(.reviewPrepared(prepared), name, .lead, evening)
  }

  private mutating func stateAndDecide(_ name: String, _ evening: Evening) -> [Act] {
    guard let review = system.reviews[name] else { return [] }
    let stated = review.missingInputs.map { input -> Act in
      let statement = Self.statement(input)
      let facts = ReviewStated(
        input: input,
        isNone: statement == nil,
        statement: .plain(statement ?? "Looked through what was recorded, and there is none")
      )
      return act(.reviewStated(facts), name, .lead, evening)
    }
    let id = system.register.nextID
    let decision = Wording.plain(
      name == "first-year"
        ? "The desk gets a second person on Mondays, when most calls come"
        : "New people meet the desk on their first day, with ten minutes for it"
    )
    let raised = RegisterEvent.raise(
      RegisterEvent.Raised(
        source: .managementReview,
        reference: "\(name)/1",
        statement: decision
      )
    )
    let decided = ReviewDecided(
      decision: decision,
      owner: person(.owner, evening),
      due: evening.today.adding(days: 90),
      entry: id
    )
    lives.append(
      SimulatedLife(
        name: "decision-\(name)",
        day: evening.day,
        source: .managementReview,
        reference: "\(name)/1",
        seen: "",
        kind: .process,
        action: "The plan of the week names the second person and who stands in",
        metric: "calls-answered-in-two-minutes",
        value: "0.91",
        n: 130,
        minimumN: 50,
        entry: id
      )
    )
    return stated
      + [
        Act(deed: .register(raised, id), by: actor(.chair, evening)),
        act(.reviewDecided(decided), name, .chair, evening),
      ]
  }

  private static func statement(_ input: ReviewInput) -> String? {
    switch input {
    case .issues: "More work is done from home than a year ago; the scope stays as it is"
    case .climate: "Heat in summer may close the server room for a day; otherwise no relevant issue"
    case .parties: "Two customers ask for proof of training once a year, which the records give"
    default: nil
    }
  }

  private func followUps(_ name: String, _ evening: Evening) -> [Act] {
    system.openDecisions.filter { $0.review != name }.map { decision in
      let entry = system.reviews[decision.review]?.decisions[decision.decision - 1].facts.entry
      let isOver = entry.flatMap(system.register.entry).map { !$0.state.isOpen } ?? false
      let facts = ReviewFollowedUp(
        review: decision.review,
        decision: decision.decision,
        status: isOver ? .done : .open,
        note: .plain(
          isOver ? "Done, and shown to work" : "Under way, and looked at again next time"
        )
      )
      return act(.reviewFollowedUp(facts), name, .chair, evening)
    }
  }

  private func conclude(_ name: String, _ evening: Evening) -> Act {
    let people = [SimulatedCast.Part.chair, .lead, .owner].map { person($0, evening) }
    let closed = ReviewClosed(
      attendees: Set(people).sorted(),
      conclusion: .plain(
        "The system fits what we do and works where it was measured; reporting is what we watch"
      ),
      next: evening.today.adding(days: 365)
    )
    return act(.reviewClosed(closed), name, .chair, evening)
  }
}
