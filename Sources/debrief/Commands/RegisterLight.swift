import ArgumentParser
import Content
import Foundation
import Improvement
import Records
import Session

/// What the light path needs to know, whoever asks for it.
struct LightEntry {
  var seen: String
  var action: String
  var kind = CorrectiveAction.Kind.process
  var owner: String
  var due: Day

  /// `METRIC >= 0.9` or `METRIC <= 3`.
  var criterion: String
  var verifier: String
  var window = 30

  /// Raised, judged as an opportunity of low severity, and planned, in one go.
  func acts(_ desk: RegisterDesk, _ scribe: inout Scribe) throws -> [DeskAct] {
    let id = desk.register.nextID
    let (metric, direction, threshold) = try Self.parts(of: criterion)
    let statement = scribe.wording(seen)
    let raised = RegisterEvent.Raised(
      source: .suggestion,
      reference: "light",
      statement: statement
    )
    let classified = RegisterEvent.Classified(
      classification: .opportunity,
      severity: .low,
      effect: statement,
      affects: [.process]
    )
    let planned = RegisterEvent.Planned(
      actions: [
        CorrectiveAction(
          kind: kind,
          what: scribe.wording(action),
          owner: try scribe.person(owner),
          due: due,
          effort: .one
        )
      ],
      criterion: Criterion(
        metric: metric,
        direction: direction,
        threshold: threshold,
        minimumN: 1,
        windowDays: window,
        method: .plain("as the verifier counts it after the window: \(metric)"),
        verifier: try scribe.person(verifier)
      ),
      baseline: nil,
      priority: PriorityInputs(
        severity: 2,
        likelihood: 2,
        exposure: 1,
        isObligation: false,
        earlierRepeats: 0,
        confidence: .guess
      ),
      resources: nil
    )
    return [
      .register(.raise(raised), id), .register(.classify(classified), id),
      .register(.plan(planned), id),
    ]
  }

  /// Reads the criterion in one line.
  static func parts(
    of text: String
  ) throws -> (metric: String, direction: Criterion.Direction, threshold: DecimalText) {
    for (sign, direction) in [(">=", Criterion.Direction.above), ("<=", .below)] {
      let parts = text.split(separator: sign).map(\.trimmed)
      if parts.count == 2, let threshold = DecimalText(parts[1]), !parts[0].isEmpty {
        return (parts[0], direction, threshold)
      }
    }
    throw Refusal(
      .usage,
      "‘\(text)’ is no criterion",
      hint: "write a metric, >= or <=, and a number, as: open-doors <= 2"
    )
  }
}

struct RegisterLight: SystemAct {
  static let configuration = CommandConfiguration(
    commandName: "light",
    abstract: "The short way for something small: seen, judged and planned at once.",
    discussion: "Then start, finish and verify it like any other entry."
  )

  @OptionGroup var options: GlobalOptions
  @Option(help: "What was seen.") var text: String
  @Option(help: "What is done about it.") var action: String
  @Option(help: "Who does it.") var owner: String
  @Option(help: "Until when.") var due: Day
  @Option(help: "What counts as an effect, as: open-doors <= 2.") var criterion: String
  @Option(help: "Who judges; not the owner.") var verifier: String

  func acts(_ desk: RegisterDesk, _ scribe: inout Scribe) throws -> [DeskAct] {
    try LightEntry(
      seen: text,
      action: action,
      owner: owner,
      due: due,
      criterion: criterion,
      verifier: verifier
    ).acts(desk, &scribe)
  }
}
