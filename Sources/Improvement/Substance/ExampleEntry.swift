import Content
import Records

/// The life of an entry in the example of a rule: all is well unless a member says otherwise.
struct ExampleEntry {
  var source = RegisterSource.suggestion
  var statement = "Transfers were made after a mail alone, twice in one month"
  var control: ControlID? = ControlID(rawValue: "A.5.14")
  var severity = RegisterSeverity.medium
  var isNonconformity = true
  var affects: Set<AffectedArea> = [.process]

  /// From the symptom to the root cause.
  var whys = [
    "The form for transfers can be sent without a second check",
    "The procedure of 2019 was written before transfers by mail were allowed",
  ]
  var factors: [ContributingFactor] = []
  var kinds: [CorrectiveAction.Kind] = [.process]
  var effort = CorrectiveAction.Effort.two
  var baseline: String? = "0.40"
  var threshold = "0.80"
  var window = 30
  var value = "0.92"
  var n = 25
  var minimumN = 10

  // MARK: Who

  var raiser = ExamplePerson.staff
  var classifier = ExamplePerson.lead
  var analyst = ExamplePerson.owner
  var planner = ExamplePerson.lead
  var owner = ExamplePerson.owner
  var verifier = ExamplePerson.verifier
  var closer = ExamplePerson.otherLead
  var author: ExamplePerson?
  var declaresConflict = false

  // MARK: When

  /// The day on which it is raised; the other days count from it.
  var raised = 0
  var due = 30
  var finish = 20
  var verify: Int?
  var close: Int?

  /// The last event that is told.
  var through = RegisterVerb.close
  var leavesOut: Set<RegisterVerb> = []

  init() {}

  init(_ change: (inout ExampleEntry) -> Void) { change(&self) }

  private var verifyDay: Int { raised + (verify ?? finish + window + 1) }
  private var closeDay: Int { close ?? verifyDay + 3 }

  /// Events in their order with who does them on which day.
  private var steps: [(event: RegisterEvent, by: ExamplePerson, day: Int)] {
    [
      (.raise(facts), raiser, raised), (.classify(classified), classifier, raised + 1),
      (.contain(contained), owner, raised + 1), (.cause(analysed), analyst, raised + 2),
      (.plan(planned), planner, raised + 3),
      (.start(RegisterEvent.Started(criterion: criterion.digest)), owner, raised + 4),
      (finishing, owner, raised + finish), (.verify(verified), verifier, verifyDay),
      (.close(closed), closer, closeDay),
    ]
  }

  /// Tells the entry's life into a register.
  func tell(into register: inout ExampleRegister, as number: Int = 1) {
    for (minute, step) in steps.enumerated() {
      if !leavesOut.contains(step.event.verb) {
        register.tell(step.event, on: number, by: step.by, day: step.day, minute: minute * 40)
      }
      if step.event.verb == through { return }
    }
  }

  // MARK: Facts

  private var facts: RegisterEvent.Raised {
    RegisterEvent.Raised(
      source: source,
      reference: "note-12",
      statement: .plain(statement),
      control: control
    )
  }

  private var classified: RegisterEvent.Classified {
    RegisterEvent.Classified(
      classification: isNonconformity
        ? .nonconformity(
          requirement: "A.5.14",
          evidence: .plain("Two transfers of the month have no second signature")
        ) : .opportunity,
      severity: severity,
      effect: .plain("Money could have gone to somebody who was owed none"),
      affects: affects,
      declaredConflict: declaresConflict
    )
  }

  private var contained: RegisterEvent.Contained {
    RegisterEvent.Contained(
      .done(
        what: .plain("Both transfers were stopped at the bank"),
        consequence: .plain("No money left the account")
      ),
      on: ExampleRegister.day(raised + 1)
    )
  }

  private var analysed: RegisterEvent.Analysed {
    RegisterEvent.Analysed(
      method: factors.isEmpty
        ? .fiveWhys(whys.map { .plain($0) }) : .contributingFactors(factors),
      extent: ExtentCheck(
        looked: .plain("The forms of the two other departments"),
        found: .plain("One of them can be sent in the same way")
      ),
      risks: [],
      with: declaresConflict ? nil : ExamplePerson.staff.id,
      declaredConflict: declaresConflict
    )
  }

  var criterion: Criterion {
    Criterion(
      metric: "checked-transfers",
      direction: .above,
      threshold: Self.decimal(threshold),
      minimumN: minimumN,
      windowDays: window,
      method: .plain("Share of transfers with a second signature in the month"),
      verifier: verifier.id
    )
  }

  private var planned: RegisterEvent.Planned {
    RegisterEvent.Planned(
      actions: kinds.map { kind in
        CorrectiveAction(
          kind: kind,
          what: .plain("The form asks for the second signature before it is sent"),
          owner: owner.id,
          due: ExampleRegister.day(raised + due),
          effort: effort,
          trainingAuthor: author?.id
        )
      },
      criterion: criterion,
      baseline: baseline.map { measurement($0, from: 0) },
      priority: PriorityInputs(
        severity: 3,
        likelihood: 3,
        exposure: 2,
        isObligation: false,
        earlierRepeats: 0,
        confidence: .estimate
      ),
      resources: .plain("Two days of the owner of the form"),
      declaredConflict: declaresConflict
    )
  }

  /// The end of the work.
  var finishing: RegisterEvent { .finish(finished) }

  private var finished: RegisterEvent.Finished {
    RegisterEvent.Finished(action: 1, evidence: [Self.file], logSize: 40)
  }

  private var verified: RegisterEvent.Verified {
    RegisterEvent.Verified(
      measurement: measurement(value, from: 40),
      next: n < criterion.minimumN ? ExampleRegister.day(verifyDay + 30) : nil,
      declaredConflict: declaresConflict
    )
  }

  private var closed: RegisterEvent.Closed {
    RegisterEvent.Closed(
      risks: .notNeeded(because: .plain("No risk of the register is linked")),
      policies: .done(reference: "transfer-form-4"),
      lessons: .notNeeded(because: .plain("The lesson asks for the call already")),
      system: .notNeeded(because: .plain("The way of working changed, not the system")),
      declaredConflict: declaresConflict
    )
  }

  private func measurement(_ value: String, from: Int) -> Measurement {
    Measurement(
      metric: "checked-transfers",
      value: Self.decimal(value),
      n: n,
      from: from,
      through: from + 30,
      evidence: [Self.file]
    )
  }

  private static let file = EvidenceReference(
    reference: "transfers.csv",
    digest: Digest(of: [1, 2, 3])
  )

  private static func decimal(_ text: String) -> DecimalText { DecimalText(text) ?? DecimalText(0) }
}

extension ExampleRegister {
  /// Adds an entry whose life is as it should be but for what is changed.
  mutating func entry(_ number: Int = 1, _ change: (inout ExampleEntry) -> Void = { _ in }) {
    ExampleEntry(change).tell(into: &self, as: number)
  }
}
