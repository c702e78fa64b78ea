/// A name that content, records and people use for the same thing over years.
///
/// Identifiers are lower-case words of ASCII letters and digits joined by hyphens, at most 80
/// characters, so that they read the same in a file name, a URL, a terminal and a report.
package protocol Identifier: RawRepresentable<String>, Hashable, Comparable, Codable, Sendable,
  CustomStringConvertible, CodingKeyRepresentable
{
  init(rawValue: String)
}

extension Identifier {
  package var description: String { rawValue }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  package init(from decoder: any Decoder) throws {
    self.init(rawValue: try decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}

/// Whether a text may be one segment of an identifier.
package func isIdentifierSegment(_ text: some StringProtocol) -> Bool {
  guard !text.isEmpty, text.utf8.count <= 80, !text.hasPrefix("-"), !text.hasSuffix("-") else {
    return false
  }
  return text.utf8.allSatisfy { byte in
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
  }
}

/// The slug of an incident; also the name of its file.
package struct IncidentID: Identifier {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// `incident/lesson`.
package struct LessonID: Identifier {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  package init(_ incident: IncidentID, _ lesson: String) {
    self.init(rawValue: "\(incident)/\(lesson)")
  }

  /// The incident that the lesson was drawn from.
  package var incident: IncidentID {
    IncidentID(rawValue: String(rawValue.prefix { $0 != "/" }))
  }
}

/// `incident/lesson/item`; it stays while the item's wording and even its key change.
package struct ItemID: Identifier {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  package init(_ lesson: LessonID, _ item: String) { self.init(rawValue: "\(lesson)/\(item)") }

  /// The lesson that the item belongs to.
  package var lesson: LessonID {
    LessonID(rawValue: rawValue.split(separator: "/").prefix(2).joined(separator: "/"))
  }
}

/// Names a competency of `competencies.yaml`.
package struct CompetencyID: Identifier {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// Names a role of `programme.yaml`: what somebody does in the organisation.
package struct RoleID: Identifier {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// A control of Annex A (ISO/IEC 27001:2022) by number, such as `A.6.8`.
package struct ControlID: Identifier {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  /// Whether the number is one of the 93 of the 2022 edition: 37 organisational, 8 people,
  /// 14 physical and 34 technological.
  package var isKnown: Bool {
    let parts = rawValue.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "A", let theme = Int(parts[1]), let number = Int(parts[2]),
      "A.\(theme).\(number)" == rawValue, let count = [5: 37, 6: 8, 7: 14, 8: 34][theme]
    else { return false }
    return (1...count).contains(number)
  }
}
