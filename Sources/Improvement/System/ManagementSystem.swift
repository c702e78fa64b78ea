import Content
import Records
import Session

/// The register with all that surrounds it: objectives, risks, audits, reviews, policies, waivers.
///
/// A pure function of the log, as ``ImprovementRegister`` is: an event that cannot be read stops the
/// fold, one that comes twice counts once, and entries of other stages are passed over.
package struct ManagementSystem: Hashable, Sendable {
  package internal(set) var register = ImprovementRegister()
  package internal(set) var objectives: [String: Objective] = [:]
  package internal(set) var risks: [String: Risk] = [:]
  package internal(set) var audits: [String: InternalAudit] = [:]
  package internal(set) var reviews: [String: ManagementReview] = [:]
  package internal(set) var policies: [String: Policy] = [:]
  package internal(set) var waivers: [RegisterEntry.Dated<RuleWaived>] = []

  /// Everything beside the register, in the order of the log.
  package internal(set) var history: [SystemRecord] = []
  private var folded: Set<EventID> = []
  private var counts: [String: Int] = [:]

  package init() {}

  package init(folding log: some Sequence<LedgerEntry>) throws(SystemFault) {
    for entry in log { try fold(entry) }
  }

  /// Takes the next entry of the log.
  package mutating func fold(_ entry: LedgerEntry) throws(SystemFault) {
    if entry.kind.hasPrefix(RegisterVerb.kindPrefix) {
      do throws(RegisterFault) { try register.fold(entry) } catch { throw .register(error) }
      return
    }
    try fold(
      entry.kind,
      entry.data,
      entry.stream,
      event: entry.event,
      actor: entry.actor,
      role: entry.role,
      occurredAt: entry.occurredAt,
      recordedAt: entry.recordedAt
    )
  }

  /// Takes a draft as if it was recorded by now; drop the copy afterwards.
  package mutating func preview(_ draft: EntryDraft) throws(SystemFault) {
    if draft.kind.hasPrefix(RegisterVerb.kindPrefix) {
      do throws(RegisterFault) { try register.preview(draft) } catch { throw .register(error) }
      return
    }
    try fold(
      draft.kind,
      draft.data,
      draft.stream,
      event: draft.event,
      actor: draft.actor,
      role: draft.role,
      occurredAt: draft.occurredAt,
      recordedAt: draft.occurredAt
    )
  }

  private mutating func fold(
    _ kind: String,
    _ data: JSONValue,
    _ stream: String,
    event: EventID,
    actor: PersonID,
    role: String,
    occurredAt: Timestamp,
    recordedAt: Timestamp
  ) throws(SystemFault) {
    let read: SystemEvent?
    do throws(EventFault) { read = try SystemEvent(kind: kind, data: data) } catch {
      throw .unreadable(event, stream: stream, error)
    }
    guard let fact = read, folded.insert(event).inserted else { return }
    let record = SystemRecord(
      event: event,
      area: fact.area,
      subject: try Self.subject(of: fact, stream: stream, event: event),
      fact: fact,
      actor: actor,
      role: role,
      occurredAt: occurredAt,
      recordedAt: recordedAt
    )
    try fact.facts.fold(into: &self, as: record)
    history.append(record)
    counts[stream, default: 0] += 1
  }

  /// Who acknowledges a policy does so in their own stream; all else stands in the subject's.
  private static func subject(
    of fact: SystemEvent,
    stream: String,
    event: EventID
  ) throws(SystemFault) -> String {
    if case .policyAcknowledged(let facts) = fact { return facts.policy }
    guard let found = SystemArea.subject(ofStream: stream), found.area == fact.area else {
      throw .stream(event, stream)
    }
    return found.subject
  }

  /// How many events a stream has; what is decided on this state expects it.
  package func count(_ area: SystemArea, _ subject: String) -> Int {
    counts[area.stream(subject), default: 0]
  }
}

extension RegisterEntry.Dated {
  init(_ facts: Facts, _ record: SystemRecord, place: Int) {
    self.init(facts, by: record.actor, as: record.role, at: record.recordedAt, place: place)
  }
}

// MARK: - The register's gates

extension ManagementSystem {
  /// What stands against an event of the register: its own gates, and for closing also the rules
  /// against form without substance and the risks that have to be assessed again.
  ///
  /// Everything that records an event of the register asks here: commands, the prompt, imports and
  /// simulations.
  package func refusals(
    of event: RegisterEvent,
    on id: RegisterEntryID,
    by actor: RegisterActor,
    in evidence: SubstanceEvidence
  ) -> [Refusal] {
    let refusals = register.refusals(
      of: event,
      on: id,
      by: actor,
      organisation: evidence.organisation,
      now: evidence.now,
      latest: evidence.latest,
      remarks: evidence.remarks
    )
    if case .plan(let plan) = event { return refusals + departed(plan, evidence) }
    if case .cause(let analysis) = event { return refusals + unlinked(analysis.risks, id) }
    guard case .close = event, refusals.isEmpty else { return refusals }
    return SubstanceReport(evidence).blocking(id).map { $0.refusal(on: evidence.now.utcDay) }
      + unassessedRisks(id, evidence)
  }

