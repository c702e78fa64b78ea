import Content
import Foundation
import Records
import Storage

/// The time in which the program acts, and the day that it is in the programme's time zone.
struct Clock: Sendable {
  /// `nil` for the system's clock.
  private let given: Timestamp?

  /// Sets the time zone of the process, so the C library can tell the day.
  ///
  /// The library knows the rules of all zones and keeps them up to date; it takes an unknown name
  /// for UTC without a word, so the name is looked up first.
  init(timeZone: String, at moment: Moment?) throws {
    let database = ProcessInfo.processInfo.environment["TZDIR"] ?? "/usr/share/zoneinfo"
    guard timeZone == "UTC" || Self.isZone("\(database)/\(timeZone)") else {
      throw Refusal(
        .badConfiguration,
        "the time zone ‘\(timeZone)’ is not known on this machine",
        hint: "correct ‘time-zone’ in programme.yaml, or install the tzdata package"
      )
    }
    setenv("TZ", timeZone == "UTC" ? "UTC0" : ":\(timeZone)", 1)
    tzset()
    if case .day(let day) = moment?.precision, day > .last {
      throw Refusal(
        .badData,
        "the time of --at lies beyond the year 9999",
        hint: "use times of the years 1 to 9999; nothing was recorded"
      )
    }
    given = moment.map(Self.timestamp)
  }

  /// Whether a file holds the rules of a time zone; one that cannot be read holds none.
  private static func isZone(_ path: String) -> Bool {
    do { return try readRegularFile(path, atMost: 1 << 20).starts(with: "TZif".utf8) } catch {
      return false
    }
  }

  var now: Timestamp { given ?? Self.systemNow() }

  var source: LedgerEntry.Clock { given == nil ? .system : .given }

  /// What the system's clock says, where another time was given.
  var latest: Timestamp? { given.map { _ in Self.systemNow() } }

  static func systemNow() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: time.tv_sec * 1_000 + time.tv_nsec / 1_000_000)
  }

  /// The day of a time in the zone of the process.
  static func day(of time: Timestamp) -> Day {
    var seconds = time_t((Double(time.milliseconds) / 1_000).rounded(.down))
    var parts = tm()
    localtime_r(&seconds, &parts)
    let year = Int(parts.tm_year) + 1_900
    return Day(year: year, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
      ?? Day(number: time.milliseconds / 86_400_000)
  }

  /// The last millisecond of a day, or a time as it is.
  static func timestamp(_ moment: Moment) -> Timestamp {
    switch moment.precision {
    case .time(let time): return time
    case .day(let day):
      var parts = tm()
      let (year, month, dayOfMonth) = day.adding(days: 1).components
      (parts.tm_year, parts.tm_mon) = (Int32(year - 1_900), Int32(month - 1))
      (parts.tm_mday, parts.tm_isdst) = (Int32(dayOfMonth), -1)
      return Timestamp(milliseconds: min(mktime(&parts) * 1_000 - 1, 253_402_300_799_999))
    }
  }
}
