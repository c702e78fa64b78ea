import Content

/// Why it could happen, found by one of two methods.
package enum CauseMethod: Hashable, Sendable {
  /// Each answer asks why of the one before; the last is the root cause.
  case fiveWhys([Wording])

  /// Several things came together, none of which was enough alone.
  case contributingFactors([ContributingFactor])

  package var words: String {
    switch self {
    case .fiveWhys(let levels): "five whys, \(levels.count) levels"
    case .contributingFactors(let factors): "\(factors.count) contributing factors"
    }
  }
}

/// One of the things that came together.
package struct ContributingFactor: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case people
    case process
    case technology
    case supplier
    case environment
  }

  package let kind: Kind
  package let factor: Wording

  package init(kind: Kind, factor: Wording) {
    self.kind = kind
    self.factor = factor
  }
}

/// Whether the same could happen, or has happened, elsewhere.
package struct ExtentCheck: Hashable, Sendable {
  /// Where somebody looked.
  package let looked: Wording

  /// What they found there.
  package let found: Wording

  package init(looked: Wording, found: Wording) {
    self.looked = looked
    self.found = found
  }
}

// MARK: - Records

extension CauseMethod: RecordedValue {
  var recorded: JSONValue {
    switch self {
    case .fiveWhys(let levels): ["fiveWhys": levels.recorded]
    case .contributingFactors(let factors): ["contributingFactors": factors.recorded]
    }
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    if value["fiveWhys"] != nil {
      self = .fiveWhys(try members.read("fiveWhys"))
    } else {
      self = .contributingFactors(try members.read("contributingFactors"))
    }
    try members.end()
  }
}

extension ContributingFactor.Kind: RecordedValue {}

extension ContributingFactor: RecordedValue {
  var recorded: JSONValue { ["kind": kind.recorded, "factor": factor.recorded] }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    kind = try members.read("kind")
    factor = try members.read("factor")
    try members.end()
  }
}

extension ExtentCheck: RecordedValue {
  var recorded: JSONValue { ["looked": looked.recorded, "found": found.recorded] }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    looked = try members.read("looked")
    found = try members.read("found")
    try members.end()
  }
}
