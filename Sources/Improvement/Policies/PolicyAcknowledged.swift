import Content
import Records

/// `policy.acknowledged`: somebody says that they read exactly this version; it stands in their own
/// stream.
package struct PolicyAcknowledged: Hashable, Sendable {
  package let policy: String
  package let version: Int

  /// The digest of the text that they read.
  package let text: Digest

  package init(policy: String, version: Int, text: Digest) {
    self.policy = policy
    self.version = version
    self.text = text
  }
}

extension PolicyAcknowledged: SystemFacts {
  static let kind = "policy.acknowledged"
  static let area = SystemArea.policy
  static let duties: [Duty]? = nil

  package var words: String { "version \(version) of ‘\(policy)’ acknowledged" }

  func refusals(in gate: SystemGate) -> [Refusal] {
    guard let current = gate.system.policies[policy]?.current.facts else {
      return [
        gate.refuse(
          "no-such-policy",
          "there is no policy ‘\(policy)’",
          next: "list them with: debrief policy list"
        )
      ]
    }
    return current.version == version && current.document == text
      ? []
      : [
        gate.refuse(
          "other-version",
          "version \(current.version) is in force, and another was read",
          next: "read it: debrief policy show \(policy)"
        )
      ]
  }

  func fold(into system: inout ManagementSystem, as record: SystemRecord) throws(SystemFault) {
    guard system.policies[policy] != nil else { throw .unknownSubject(record.event, policy) }
    system.policies[policy]?.take(self, by: record.actor, at: record.recordedAt)
  }

  var recorded: JSONValue {
    ["policy": .string(policy), "version": .integer(version), "text": text.recorded]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    policy = try members.read("policy")
    version = try members.read("version")
    text = try members.read("text")
    try members.end()
  }
}
