import Content

/// A measurement that asks for attention; a person decides whether it is a finding.
package struct Signal: Hashable, Sendable {
  /// What was measured, such as `weak-competency` or `faulty-item`.
  package let kind: String

  /// The same for the same thing, however often it is measured.
  package let fingerprint: String

  /// One sentence with the figures, written by the product.
  package let statement: String
  package let evidence: JSONValue

  /// A suggestion; classifying decides.
  package let severity: RegisterSeverity
  package let source: RegisterSource

  /// The entry that it adds evidence to, for what is in the register already; `nil` for what may become
  /// a new entry.
  package let about: RegisterEntryID?

  /// Speaks of one moment, such as a version or a day: whoever dealt with it is not asked again.
  package let isOnce: Bool

  package init(
    kind: String,
    fingerprint: String,
    statement: String,
    evidence: JSONValue,
    severity: RegisterSeverity,
    source: RegisterSource = .quizCluster,
    about: RegisterEntryID? = nil,
    isOnce: Bool = false
  ) {
    self.kind = kind
    self.fingerprint = fingerprint
    self.statement = statement
    self.evidence = evidence
    self.severity = severity
    self.source = source
    self.about = about
    self.isOnce = isOnce
  }
}

/// An event that the product suggests, and the entry that it would concern.
package struct RegisterProposal: Hashable, Sendable {
  package let entry: RegisterEntryID
  package let event: RegisterEvent
}

extension ImprovementRegister {
  /// What a signal adds to the register: a new entry, more evidence for the open one, or nothing.
  ///
  /// A signal is raised once. Only after its entry is over (closed, rejected or declined) does the
  /// same signal raise another.
  package func proposal(for signal: Signal) -> RegisterProposal? {
    if let id = signal.about {
      guard let entry = entry(id), entry.state.admits(.observe),
        entry.observed(signal)?.facts.evidence != signal.evidence
      else { return nil }
      return RegisterProposal(entry: id, event: .observe(signal.observed))
    }
    let earlier = proposals(fingerprint: signal.fingerprint)
    guard let open = earlier.last(where: { $0.state.isOpen }) else {
      return signal.isOnce && !earlier.isEmpty
        ? nil : RegisterProposal(entry: nextID, event: .raise(signal.raised))
    }
    guard open.latestEvidence(of: signal) != signal.evidence else { return nil }
    return RegisterProposal(entry: open.id, event: .observe(signal.observed))
  }
}

extension Signal {
  fileprivate var raised: RegisterEvent.Raised {
    RegisterEvent.Raised(
      source: source,
      reference: "\(kind)/\(fingerprint)",
      statement: .plain(statement),
      fingerprint: fingerprint,
      evidence: evidence,
      severity: severity
    )
  }

  fileprivate var observed: RegisterEvent.Observed {
    RegisterEvent.Observed(
      statement: .plain(statement),
      fingerprint: fingerprint,
      evidence: evidence
    )
  }
}

extension RegisterEntry {
  /// The newest evidence that a signal added.
  fileprivate func observed(_ signal: Signal) -> Dated<RegisterEvent.Observed>? {
    observations.last { $0.facts.fingerprint == signal.fingerprint }
  }

  fileprivate func latestEvidence(of signal: Signal) -> JSONValue {
    observed(signal)?.facts.evidence ?? raised.facts.evidence
  }

  /// When a signal spoke last; `nil` for one that only speaks of this entry and has not yet.
  fileprivate func latestWord(of signal: Signal) -> Timestamp? {
    signal.about == nil ? observations.last?.at ?? raised.at : observed(signal)?.at
  }
}

extension ImprovementRegister {
  /// What several signals add, numbered one after the other.
  ///
  /// Evidence for an open entry is added only when the last was recorded long enough ago: a signal
  /// that persists is worth a note a month, not a note a day.
  package func proposals(for signals: [Signal], now: Timestamp) -> [RegisterProposal] {
    var next = nextID
    return signals.compactMap { signal in
      guard let proposal = proposal(for: signal) else { return nil }
      guard case .raise = proposal.event else {
        let newest = entry(proposal.entry).flatMap { $0.latestWord(of: signal) }
        let isStale = newest.map {
          $0.adding(days: Signal.daysBetweenObservations) <= now
        }
        return isStale ?? true ? proposal : nil
      }
      defer { next = RegisterEntryID(number: (next.number ?? 0) + 1) }
      return RegisterProposal(entry: next, event: proposal.event)
    }
  }
}
