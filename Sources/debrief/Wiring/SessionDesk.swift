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
      let receipts = try await record(step.events, and: try await conclusions(of: step))
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
        hint: "see where you stand with: debrief progress"
      )
    }
    session = open
    streamLength = person.streamLength
  }

  /// What an assessment came to with this step, from what the log has of it: the decision, and what it
  /// is with a key that was corrected meanwhile.
  private func conclusions(
    of step: QuizSession.Step
  ) async throws -> [(kind: String, data: JSONValue)] {
    guard step.session.hasEnded, step.session.assessment != nil else { return [] }
    let records = try await bench.records(of: identity.person)
    let decision = records.decision(
      after: step.session,
      by: identity.person,
      library: bench.library,
      on: Clock.day(of: bench.clock.now)
    )
    guard let decision else { return [] }
    let correction = records.correction(of: decision, by: identity.person)
    return [(MasteryRecord.kind, decision.data)]
      + [correction.map { (MasteryCorrection.kind, $0.data) }].compactMap(\.self)
  }

  private func record(
    _ events: [SessionEvent],
    and conclusions: [(kind: String, data: JSONValue)] = []
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
    for (kind, data) in conclusions {
      drafts.append(bench.draft(kind, data, in: stream, by: identity, as: .staff))
    }
    let texts = events.flatMap(\.versions).compactMap { bench.library.item($0.item)?.versionText }
    let receipts = try await bench.ledger.append(
      LedgerBatch(drafts, documents: texts, remarks: remarks, expecting: [stream: streamLength])
    )
    streamLength += receipts.count
    return receipts
  }
}
