import Content
import Improvement
import Records
import Storage

/// Reports by people who do not want to be known.
///
/// The log then holds no actor and no time but the day; nobody is enrolled by it. What it cannot hide:
/// the place in the log lies between entries with times, the machine knows who was signed in, and the
/// words may tell. So the article on the register says from where to report.
extension Workbench {
  /// Acts as nobody, and records the rules in force if they are not there yet.
  func nobody() async throws -> Identity {
    let system = Identity(person: .system, name: "system", assurance: .local)
    try await recordRules(by: system)
    return Identity(person: .anonymous, name: "anonymous", assurance: .local)
  }

  /// The same with a clock that only knows the day.
  func cutToDay() throws -> Workbench {
    var settings = settings
    settings.at = Moment(argument: clock.now.startOfDay.description)
    return try Workbench(settings)
  }
}

extension Timestamp {
  /// The first millisecond of the day in UTC.
  var startOfDay: Timestamp { Timestamp(milliseconds: utcDay.number * 86_400_000) }
}

extension Moment {
  /// The time that was meant, or the first of the day.
  var earliest: Timestamp {
    switch precision {
    case .time(let time): time
    case .day(let day): Timestamp(milliseconds: 0).adding(milliseconds: day.number * 86_400_000)
    }
  }
}
