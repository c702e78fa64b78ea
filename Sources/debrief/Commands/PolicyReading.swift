import ArgumentParser
import Competence
import Content
import Foundation
import Improvement
import Records
import Session
import Storage

extension RegisterDesk {
  /// Active people who are to acknowledge a policy, with what theirs is worth.
  func standings(_ policy: Policy) -> [(person: PersonID, standing: Policy.Standing)] {
    let roles = Set(policy.current.facts.roles)
    return roster.activePeople.filter { person in
      roles.isEmpty || !roles.isDisjoint(with: roster.members[person]?.roles ?? [])
    }.map { ($0, policy.standing(of: $0)) }
  }
}

/// A policy as JSON shows it.
struct PolicyView: Encodable {
  struct Version: Encodable {
    let version: Int
    let at: String
    let digest: String
    let reason: String
    let because: String?
    let changes: [String: String]
  }

  let id: String
  let title: String
  let version: Int
  let clauses: [String]
  let controls: [String]
  let roles: [String]
  let versions: [Version]
  let people: Int
  let valid: Int
  let validForEarlierVersion: Int
  let lessonsToRetake: [String]

  init(_ policy: Policy, _ desk: RegisterDesk) {
    let facts = policy.current.facts
    let standings = desk.standings(policy).map(\.standing)
    id = policy.id
    title = neutralised(facts.title)
    version = facts.version
    clauses = facts.clauses.map(\.id)
    controls = facts.controls.map(\.rawValue)
    roles = facts.roles.map(\.rawValue)
    versions = policy.versions.map { issued in
      Version(
        version: issued.facts.version,
        at: issued.at.description,
        digest: issued.facts.document.description,
        reason: desk.say(issued.facts.reason),
        because: issued.facts.because.map { neutralised($0) },
        changes: Dictionary(issued.facts.changes.map { ($0.clause, $0.kind.rawValue) }) { $1 }
      )
    }
    people = standings.count
    valid = standings.count { !$0.isDue }
    validForEarlierVersion = standings.count {
      if case .validFor = $0 { true } else { false }
    }
    lessonsToRetake = policy.lessonsToRetake(in: desk.bench.library).map(\.rawValue)
  }
}

private struct PolicyListing: Encodable {
  let schema = 1
  let policies: [PolicyView]
}

struct PolicyList: SystemReading {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List policies with their versions and how many people read them."
  )

  @OptionGroup var options: GlobalOptions
  @OptionGroup var reading: ReadingOptions

  func show(_ desk: RegisterDesk) throws {
    let policies = desk.system.policies.values.sorted { $0.id < $1.id }
    if reading.json {
      return try printJSON(PolicyListing(policies: policies.map { PolicyView($0, desk) }))
    }
    if policies.isEmpty { return printError("there is no policy; debrief policy add …") }
    for policy in policies {
      let view = PolicyView(policy, desk)
      printData(
        "\(view.id)  version \(view.version), read by \(view.valid) of \(view.people) people"
      )
      printPair("    ", view.title)
    }
  }
}

struct PolicyShow: SystemReading {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a policy with its text, its versions and who is to read it again."
  )

  @OptionGroup var options: GlobalOptions
  @OptionGroup var reading: ReadingOptions
  @Argument(help: "The policy.") var name: String

  func show(_ desk: RegisterDesk) async throws {
    let policy = try found(name, in: desk.system.policies, "policy")
    let view = PolicyView(policy, desk)
    if reading.json { return try printJSON(PolicyListing(policies: [view])) }
    printPair("", "\(view.id), version \(view.version): \(view.title)")
    for issued in policy.versions {
      printPair(
        "  \(issued.at.description.prefix(10))  ",
        "\(issued.facts.words); \(desk.say(issued.facts.reason))"
      )
    }
    if !view.lessonsToRetake.isEmpty {
      printPair("  lessons to take again: ", view.lessonsToRetake.joined(separator: ", "))
    }
    for (person, standing) in desk.standings(policy) where standing.isDue {
      printPair("  \(desk.name(person)): ", standing.words)
    }
    guard let text = try await desk.bench.ledger.document(policy.current.facts.document) else {
      return
    }
    printData("")
    printData(neutralised(String(decoding: text, as: UTF8.self), keepingLineFeeds: true))
  }
}
