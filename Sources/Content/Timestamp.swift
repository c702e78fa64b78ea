/// A moment in UTC, to the millisecond.
///
/// Written as RFC 3339 with exactly three decimals and `Z`, so that equal moments are equal text and
/// text sorts by time.
package struct Timestamp: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  package let milliseconds: Int

  package init(milliseconds: Int) { self.milliseconds = milliseconds }

  /// Reads `YYYY-MM-DDThh:mm[:ss[.sss]]` followed by `Z` or an offset such as `+02:00`.
  package init?(_ text: some StringProtocol) {
    let characters = Array(text.utf8)
    guard characters.count >= 17, characters[10] == UInt8(ascii: "T"),
      let day = Day(String(decoding: characters[..<10], as: UTF8.self))
    else { return nil }
    let isZone = { (byte: UInt8) in [UInt8(ascii: "Z"), 43, 45].contains(byte) }
    guard let zoneStart = characters[11...].firstIndex(where: isZone),
      let clock = Self.clock(String(decoding: characters[11..<zoneStart], as: UTF8.self)),
      let offset = Self.offset(String(decoding: characters[zoneStart...], as: UTF8.self))
    else { return nil }
    milliseconds = day.number * 86_400_000 + clock - offset
  }

  private static func clock(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let hour = number(parts[0], 2), hour < 24,
      let minute = number(parts[1], 2), minute < 60
    else { return nil }
    let minutes = (hour * 60 + minute) * 60_000
    guard parts.count == 3 else { return minutes }
    let seconds = parts[2].split(separator: ".", omittingEmptySubsequences: false)
    guard seconds.count <= 2, let whole = number(seconds[0], 2), whole < 60 else { return nil }
    guard seconds.count == 2 else { return minutes + whole * 1_000 }
    guard (1...9).contains(seconds[1].count),
      let fraction = number((seconds[1] + "000").prefix(3), 3),
      number(seconds[1], seconds[1].count) != nil
    else { return nil }
    return minutes + whole * 1_000 + fraction
  }

  private static func offset(_ text: String) -> Int? {
    if text == "Z" { return 0 }
    let parts = text.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let hour = number(parts[0], 2), hour < 24,
      let minute = number(parts[1], 2), minute < 60
    else { return nil }
    return (text.hasPrefix("-") ? -1 : 1) * (hour * 60 + minute) * 60_000
  }

  private static func number(_ text: some StringProtocol, _ width: Int) -> Int? {
    guard text.utf8.count == width, text.utf8.allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    return Int(text)
  }

  package var description: String {
    let dayNumber = Int((Double(milliseconds) / 86_400_000).rounded(.down))
    let rest = milliseconds - dayNumber * 86_400_000
    let clock = [(rest / 3_600_000, 2), (rest / 60_000 % 60, 2), (rest / 1_000 % 60, 2)]
      .map(padded).joined(separator: ":")
    return "\(Day(number: dayNumber))T\(clock).\(padded(rest % 1_000, 3))Z"
  }

  package static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.milliseconds < right.milliseconds
  }

  package func adding(milliseconds delta: Int) -> Timestamp {
    Timestamp(milliseconds: milliseconds + delta)
  }

  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let timestamp = Timestamp(text) else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "a time is written YYYY-MM-DDThh:mm:ss.sssZ"
        )
      )
    }
    self = timestamp
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
