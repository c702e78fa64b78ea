import Competence
import Content
import Quiz
import Records
import Session
import Storage

/// Answers the commands of one session: the one asynchronous door between a terminal and whatever
/// keeps the records, here or on another host.
protocol SessionPort: Sendable {
  func send(_ command: SessionCommand) async throws -> PortReply
}

/// What a command gave: what to show, and the proof that it was recorded.
struct PortReply: Sendable {
  let reply: SessionReply
  let receipt: Receipt?
}

/// The door to a ledger on this machine.
///
/// Events are on stable storage before the reply is returned, so nothing is shown that is not
/// evidence yet.
///
/// Each append expects the person's stream as the session knows it: what another window of the same
/// person answered meanwhile is a conflict, and then the session is rebuilt from the log.
actor LocalSession: SessionPort {
  private let bench: Workbench
  private let identity: Identity
  private var session: QuizSession

  /// How many entries the person's stream has.
  private var streamLength: Int

  /// Begins a session and records that it began; an open one is recorded as replaced.
  init(
    beginning session: QuizSession,
    replacing open: QuizSession?,
    streamLength: Int,
    bench: Workbench,
    identity: Identity
  ) async throws {
    self.init(resuming: session, streamLength: streamLength, bench: bench, identity: identity)
    let replaced = open.map {
      SessionEvent.ended(SessionEvent.Ended(session: $0.id, reason: .replaced))
    }
    _ = try await record([replaced, session.start].compactMap(\.self))
  }

  /// Goes on with a session that was interrupted.
  init(resuming session: QuizSession, streamLength: Int, bench: Workbench, identity: Identity) {
    self.bench = bench
    self.identity = identity
    self.session = session
    self.streamLength = streamLength
  }

  func send(_ command: SessionCommand) async throws -> PortReply {
    let now = bench.clock.now
    let step = session.handle(
      command,
      library: bench.library,
      now: now,
      day: Clock.day(of: now)
    )
    do {
      let decision = try await decision(after: step)
      let receipts = try await record(step.events, and: decision)
      session = step.session
      return PortReply(reply: step.reply, receipt: receipts.last)
    } catch LedgerError.conflict {
      try await rebuild()
      return PortReply(
        reply: .refused("this session went on in another window; here is where it stands"),
        receipt: nil
      )
    }
  }

  private func rebuild() async throws {
    let records = try await bench.records(of: identity.person)
    guard let person = records.people[identity.person], let open = person.openSession else {
      throw Refusal(
        .tryAgain,
        "this session was ended in another window",
        hint: "begin another with: debrief practice"
      )
    }
    session = open
    streamLength = person.streamLength
  }

  /// The decision that an assessment came to with this step, from what the log has of it.
  private func decision(after step: QuizSession.Step) async throws -> MasteryRecord? {
    guard step.session.hasEnded, let terms = step.session.assessment else { return nil }
    let records = try await bench.records(of: identity.person)
    let person = records.people[identity.person]
    let lessons = Set(bench.library.lessons(for: terms.competency).map(\.id))
    let memories = (person?.memories ?? [:]).filter { lessons.contains($0.key) }
    return MasteryRecord(
      terms: terms,
      session: step.session.id,
      attempts: (person?.attempts ?? []).filter { $0.answered.session == step.session.id },
      rates: MasteryRecord.ErrorRates(terms, seed: step.session.seed),
      validity: MasteryRecord.Validity(
        on: Clock.day(of: bench.clock.now),
        memories: memories.sorted { $0.key < $1.key }.map(\.value),
        rule: bench.library.programme.recall,
        parameters: records.parameters
      )
    )
  }

  private func record(
    _ events: [SessionEvent],
    and decision: MasteryRecord? = nil
  ) async throws -> [Receipt] {
    guard !events.isEmpty else { return [] }
    let stream = identity.person.rawValue
    var generator = SystemRandomNumberGenerator()
    var remarks: [Remark] = []
    var drafts = events.map { event in
      let (committed, texts) = event.committing(using: &generator)
      remarks += texts
      return bench.draft(committed.kind, committed.data, in: stream, by: identity, as: .staff)
    }
    if let decision {
      drafts.append(
        bench.draft(MasteryRecord.kind, decision.data, in: stream, by: identity, as: .staff)
      )
    }
    let texts = events.flatMap(\.versions).compactMap { bench.library.item($0.item)?.versionText }
    let receipts = try await bench.ledger.append(
      LedgerBatch(drafts, documents: texts, remarks: remarks, expecting: [stream: streamLength])
    )
    streamLength += receipts.count
    return receipts
  }
}
