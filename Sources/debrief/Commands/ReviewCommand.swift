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

/// A review as JSON shows it.
struct ReviewView: Encodable {
  struct Input: Encodable {
    let input: String
    let count: Int
    let isNone: Bool?
    let statement: String?
  }

  struct Decision: Encodable {
    let decision: String
    let owner: String
    let due: String
    let entry: String?
  }

  let id: String
  let after: String
  let through: String
  let isClosed: Bool
  let conclusion: String?
  let attendees: [String]
  let next: String?
  let inputs: [Input]
  let missing: [String]
  let decisions: [Decision]

  init(_ review: ManagementReview, _ desk: RegisterDesk) {
    id = review.id
    after = review.prepared.facts.after.description
    through = review.prepared.facts.through.description
    isClosed = review.closed != nil
    conclusion = review.closed.map { desk.say($0.facts.conclusion) }
    attendees = review.closed?.facts.attendees.map(\.rawValue) ?? []
    next = review.closed?.facts.next.description
    inputs = ReviewInput.allCases.map { input in
      let stated = review.statements[input]?.facts
      return Input(
        input: input.rawValue,
        count: review.count(input),
        isNone: stated?.isNone,
        statement: stated.map { desk.say($0.statement) }
      )
    }
    missing = review.missingInputs.map(\.rawValue)
    decisions = review.decisions.map(\.facts).map { decided in
      Decision(
        decision: desk.say(decided.decision),
        owner: decided.owner.rawValue,
        due: decided.due.description,
        entry: decided.entry?.rawValue
      )
    }
  }
}

private struct ReviewListing: Encodable {
  let schema = 1
  let reviews: [ReviewView]
}

struct ReviewList: SystemReading {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List reviews, and decisions that are open."
  )

  @OptionGroup var options: GlobalOptions
  @OptionGroup var reading: ReadingOptions

  func show(_ desk: RegisterDesk) throws {
    let reviews = desk.system.reviewsByDay
    if reading.json {
      return try printJSON(ReviewListing(reviews: reviews.map { ReviewView($0, desk) }))
    }
    if reviews.isEmpty { return printError("there is no review; debrief review prepare …") }
    for review in reviews {
      let state = review.closed.map { "closed, next on \($0.facts.next)" } ?? "open"
      printData(
        "\(review.id)  \(review.prepared.facts.through), \(state), "
          + "\(review.decisions.count) decisions"
      )
    }
    for open in desk.system.openDecisions {
      printData("  open: decision \(open.decision) of \(open.review)")
    }
  }
}

struct ReviewShow: SystemReading {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a review with inputs, decisions and what is missing."
  )

  @OptionGroup var options: GlobalOptions
  @OptionGroup var reading: ReadingOptions
  @Argument(help: "The review.") var name: String

  func show(_ desk: RegisterDesk) throws {
    let review = try found(name, in: desk.system.reviews, "review")
    if reading.json { return try printJSON(ReviewListing(reviews: [ReviewView(review, desk)])) }
    let facts = review.prepared.facts
    printPair("", "\(review.id), after \(facts.after) and through \(facts.through)")
    for input in ReviewInput.allCases {
      let count = review.count(input)
      let stated = review.statements[input].map { statement in
        "\(statement.facts.isNone ? "none: " : "")\(desk.say(statement.facts.statement))"
      }
      printPair(
        "  \(input.words): ",
        [count > 0 ? String(count) : nil, stated].compactMap(\.self).joined(separator: "; ")
          .isEmpty
          ? "MISSING"
          : [count > 0 ? String(count) : nil, stated].compactMap(\.self).joined(separator: "; ")
      )
    }
    for (number, decided) in review.decisions.enumerated() {
      printPair(
        "  decision \(number + 1): ",
        "\(desk.say(decided.facts.decision)) (\(desk.name(decided.facts.owner)), due "
          + "\(decided.facts.due), \(decided.facts.entry?.rawValue ?? "no entry"))"
      )
    }
    for followed in review.followUps {
      printPair("  earlier: ", "\(followed.facts.words), \(desk.say(followed.facts.note))")
    }
    if let closed = review.closed {
      printPair("  conclusion: ", desk.say(closed.facts.conclusion))
      printPair("  attended: ", closed.facts.attendees.map(desk.name).joined(separator: ", "))
    }
  }
}
