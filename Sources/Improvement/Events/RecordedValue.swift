import Content
import Records

/// Something that has exactly one form in a record.
///
/// Reading never guesses: a member that is missing, unknown or of another form is an ``EventFault``
/// that names it. What is optional is written as `null`, not left out.
protocol RecordedValue {
  var recorded: JSONValue { get }

  /// Reads a value; the path names it in a fault.
  init(recorded value: JSONValue, at path: String) throws(EventFault)
}

/// Why the data of an entry is no event of the register.
package enum EventFault: Error, Hashable, Sendable, CustomStringConvertible {
  case unknownKind(String)
  case missing(member: String)
  case unknown(member: String)
  case form(member: String, expected: String)

  package var description: String {
    switch self {
    case .unknownKind(let kind): "‘\(kind)’ is no kind of event that this program knows"
    case .missing(let member): "the member ‘\(member)’ is missing"
    case .unknown(let member): "the member ‘\(member)’ is not known to this program"
    case .form(let member, let expected): "the member ‘\(member)’ is not \(expected)"
    }
  }
}

/// Reads the members of an object, and notices those that nobody asked for.
struct Members {
  private let members: [String: JSONValue]
  private let path: String
  private var read: [String] = []

  init(_ value: JSONValue, at path: String) throws(EventFault) {
    guard case .object(let members) = value else {
      throw .form(member: path.isEmpty ? "data" : path, expected: "an object")
    }
    self.members = members
    self.path = path
    read.reserveCapacity(members.count)
  }

  mutating func read<Value: RecordedValue>(_ name: String) throws(EventFault) -> Value {
    guard let value = members[name] else { throw .missing(member: place(of: name)) }
    read.append(name)
    return try Value(recorded: value, at: place(of: name))
  }

  /// Ends reading: nothing may be left.
  func end() throws(EventFault) {
    guard read.count < members.count else { return }
    let unread = Set(members.keys).subtracting(read)
    if let name = unread.min() { throw .unknown(member: place(of: name)) }
  }

  func place(of name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
}

// MARK: - Values of other stages and of the language

extension RecordedValue where Self: RawRepresentable<String> {
  var recorded: JSONValue { .string(rawValue) }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    guard let text = value.string, let known = Self(rawValue: text) else {
      throw .form(member: path, expected: "one of the known words")
    }
    self = known
  }
}

extension PersonID: RecordedValue {}
extension ControlID: RecordedValue {}

extension JSONValue: RecordedValue {
  var recorded: JSONValue { self }
  init(recorded value: JSONValue, at path: String) { self = value }
}

extension String: RecordedValue {
  var recorded: JSONValue { .string(self) }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    guard let text = value.string else { throw .form(member: path, expected: "a text") }
    self = text
  }
}

extension Int: RecordedValue {
  var recorded: JSONValue { .integer(self) }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    guard let number = value.integer else { throw .form(member: path, expected: "an integer") }
    self = number
  }
}

extension Bool: RecordedValue {
  var recorded: JSONValue { .bool(self) }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    guard let flag = value.bool else { throw .form(member: path, expected: "true or false") }
    self = flag
  }
}

extension Day: RecordedValue {
  var recorded: JSONValue { .string(description) }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    guard let day = value.string.flatMap(Day.init) else {
      throw .form(member: path, expected: "a day YYYY-MM-DD")
    }
    self = day
  }
}

extension Digest: RecordedValue {
  var recorded: JSONValue { .string(description) }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    guard let digest = value.string.flatMap(Digest.init(hexadecimal:)) else {
      throw .form(member: path, expected: "a digest of 64 hexadecimal digits")
    }
    self = digest
  }
}

extension DecimalText: RecordedValue {
  var recorded: JSONValue { .string(description) }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    guard let decimal = value.string.flatMap(DecimalText.init) else {
      throw .form(member: path, expected: "a decimal number in a text")
    }
    self = decimal
  }
}

extension Optional: RecordedValue where Wrapped: RecordedValue {
  var recorded: JSONValue { map(\.recorded) ?? .null }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    self = value == .null ? nil : try Wrapped(recorded: value, at: path)
  }
}

extension Array: RecordedValue where Element: RecordedValue {
  var recorded: JSONValue { .array(map(\.recorded)) }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    guard let values = value.array else { throw .form(member: path, expected: "a list") }
    self = []
    for (index, value) in values.enumerated() {
      append(try Element(recorded: value, at: "\(path)[\(index)]"))
    }
  }
}

extension Set: RecordedValue where Element: RecordedValue & Comparable {
  var recorded: JSONValue { sorted().recorded }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    let elements = try [Element](recorded: value, at: path)
    guard elements == Set(elements).sorted() else {
      throw .form(member: path, expected: "a list in order and without repetition")
    }
    self = Set(elements)
  }
}
