import Content
import Records

/// `policy.issued`: a version of a policy is in force; the first, or one that replaces another.
package struct PolicyIssued: Hashable, Sendable {
  package let title: String

  /// From 1.
  package let version: Int

  /// The digest of the text, which the ledger keeps as a document.
  package let document: Digest
  package let clauses: [PolicyClause]

  /// What changed since the version before, in the order of the clauses; empty for the first.
  package let changes: [ClauseChange]
  package let reason: Wording

  /// The entry of the register, incident or law that it answers.
  package let because: String?
  package let controls: [ControlID]

  /// The roles whose people acknowledge it.
  package let roles: [RoleID]

  package init(
    title: String,
    version: Int,
    document: Digest,
    clauses: [PolicyClause],
    changes: [ClauseChange],
    reason: Wording,
    because: String?,
    controls: [ControlID],
    roles: [RoleID]
  ) {
    self.title = title
    self.version = version
    self.document = document
    self.clauses = clauses
    self.changes = changes
    self.reason = reason
    self.because = because
    self.controls = controls
    self.roles = roles
  }

  /// The gravest change of this version; a first version asks everybody to read it.
  package var gravest: ClauseChange.Kind { changes.map(\.kind).max() ?? .meaning }
}

extension PolicyIssued: SystemFacts {
  static let kind = "policy.issued"
  static let area = SystemArea.policy
  static let duties: [Duty]? = [.lead]

  package var words: String {
    guard version > 1 else { return "version 1, \(clauses.count) clauses" }
    let parts = changes.map { "\($0.clause) (\($0.kind.rawValue))" }
    return "version \(version): \(parts.joined(separator: ", "))"
  }

  func refusals(in gate: SystemGate) -> [Refusal] {
    let known = gate.system.policies[gate.subject]
    let expected = (known?.current.facts.version ?? 0) + 1
    return gate.name(title, "the title") + gate.text(reason, "the reason for this version")
      + (version == expected
        ? [] : [gate.refuse("other-version", "the next version is \(expected)")])
      + (clauses.isEmpty
        ? [
          gate.refuse(
            "no-clause",
            "the text has no clause",
            next: "give each clause a heading with an id, such as: ## Reports {#reports}"
          )
        ] : [])
      + textRefusals(gate)
      + (known.map { changeRefusals(gate, $0.current.facts) + typoRefusals(gate, $0.current.facts) }
        ?? [])
  }

  /// The text, if it is there to be read, has these clauses.
  private func textRefusals(_ gate: SystemGate) -> [Refusal] {
    guard let text = gate.policyText(document) else { return [] }
    let found = text.clauses.map { PolicyClause(id: $0.id, digest: $0.digest) }
    return found == clauses
      ? [] : [gate.refuse("other-clauses", "the clauses are not those of the text")]
  }

  /// What is called a typo is judged by both texts; without them it is none.
  private func typoRefusals(_ gate: SystemGate, _ old: PolicyIssued) -> [Refusal] {
    let (former, text) = (gate.policyText(old.document), gate.policyText(document))
    return changes.filter { change in
      change.kind == .typo
        && !SpellingChange.isPossible(
          from: former?.clause(change.clause),
          to: text?.clause(change.clause)
        )
    }.map { change in
      gate.refuse(
        "no-typo",
        "the change of ‘\(change.clause)’ is no typo: it is more than letters within words",
        next:
          "say --meaning \(change.clause), or --key \(change.clause) if it changes what is right"
      )
    }
  }

  /// Every clause that differs is judged, and none that does not.
  private func changeRefusals(_ gate: SystemGate, _ old: PolicyIssued) -> [Refusal] {
    let expected = Set(Self.changedClauses(from: old.clauses, to: clauses))
    let judged = Set(changes.map(\.clause))
    guard !expected.isEmpty else {
      return [
        gate.refuse(
          "nothing-changed",
          "the text is that of version \(old.version)",
          next: "edit the text, and issue it again"
        )
      ]
    }
    return expected == judged
      ? []
      : [
        gate.refuse(
          "clauses-not-judged",
          "these clauses changed: \(expected.sorted().joined(separator: ", "))",
          next: "say of each whether it is a typo, or changes the meaning or what is right: "
            + gate.again
        )
      ]
  }

  /// Clauses that are new, gone, or of other words.
  package static func changedClauses(
    from old: [PolicyClause],
    to new: [PolicyClause]
  ) -> [String] {
    let before = Dictionary(old.map { ($0.id, $0.digest) }) { first, _ in first }
    let after = Dictionary(new.map { ($0.id, $0.digest) }) { first, _ in first }
    return Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
  }

  func fold(into system: inout ManagementSystem, as record: SystemRecord) throws(SystemFault) {
    let place = system.count(.policy, record.subject)
    let dated = RegisterEntry.Dated(self, record, place: place)
    if system.policies[record.subject] == nil {
      system.policies[record.subject] = Policy(id: record.subject, dated)
    } else {
      system.policies[record.subject]?.take(dated)
    }
  }

  var recorded: JSONValue {
    [
      "title": .string(title), "version": .integer(version), "document": document.recorded,
      "clauses": clauses.recorded, "changes": changes.recorded, "reason": reason.recorded,
      "because": because.recorded, "controls": controls.recorded,
      "roles": .array(roles.map { .string($0.rawValue) }),
    ]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    title = try members.read("title")
    version = try members.read("version")
    document = try members.read("document")
    clauses = try members.read("clauses")
    changes = try members.read("changes")
    reason = try members.read("reason")
    because = try members.read("because")
    controls = try members.read("controls")
    let names: [String] = try members.read("roles")
    roles = names.map(RoleID.init(rawValue:))
    try members.end()
  }
}

extension SystemGate {
  /// The text of a policy, where the gate was given it.
  fileprivate func policyText(_ digest: Digest) -> PolicyText? {
    documents[digest].map { PolicyText(String(decoding: $0, as: UTF8.self)) }
  }
}
