import ArgumentParser
import Competence
import Content
import Foundation
import Improvement
import Records
import Session

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
