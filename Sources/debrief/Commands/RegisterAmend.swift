import ArgumentParser
import Competence
import Content
import Improvement
import Records
import Session

struct RegisterAmend: RegisterAct {
  static let configuration = CommandConfiguration(
    commandName: "amend",
    abstract: "Replace the threshold of a fixed criterion while the work goes on, with a reason."
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The entry, such as R-0001.") var id: String
  @Option(help: "The new threshold.") var threshold: DecimalText
  @Option(help: "Why.") var reason: String
  @Flag(help: "Declare a conflict of duties; for three people or fewer.")
  var declareConflict = false

  func event(
    _ desk: RegisterDesk,
    _ entry: RegisterEntry,
    _ scribe: inout Scribe
  ) throws -> RegisterEvent {
    guard let old = entry.cycle.criterion else {
      throw Refusal(
        .notAllowed,
        "\(entry.id) has no criterion",
        hint: "debrief register plan \(entry.id) …"
      )
    }
    let new = Criterion(
      metric: old.metric,
      direction: old.direction,
      threshold: threshold,
      minimumN: old.minimumN,
      windowDays: old.windowDays,
      method: old.method,
      verifier: old.verifier
    )
    return .amend(
      RegisterEvent.CriterionAmended(
        criterion: new,
        replaces: old.digest,
        reason: scribe.wording(reason),
        declaredConflict: declareConflict
      )
    )
  }
}
