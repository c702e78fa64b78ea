import Content
import Records

/// R8: what should be thought about was passed within moments.
///
/// An organisation of three declares its conflicts instead, and the light path is meant to be fast.
enum R08RubberStamp: SubstanceRule {
  static let id = "R8"
  static let level = SubstanceLevel.warning
  static let detects = "judged, analysed and approved within moments; answers faster than reading"

  static let minutesForOne = 10
  static let secondsToApprove = 30
  static let approvals = 5
  static let secondsForApprovals = 120

  static func findings(in evidence: SubstanceEvidence) -> [SubstanceFinding] {
    let full = evidence.entries.filter { $0.classified != nil && !$0.isLight }
    return (evidence.organisation.isSmall ? [] : full.compactMap(alone))
      + full.compactMap(hasty) + series(evidence)
      + evidence.hastySittings.filter(\.isHasty).map { sitting in
        finding(
          [sitting.session],
          "a sitting of \(sitting.characters) characters took \(sitting.milliseconds / 1_000) s, less "
            + "than reading takes",
          resolve: "look at the items and at how the sitting came about; nobody is to blame yet"
        )
      }
  }

  /// One person judged, analysed and approved, all within minutes; what is judged later is not meant.
  private static func alone(_ entry: RegisterEntry) -> SubstanceFinding? {
    guard let cause = entry.cycle.analysis, let plan = entry.cycle.plan, cause.place < plan.place,
      let judged = entry.history.last(where: {
        $0.fact.verb == .classify && $0.place < plan.place
      }), Set([judged.actor, cause.by, plan.by]).count == 1,
      (0..<(minutesForOne * 60)).contains(seconds(judged.recordedAt, plan.at))
    else { return nil }
    return finding(
      [entry.id.rawValue],
      "one person judged, analysed and approved \(entry.id) within \(minutesForOne) minutes",
      resolve: "let somebody else look at the cause and the plan"
    )
  }

  /// The plan was approved before anybody could have read the analysis.
  private static func hasty(_ entry: RegisterEntry) -> SubstanceFinding? {
    guard let cause = entry.cycle.analysis, let plan = entry.cycle.plan, plan.by != cause.by,
      (0..<secondsToApprove).contains(seconds(cause.at, plan.at))
    else { return nil }
    return finding(
      [entry.id.rawValue],
      "the plan of \(entry.id) was approved \(seconds(cause.at, plan.at)) s after its analysis",
      resolve: "read the analysis, and confirm or change the plan"
    )
  }

  /// Many approvals by one person in a moment.
  private static func series(_ evidence: SubstanceEvidence) -> [SubstanceFinding] {
    let approving: Set<RegisterVerb> = [.plan, .close, .acceptRisk]
    let acts = evidence.entries.flatMap(\.history).filter { approving.contains($0.fact.verb) }
    return Dictionary(grouping: acts, by: \.actor).sorted { $0.key < $1.key }.compactMap {
      person,
      acts in
      let times = acts.sorted { ($0.recordedAt, $0.entry) < ($1.recordedAt, $1.entry) }
      let start = times.indices.first { index in
        let last = index + approvals - 1
        return last < times.count
          && seconds(times[index].recordedAt, times[last].recordedAt) <= secondsForApprovals
      }
      guard let start else { return nil }
      return finding(
        times[start..<(start + approvals)].map(\.entry.rawValue),
        "\(person) approved \(approvals) things within \(secondsForApprovals) s",
        resolve: "look at them again one by one, and say so in each"
      )
    }
  }

  private static func seconds(_ from: Timestamp, _ to: Timestamp) -> Int {
    (to.milliseconds - from.milliseconds) / 1_000
  }

  private static func life(_ register: inout ExampleRegister, _ secondsToPlan: Int) {
    register.entry { $0.through = .contain }
    let whole = ExampleRegister { $0.entry { $0.through = .plan } }
    let entry = whole.system.register.entry(RegisterEntryID(number: 1))
    for (verb, second) in [(RegisterVerb.cause, 0), (.plan, secondsToPlan)] {
      guard let record = entry?.history.first(where: { $0.fact.verb == verb }) else { continue }
      register.tell(
        record.fact,
        on: 1,
        by: verb == .plan ? .lead : .owner,
        day: 3,
        second: second
      )
    }
  }

  static let examples: [SubstanceExample] = [
    .good("each step on its own day") { $0.entry() },
    .good("a plan that was read before") { life(&$0, 600) },
    .good("a company of one that says so") { register in
      register.people = 1
      register.entry { entry in
        (entry.analyst, entry.planner, entry.owner, entry.closer) = (.lead, .lead, .lead, .lead)
        entry.declaresConflict = true
      }
    },
    .good("a sitting at reading speed") { register in
      register.hastySittings = [.init(session: "s", milliseconds: 60_000, characters: 900)]
    },
    .good("one person over days, and judged anew after the plan") { register in
      register.entry { entry in
        (entry.analyst, entry.planner, entry.owner) = (.lead, .lead, .lead)
        entry.through = .plan
      }
      let judged = register.system.register.entry(RegisterEntryID(number: 1))?.classified?.facts
      guard let judged else { return }
      register.tell(.classify(judged), on: 1, by: .lead, day: 30)
    },
    .bad("a plan approved after seven seconds") { life(&$0, 7) },
    .bad("one person in a quarter of an hour") { register in
      let whole = ExampleRegister { $0.entry { $0.through = .plan } }
      let entry = whole.system.register.entry(RegisterEntryID(number: 1))
      for (minute, record) in (entry?.history ?? []).enumerated() {
        register.tell(record.fact, on: 1, by: .lead, day: 0, minute: minute)
      }
    },
    .bad("five closings in a minute") { register in
      for number in 1...5 {
        register.entry(number) { $0.through = .verify }
      }
      for number in 1...5 {
        register.tell(
          .close(
            .init(
              risks: .notNeeded(because: .plain("No risk is linked to it")),
              policies: .notNeeded(because: .plain("No policy is touched by it")),
              lessons: .notNeeded(because: .plain("The lesson says it already")),
              system: .notNeeded(because: .plain("The system stays as it is"))
            )
          ),
          on: number,
          by: .otherLead,
          day: 60,
          second: number * 10
        )
      }
    },
    .bad("a sitting faster than reading") { register in
      register.hastySittings = [.init(session: "s", milliseconds: 20_000, characters: 4_000)]
    },
  ]
}
