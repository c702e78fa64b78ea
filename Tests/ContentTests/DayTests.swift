import Content
import Foundation
import Testing

@Suite struct `Days and times` {
  @Test func `days agree with the calendar of the C library`() {
    for number in stride(from: -200_000, through: 200_000, by: 37) {
      var seconds = time_t(number * 86_400)
      var parts = tm()
      gmtime_r(&seconds, &parts)
      let day = Day(number: number)
      let (year, month, dayOfMonth) = day.components
      #expect(year == Int(parts.tm_year) + 1_900)
      #expect(month == Int(parts.tm_mon) + 1)
      #expect(dayOfMonth == Int(parts.tm_mday))
      #expect(Day(day.description) == day)
    }
  }

  @Test(arguments: [
    "2025-02-29", "2025-13-01", "2025-00-10", "25-01-01", "2025-1-1", "2025-01-01x", "",
  ])
  func `what is no day is refused`(text: String) {
    #expect(Day(text) == nil)
  }

  @Test func `times are written in UTC with milliseconds`() {
    #expect(Timestamp("2026-03-02T09:14:07.120Z")?.description == "2026-03-02T09:14:07.120Z")
    #expect(Timestamp("2026-03-02T09:14:07.12+02:00")?.description == "2026-03-02T07:14:07.120Z")
    #expect(Timestamp("2026-03-02T09:14Z")?.milliseconds == 1_772_442_840_000)
    #expect(Timestamp(milliseconds: -1).description == "1969-12-31T23:59:59.999Z")
  }

  @Test(arguments: [
    "2026-03-02T24:00Z", "2026-03-02 09:00Z", "2026-03-02T09:00", "2026-03-02T9:00Z",
    "2026-03-02T09:00:61Z", "2026-03-02T09:00:00.Z",
  ])
  func `what is no time is refused`(text: String) {
    #expect(Timestamp(text) == nil)
  }
}
