import Competence
import Content
import Improvement
import Psychometrics
import Records
import Storage

/// Something that is to be recorded on the register or around it.
enum DeskAct {
  case register(RegisterEvent, RegisterEntryID)
  case system(SystemEvent, String)
}

/// What is to be recorded together, and the register as it will be then.
struct DeskPlan {
  fileprivate(set) var preview: ManagementSystem
  fileprivate(set) var batch = LedgerBatch([])

  init(_ system: ManagementSystem) { preview = system }

  var isEmpty: Bool { batch.drafts.isEmpty }
}

extension RegisterDesk {
  /// Records an event of the register if no gate has anything against it.
  func record(
    _ event: RegisterEvent,
    on id: RegisterEntryID,
    by identity: Identity,
    remarks added: [Remark]
  ) async throws -> Receipt {
    try await record([.register(event, id)], by: identity, remarks: added)
  }

  /// Records events together or not at all; each is judged as if those before it were recorded.
  ///
  /// - Returns: The receipt of the last.
  @discardableResult
  func record(
    _ acts: [DeskAct],
    by identity: Identity,
    remarks added: [Remark],
    documents: [[UInt8]] = []
  ) async throws -> Receipt {
    var plan = DeskPlan(system)
    plan.batch.documents = documents
    let refusals = try await add(acts, to: &plan, by: identity, remarks: added)
    guard refusals.isEmpty else { throw RegisterRefused(refusals: refusals) }
    guard let receipt = try await bench.ledger.append(plan.batch).last else {
      throw LedgerError.notRecorded("the ledger gave no receipt")
    }
    return receipt
  }

  /// Adds acts to what is to be recorded together, or says what the gates have against them; then
  /// none of them is added.
  func add(
    _ acts: [DeskAct],
    to plan: inout DeskPlan,
    by identity: Identity,
    remarks added: [Remark]
  ) async throws -> [Improvement.Refusal] {
    let actor = actor(identity)
    let known = remarks.merging(added.map { ($0.commitment, $0) }) { first, _ in first }
    var next = plan
    for act in acts {
      let refusals = try await refusals(
        of: act,
        by: actor,
        in: next.preview,
        remarks: known,
        documents: next.batch.documents
      )
      guard refusals.isEmpty else { return refusals }
      let draft = draft(act, by: identity, actor: actor)
      next.batch.expecting[draft.stream] = expected(act)
      do throws(SystemFault) { try next.preview.preview(draft) } catch {
        throw error.isOfDraft
          ? LedgerError.unreadableDraft(kind: draft.kind) : .damaged(error.description)
      }
      next.batch.drafts.append(draft)
    }
    next.batch.remarks += added
    plan = next
    return []
  }

  /// The actor with the duties that the log gives them.
  func actor(_ identity: Identity) -> RegisterActor {
    RegisterActor(
      person: identity.person,
      duties: Set(roster.members[identity.person]?.duties ?? [])
    )
  }

  private func refusals(
    of act: DeskAct,
    by actor: RegisterActor,
    in system: ManagementSystem,
    remarks: [Digest: Remark],
    documents: [[UInt8]]
  ) async throws -> [Improvement.Refusal] {
    switch act {
    case .register(let event, let id):
      var evidence = evidence(of: system, remarks: remarks)
      if case .close = event, let entry = system.register.entry(id) {
        evidence.effects = trainingEffects(of: [entry]).compactMapValues(\.interval)
      }
      return system.refusals(of: event, on: id, by: actor, in: evidence)
    case .system(let event, let subject):
      return system.refusals(
        of: event,
        on: subject,
        by: actor,
        organisation: organisation,
        now: bench.clock.now,
        remarks: remarks,
        left: left,
        documents: try await texts(event, subject, system, documents)
      )
    }
  }

  /// The texts by which a change of a policy is judged: the one in force, and those that come with it.
  private func texts(
    _ event: SystemEvent,
    _ subject: String,
    _ system: ManagementSystem,
    _ added: [[UInt8]]
  ) async throws -> [Digest: [UInt8]] {
    guard case .policyIssued = event else { return [:] }
    let old = system.policies[subject]?.current.facts.document
    var former: [UInt8]?
    if let old { former = try await bench.ledger.document(old) }
    return Dictionary((added + [former].compactMap(\.self)).map { (Digest(of: $0), $0) }) { $1 }
  }

  private func draft(_ act: DeskAct, by identity: Identity, actor: RegisterActor) -> EntryDraft {
    let duty = { (duties: [Duty]?) in duties?.first { actor.duties.contains($0) } ?? .staff }
    switch act {
    case .register(let event, let id):
      return bench.draft(
        event.kind,
        event.data,
        in: id.stream,
        by: identity,
        as: duty(event.verb.duties)
      )
    case .system(let event, let subject):
      return bench.draft(
        event.kind,
        event.data,
        in: stream(event, subject, identity),
        by: identity,
        as: duty(event.duties)
      )
    }
  }

  /// Whoever acknowledges a policy does so in their own stream.
  private func stream(_ event: SystemEvent, _ subject: String, _ identity: Identity) -> String {
    if case .policyAcknowledged = event { return identity.person.rawValue }
    return event.area.stream(subject)
  }

  /// How many entries the stream had when the act was judged; a person's own stream may grow.
  private func expected(_ act: DeskAct) -> Int? {
    switch act {
    case .register(_, let id): register.entry(id)?.history.count ?? 0
    case .system(.policyAcknowledged, _): nil
    case .system(let event, let subject): system.count(event.area, subject)
    }
  }

  // MARK: Signals

  /// Proposes what the results ask for: each signal once, more evidence at most once a month.
  func propose() async throws -> [RegisterProposal] {
    let proposals = register.proposals(for: try await signals(), now: bench.clock.now)
    let nobody = Identity(person: .system, name: "system", assurance: .local)
    for proposal in proposals {
      let draft = bench.draft(
        proposal.event.kind,
        proposal.event.data,
        in: proposal.entry.stream,
        by: nobody,
        as: .staff
      )
      let count = register.entry(proposal.entry)?.history.count ?? 0
      _ = try await bench.ledger.append(
        LedgerBatch([draft], expecting: [proposal.entry.stream: count])
      )
    }
    return proposals
  }
}

extension SystemFault {
  /// Whether the data of an event cannot be read back, such as a day beyond the year 9999.
  fileprivate var isOfDraft: Bool {
    switch self {
    case .unreadable, .register(.unreadable): true
    default: false
    }
  }
}
