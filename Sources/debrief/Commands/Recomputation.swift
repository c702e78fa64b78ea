import Competence
import Content
import Foundation
import Psychometrics
import Quiz
import Records
import Session
import Storage

/// Every decision, every score and every correction of a log, computed again from the answers and the
/// texts of items.
struct Recomputation: Encodable {
  struct Fault: Encodable {
    let entry: Int
    let reason: String
  }

  let decisions: Int
  let scores: Int

  /// Answers whose text was disposed of, so that nobody can judge them again.
  let withoutText: Int
  let faults: [Fault]

  init(_ settings: Settings) async throws {
    let bench = try Workbench(settings, isReading: true)
    let records = try await bench.records()
    let items = try await bench.answeredItems(of: records)
    let remarks = try await bench.ledger.remarks()
    var faults = records.recomputationFaults().map {
      Fault(entry: $0.position, reason: $0.reason)
    }
    var (scores, withoutText) = (0, 0)
    for attempt in records.attempts {
      let answered = attempt.answered
      let judged =
        [(answered.version, answered.score)]
        + [attempt.regraded.map { ($0.version, $0.score) }].compactMap(\.self)
      guard let old = items[answered.version.digest] else { continue }
      for (version, recorded) in judged {
        guard let item = items[version.digest],
          let response = answered.response.opened(remarks)?
            .translated(from: old.interaction, to: item.interaction)
        else {
          withoutText += 1
          continue
        }
        let cost = old.hints.prefix(answered.hints).reduce(0) { $0 + $1.cost }
        let score = Score(of: response, to: item.interaction).less(hintCost: cost)
        scores += 1
        if score != recorded {
          faults.append(
            Fault(
              entry: attempt.position,
              reason:
                "the score is recorded as \(recorded.decimal), the answer gives \(score.decimal)"
            )
          )
        }
      }
    }
    decisions = records.decisionCount
    self.scores = scores
    self.withoutText = withoutText
    self.faults = faults.sorted { $0.entry < $1.entry }
  }

  func show() {
    for fault in faults {
      printData("entry \(fault.entry) does not follow: \(neutralised(fault.reason))")
    }
    printData("\(decisions) decisions and \(scores) scores computed again, \(faults.count) differ")
    if withoutText > 0 {
      printData("\(withoutText) answers have no text any more and cannot be judged again")
    }
  }
}
