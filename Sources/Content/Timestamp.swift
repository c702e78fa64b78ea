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
    var exact = String(text)
    if let timestamp = exact.withUTF8({ Timestamp(canonical: UnsafeRawBufferPointer($0)) }) {
      self = timestamp
      return
    }
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
    guard Self.years.contains(milliseconds) else { return nil }
  }

  /// Reads exactly the form that ``description`` writes, from memory.
  package init?(canonical text: UnsafeRawBufferPointer) {
    guard text.count == 24, text[4] == 45, text[7] == 45, text[10] == UInt8(ascii: "T"),
      text[13] == 58, text[16] == 58, text[19] == 46, text[23] == UInt8(ascii: "Z")
    else { return nil }
    var isNumber = true
    func number(_ start: Int, _ count: Int) -> Int {
      var value = 0
      for index in start..<(start + count) {
        let digit = Int(text[index]) - 48
        isNumber = isNumber && digit >= 0 && digit < 10
        value = value * 10 + digit
      }
      return value
    }
    let day = Day(year: number(0, 4), month: number(5, 2), day: number(8, 2))
    let (hour, minute, second) = (number(11, 2), number(14, 2), number(17, 2))
    let rest = number(20, 3)
    guard isNumber, let day, hour < 24, minute < 60, second < 60 else { return nil }
    milliseconds = day.number * 86_400_000 + (hour * 3_600 + minute * 60 + second) * 1_000 + rest
  }

  /// The milliseconds of the years 1 to 9999, which four digits can write.
  package static let years = -62_135_596_800_000...253_402_300_799_999

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

  /// The day in UTC; the programme's own days are counted in its time zone.
  package var utcDay: Day {
    let length = 86_400_000
    let rest = milliseconds % length
    return Day(number: (milliseconds - (rest < 0 ? rest + length : rest)) / length)
  }

  package var description: String {
    let day = utcDay
    let rest = milliseconds - day.number * 86_400_000
    var text = Array("T00:00:00.000Z".utf8)
    let write = { (number: Int, places: [Int], text: inout [UInt8]) in
      var number = number
      for place in places.reversed() {
        text[place] += UInt8(number % 10)
        number /= 10
      }
    }
    write(rest / 3_600_000, [1, 2], &text)
    write(rest / 60_000 % 60, [4, 5], &text)
    write(rest / 1_000 % 60, [7, 8], &text)
    write(rest % 1_000, [10, 11, 12], &text)
    return day.description + String(decoding: text, as: UTF8.self)
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
