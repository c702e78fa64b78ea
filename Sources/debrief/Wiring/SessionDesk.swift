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
actor LocalSession: SessionPort {
  private let bench: Workbench
  private let identity: Identity
  private var session: QuizSession

  /// Begins a session and records that it began; an open one is recorded as replaced.
  init(
    beginning session: QuizSession,
    replacing open: QuizSession?,
    bench: Workbench,
    identity: Identity
  ) async throws {
    self.bench = bench
    self.identity = identity
    self.session = session
    let replaced = open.map {
      SessionEvent.ended(SessionEvent.Ended(session: $0.id, reason: .replaced))
    }
    _ = try await record([replaced, session.start].compactMap(\.self))
  }

  /// Goes on with a session that was interrupted.
  init(resuming session: QuizSession, bench: Workbench, identity: Identity) {
    self.bench = bench
    self.identity = identity
    self.session = session
  }

  func send(_ command: SessionCommand) async throws -> PortReply {
    let now = bench.clock.now
    let step = session.handle(
      command,
      library: bench.library,
      now: now,
      day: Clock.day(of: now)
    )
    let receipts = try await record(step.events)
    session = step.session
    return PortReply(reply: step.reply, receipt: receipts.last)
  }

  private func record(_ events: [SessionEvent]) async throws -> [Receipt] {
    guard !events.isEmpty else { return [] }
    let drafts = events.map { event in
      bench.draft(
        event.kind,
        event.data,
        in: identity.person.rawValue,
        by: identity,
        as: .staff
      )
    }
    let texts = events.flatMap(\.versions).compactMap { bench.library.item($0.item)?.versionText }
    return try await bench.ledger.append(LedgerBatch(drafts, documents: texts))
  }
}
