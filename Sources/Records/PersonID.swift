import Content

/// A person under a random pseudonym, such as `p-7f3a9c51e2b4`.
///
/// The log knows nothing else about people: names, logins and user ids stand in a file of their own,
/// so that erasing a name never touches a record.
package struct PersonID: Identifier {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  /// Makes a pseudonym from forty-eight random bits.
  package init(using generator: inout some RandomNumberGenerator) {
    let bits = generator.next() & 0xFFFF_FFFF_FFFF
    let digits = String(bits, radix: 16)
    rawValue = "p-" + String(repeating: "0", count: 12 - digits.count) + digits
  }

  /// Who acts when nobody does: checks that run by themselves.
  package static let system = PersonID(rawValue: "system")
}

/// What somebody may do in the product, as against what they do in the organisation (`RoleID`).
package enum Duty: String, Codable, CaseIterable, Sendable {
  case staff
  case trainer
  case owner
  case auditor
  case verifier
  case lead
  case chair
}