  /// Risks that an analysis links although nobody knows them, and such as an earlier one linked and this
  /// one leaves out: closing asks for an assessment of those that are linked.
  private func unlinked(_ named: [String], _ id: RegisterEntryID) -> [Refusal] {
    let before = register.entry(id)?.cycle.analysis?.facts.risks ?? []
    return named.filter { risks[$0] == nil && !before.contains($0) }.map { name in
      Refusal(
        code: "no-such-risk",
        sentence: "there is no risk ‘\(name)’",
        next: "add it first: debrief risk add \(name) …"
      )
    }
      + before.filter { !named.contains($0) }.map { name in
        Refusal(
          code: "risk-left-out",
          sentence: "the risk ‘\(name)’ was linked by the analysis before, and stays linked",
          next: "debrief register cause \(id) … --risk \(name)"
        )
      }
  }

  /// Work that is given to somebody who left, or whose effect they are to judge.
  private func departed(
    _ plan: RegisterEvent.Planned,
    _ evidence: SubstanceEvidence
  ) -> [Refusal] {
    let named = Set(plan.actions.map(\.owner)).union([plan.criterion.verifier])
    return named.intersection(evidence.left).sorted().map(Refusal.left)
  }

  /// Risks that the entry bears on, or that its control belongs to, and that nobody judged since.
  private func unassessedRisks(
    _ id: RegisterEntryID,
    _ evidence: SubstanceEvidence
  ) -> [Refusal] {
    risks.values.sorted { $0.id < $1.id }.filter { risk in
      triggers(of: risk, on: evidence.now.utcDay).contains { $0.cause == id.rawValue }
    }.map { risk in
      Refusal(
        code: "risk-not-assessed",
        sentence: "the risk ‘\(risk.id)’ was not assessed again since \(id) bears on it",
        next: "debrief risk assess \(risk.id) --because \(id) …"
      )
    }
  }
}

// MARK: - Gates

/// What a gate of the management system may look at.
struct SystemGate: Gate {
  let system: ManagementSystem
  let event: SystemEvent
  let subject: String
  let actor: RegisterActor
  let organisation: OrganisationSize
  let now: Timestamp
  let remarks: [Digest: Remark]

  /// People who left the organisation.
  let left: Set<PersonID>

  /// Texts that an act speaks of, by their digests.
  let documents: [Digest: [UInt8]]

  var again: String {
    if case .waived(let waiver) = event {
      return RuleWaived.command(waiver.rule, about: waiver.about, on: today)
    }
    let verb = event.kind.split(separator: ".").last.map(String.init) ?? ""
    return "debrief \(event.area.rawValue) \(Self.commands[verb] ?? verb) \(subject) …"
  }

  func refuse(_ code: String, _ sentence: String, next: String? = nil) -> Refusal {
    Refusal(code: code, sentence: sentence, next: next ?? again)
  }

  /// Refuses whoever is no person, or is not there any more.
  func present(_ person: PersonID, _ what: String) -> [Refusal] {
    self.person(person, what) + (left.contains(person) ? [.left(person)] : [])
  }

  /// Refuses an entry that is over, since nothing would follow from what points to it.
  func openEntry(_ id: RegisterEntryID) -> [Refusal] {
    guard let entry = system.register.entry(id), !entry.state.isOpen else { return [] }
    let reopens = entry.state.admits(.reopen) ? "debrief register reopen \(id) …, or " : ""
    return [
      refuse(
        "entry-is-over",
        "\(id) is \(entry.state.words), so nothing would follow from it",
        next: "\(reopens)leave out --entry, which raises another: \(again)"
      )
    ]
  }

  /// The words of commands, where they are not those of the log.
  private static let commands = [
    "defined": "define", "measured": "measure", "added": "add", "assessed": "assess",
    "kept": "accept", "planned": "plan", "sampled": "sample", "found": "finding",
    "closed": "close", "prepared": "prepare", "stated": "state", "decided": "decide",
    "followed-up": "follow-up", "issued": "change", "acknowledged": "acknowledge",
  ]
}

extension ManagementSystem {
  /// What stands against an event beside the register; empty if nothing does.
  ///
  /// Whether a change of a policy is a typo is judged by the texts, so ``documents`` holds the one in
  /// force and the new one.
  package func refusals(
    of event: SystemEvent,
    on subject: String,
    by actor: RegisterActor,
    organisation: OrganisationSize,
    now: Timestamp,
    remarks: [Digest: Remark],
    left: Set<PersonID> = [],
    documents: [Digest: [UInt8]] = [:]
  ) -> [Refusal] {
    let gate = SystemGate(
      system: self,
      event: event,
      subject: subject,
      actor: actor,
      organisation: organisation,
      now: now,
      remarks: remarks,
      left: left,
      documents: documents
    )
    let named: [Refusal] =
      isIdentifierSegment(subject)
      ? []
      : [
        gate.refuse(
          "no-name",
          "‘\(subject)’ is no name; it has lower-case letters, digits and hyphens",
          next: "choose another name, such as late-reports"
        )
      ]
    return named + (event.duties.map(gate.requireDuty) ?? gate.requirePerson())
      + event.facts.refusals(in: gate)
  }
}

extension Refusal {
  static func left(_ person: PersonID) -> Refusal {
    Refusal(
      code: "person-left",
      sentence: "\(person) left the organisation",
      next: "name somebody who is there: debrief people list"
    )
  }
}
