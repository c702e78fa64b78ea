import Content

/// The number under which people speak about an entry of the register, such as `R-0003`.
package struct RegisterEntryID: Identifier {
  package let rawValue: String

  /// The number, or `nil` if this is not the one way to write it.
  package let number: Int?

  package init(rawValue: String) {
    self.rawValue = rawValue
    let digits = rawValue.utf8.dropFirst(2)
    let isExact =
      rawValue.utf8.starts(with: "R-".utf8) && digits.allSatisfy { (48...57).contains($0) }
      && (digits.count == 4 || digits.count > 4 && digits.first != 48)
    number = isExact ? Int(rawValue.dropFirst(2)) : nil
  }

  package init(number: Int) {
    let digits = String(number)
    rawValue = "R-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    self.number = number
  }

  /// Takes the name of a stream of the log, such as `register/R-0003`.
  package init?(stream: String) {
    guard stream.utf8.starts(with: Self.streamPrefix.utf8) else { return nil }
    self.init(rawValue: String(stream.utf8.dropFirst(Self.streamPrefix.utf8.count)) ?? "")
    guard let number, number > 0 else { return nil }
  }

  /// The stream of the log that holds the events of this entry.
  package var stream: String { Self.streamPrefix + rawValue }

  /// Nearly all ids are told apart by their number.
  package func hash(into hasher: inout Hasher) { hasher.combine(number ?? 0) }

  /// By number, so that R-10000 comes after R-9999.
  package static func < (left: Self, right: Self) -> Bool {
    (left.number ?? .max, left.rawValue) < (right.number ?? .max, right.rawValue)
  }

  private static let streamPrefix = "register/"
}

extension RegisterEntryID: RecordedValue {
  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    let id = value.string.map(RegisterEntryID.init(rawValue:))
    guard let id, id.number != nil else {
      throw .form(member: path, expected: "the id of a register entry such as R-0001")
    }
    self = id
  }
}
