import Competence
import Content
import Foundation
import Improvement
import Psychometrics
import Records
import Session
import Storage

/// The register with all that its gates look at, as the log has it now.
struct RegisterDesk {
  let bench: Workbench
  let register: ImprovementRegister
  let records: CompetenceRecords
  let remarks: [Digest: Remark]
  let log: MerkleFrontier

  init(_ bench: Workbench, asOf moment: Moment? = nil) async throws {
    self.bench = bench
    var register = ImprovementRegister()
    var records = CompetenceRecords()
    var log = MerkleFrontier()
    try await bench.eachEntry(asOf: moment) { stored in
      try records.take(stored)
      log.append(stored.leaf)
      do { try register.fold(try stored.decoded()) } catch let fault as RegisterFault {
        throw LedgerError.damaged(fault.description)
      }
    }
    self.register = register
    self.records = records
    self.log = log
    remarks = try await bench.ledger.remarks()
  }

  var organisation: OrganisationSize {
    OrganisationSize(activePeople: records.activePeople.count)
  }

  func entry(_ name: String) throws -> RegisterEntry {
    let id = RegisterEntryID(stream: "register/\(name.uppercased())")
    guard let id, let entry = register.entry(id) else {
      throw Refusal(
        .noInput,
        "there is no entry ‘\(name)’",
        hint: "list them with: debrief register list"
      )
    }
    return entry
  }

  // MARK: Figures

  func groups(since position: Int = 0) async throws -> [GroupCompetence] {
    let models = try await bench.models(for: records)
    let day = bench.day()
    let profiles = records.activePeople.map { person in
      CompetenceProfile(
        of: person,
        in: records,
        library: bench.library,
        models: models,
        on: day,
        since: position
      )
    }
    return GroupCompetence.all(profiles, programme: bench.library.programme)
  }

  /// The figure of a built-in metric over the log from a position on; `nil` for other metrics.
  func measurement(
    of metric: String,
    since position: Int = 0
  ) async throws -> Improvement.Measurement? {
    guard metric.hasPrefix("mastery-share/") else { return nil }
    guard let group = try await groups(since: position).first(where: { $0.metric == metric }) else {
      throw Refusal(
        .noInput,
        "there is no metric ‘\(metric)’",
        hint: "write mastery-share/ROLE/COMPETENCY, with names of the programme"
      )
    }
    guard
      let measurement = Improvement.Measurement(group, from: position, log: log)
    else {
      throw Refusal(
        .doesNotHold,
        "nobody has answered enough for ‘\(metric)’ since entry \(position)",
        hint: "wait until people have practised, and measure again"
      )
    }
    return measurement
  }

  // MARK: Recording

  /// Records an event if no gate has anything against it.
  func record(
    _ event: RegisterEvent,
    on id: RegisterEntryID,
    by identity: Identity,
    remarks added: [Remark]
  ) async throws -> Receipt {
    let person = records.people[identity.person]
    let actor = RegisterActor(person: identity.person, duties: Set(person?.duties ?? []))
    let known = remarks.merging(added.map { ($0.commitment, $0) }) { first, _ in first }
    let refusals = register.refusals(
      of: event,
      on: id,
      by: actor,
      organisation: organisation,
      now: bench.clock.now,
      remarks: known
    )
    guard refusals.isEmpty else { throw RegisterRefused(refusals: refusals) }
    let draft = bench.draft(
      event.kind,
      event.data,
      in: id.stream,
      by: identity,
      as: event.verb.duties?.first { actor.duties.contains($0) } ?? .staff
    )
    let receipts = try await bench.ledger.append(
      LedgerBatch(
        [draft],
        remarks: added,
        expecting: [id.stream: register.entry(id)?.history.count ?? 0]
      )
    )
    guard let receipt = receipts.first else {
      throw LedgerError.notRecorded("the ledger gave no receipt")
    }
    return receipt
  }

  /// Proposes what the results ask for: each signal once, more evidence at most once a month.
  func propose() async throws -> [RegisterProposal] {
    let items = ItemAnalysis.all(
      records.attempts,
      models: try await bench.models(for: records),
      confidence: .init(bench.library.programme.signals.confidence) ?? 0.9
    )
    let signals = Signal.all(groups: try await groups(), items: items, library: bench.library)
    let proposals = register.proposals(for: signals, now: bench.clock.now)
    let system = Identity(person: .system, name: "system", assurance: .local)
    for proposal in proposals {
      let draft = bench.draft(
        proposal.event.kind,
        proposal.event.data,
        in: proposal.entry.stream,
        by: system,
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

/// What the gates have against an event, all at once.
struct RegisterRefused: Error {
  let refusals: [Improvement.Refusal]
}
