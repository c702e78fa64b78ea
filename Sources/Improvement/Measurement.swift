import Content

/// A figure of a metric, with what it rests on.
package struct Measurement: Hashable, Sendable {
  package let metric: String
  package let value: DecimalText

  /// How many cases the figure rests on.
  package let n: Int

  /// The interval around the value, where the metric has one; shown, but not judged.
  package let lower: DecimalText?
  package let upper: DecimalText?

  /// The first position of the log that was measured.
  package let from: Int

  /// The last position of the log that was measured.
  package let through: Int
  package let evidence: [EvidenceReference]

  package init(
    metric: String,
    value: DecimalText,
    n: Int,
    lower: DecimalText? = nil,
    upper: DecimalText? = nil,
    from: Int,
    through: Int,
    evidence: [EvidenceReference]
  ) {
    self.metric = metric
    self.value = value
    self.n = n
    self.lower = lower
    self.upper = upper
    self.from = from
    self.through = through
    self.evidence = evidence
  }

  /// A number of cases, with what they are if a metric of the product counts something else.
  package static func words(_ n: Int, of metric: String) -> String {
    BuiltInMetric(rawValue: metric)?.unitOfN.map { "\(n) \($0)" } ?? String(n)
  }

  package var words: String {
    let interval = lower.flatMap { lower in upper.map { ", \(lower) to \($0)" } } ?? ""
    return "\(metric) \(value) (n = \(Self.words(n, of: metric))\(interval))"
  }
}

/// A thing that shows something, by where it is and by the SHA-256 of its bytes.
package struct EvidenceReference: Hashable, Sendable {
  package let reference: String
  package let digest: Digest

  package init(reference: String, digest: Digest) {
    self.reference = reference
    self.digest = digest
  }
}

extension EvidenceReference: RecordedValue {
  var recorded: JSONValue { ["reference": .string(reference), "sha256": digest.recorded] }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    reference = try members.read("reference")
    digest = try members.read("sha256")
    try members.end()
  }
}

extension Measurement: RecordedValue {
  var recorded: JSONValue {
    [
      "metric": .string(metric), "value": value.recorded, "n": .integer(n),
      "lower": lower.recorded, "upper": upper.recorded, "from": .integer(from),
      "through": .integer(through), "evidence": evidence.recorded,
    ]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    metric = try members.read("metric")
    self.value = try members.read("value")
    n = try members.read("n")
    lower = try members.read("lower")
    upper = try members.read("upper")
    from = try members.read("from")
    through = try members.read("through")
    evidence = try members.read("evidence")
    try members.end()
  }
}
