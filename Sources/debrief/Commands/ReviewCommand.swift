import ArgumentParser
import Competence
import Content
import Foundation
import Improvement
import Records
import Session

struct ReviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Management reviews: inputs, statements, decisions, and what became of them.",
    subcommands: [
      ReviewList.self, ReviewShow.self, ReviewPrepare.self, ReviewState.self, ReviewDecide.self,
      ReviewFollowUp.self, ReviewClose.self,
    ]
  )
}

struct ReviewPrepare: SystemAct {
  static let configuration = CommandConfiguration(
    commandName: "prepare",
    abstract: "Count what the log holds for a review; what it does not hold is stated by people.",
    discussion: "The pack as a document: debrief report management-review."
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "A name such as review-2026.") var name: String

  func acts(_ desk: RegisterDesk, _ scribe: inout Scribe) async throws -> [DeskAct] {
    let prepared = try await desk.preparedReview()
    for input in prepared.inputs {
      let none = input.input.isStatedByPeople ? "to be stated" : "none: to be stated"
      printData("  \(input.input.words): \(input.count == 0 ? none : String(input.count))")
    }
    return [.system(.reviewPrepared(prepared), name)]
  }
}

extension RegisterDesk {
  /// What the log holds since the last review, or in the year before today.
  func preparedReview() async throws -> ReviewPrepared {
    let through = now.utcDay
    let after = system.lastReview?.prepared.facts.through ?? through.adding(days: -365)
    let measured = try await groups().count { $0.people > 0 }
    return ReviewPrepared(
      after: after,
      through: through,
      inputs: system.reviewInputs(after: after, through: through, measurements: measured),
      logSize: log.size
    )
  }
}

struct ReviewState: SystemAct {
  static let configuration = CommandConfiguration(
    commandName: "state",
    abstract: "Say what there is of an input, or that there is nothing.",
    discussion: "Inputs: \(ReviewInput.allCases.map(\.rawValue).joined(separator: ", "))."
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The review.") var name: String
  @Argument(help: "The input.") var input: ReviewInput
  @Option(help: "What there is.") var text: String?
  @Option(help: "There is nothing, and how one knows.") var noneBecause: String?

  func validate() throws {
    guard (text == nil) != (noneBecause == nil) else {
      throw ValidationError("give --text or --none-because")
    }
  }

  func acts(_ desk: RegisterDesk, _ scribe: inout Scribe) throws -> [DeskAct] {
    let stated = ReviewStated(
      input: input,
      isNone: text == nil,
      statement: scribe.wording(text ?? noneBecause ?? "")
    )
    return [.system(.reviewStated(stated), name)]
  }
}

struct ReviewDecide: SystemAct {
  static let configuration = CommandConfiguration(
    commandName: "decide",
    abstract: "Record a decision with its owner; it becomes an entry of the register."
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The review.") var name: String
  @Option(help: "What was decided.") var text: String
  @Option(help: "Who answers for it.") var owner: String
  @Option(help: "Until when.") var due: Day
  @Option(help: "The entry that it belongs to, instead of a new one.") var entry: String?

  func acts(_ desk: RegisterDesk, _ scribe: inout Scribe) throws -> [DeskAct] {
    let review = try found(name, in: desk.system.reviews, "review")
    let wording = scribe.wording(text)
    let known = try entry.map { try desk.entry($0).id }
    let raised = RegisterEvent.raise(
      RegisterEvent.Raised(
        source: .managementReview,
        reference: "\(name)/\(review.decisions.count + 1)",
        statement: wording
      )
    )
    let decided = ReviewDecided(
      decision: wording,
      owner: try scribe.person(owner),
      due: due,
      entry: known ?? desk.register.nextID
    )
    return (known == nil ? [.register(raised, desk.register.nextID)] : [])
      + [.system(.reviewDecided(decided), name)]
  }
}

struct ReviewFollowUp: SystemAct {
  static let configuration = CommandConfiguration(
    commandName: "follow-up",
    abstract: "Say what became of a decision of an earlier review."
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The review that looks at it.") var name: String
  @Option(help: "The earlier review.") var of: String
  @Option(help: "The number of the decision.") var decision: Int
  @Option(help: "done, open or dropped.") var status: ReviewFollowedUp.Status
  @Option(help: "What became of it.") var text: String

  func acts(_ desk: RegisterDesk, _ scribe: inout Scribe) throws -> [DeskAct] {
    let followed = ReviewFollowedUp(
      review: of,
      decision: decision,
      status: status,
      note: scribe.wording(text)
    )
    return [.system(.reviewFollowedUp(followed), name)]
  }
}

struct ReviewClose: SystemAct {
  static let configuration = CommandConfiguration(
    commandName: "close",
    abstract: "Conclude a review: every input was looked at, every earlier decision followed up."
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The review.") var name: String
  @Option(help: "Who attended, the chair among them.") var attendee: [String]
  @Option(help: "Whether the system fits, is enough and works, and why.") var conclusion: String
  @Option(help: "The next review.") var next: Day

  func acts(_ desk: RegisterDesk, _ scribe: inout Scribe) throws -> [DeskAct] {
    let closed = ReviewClosed(
      attendees: try attendee.map { try scribe.person($0) },
      conclusion: scribe.wording(conclusion),
      next: next
    )
    return [.system(.reviewClosed(closed), name)]
  }
}
