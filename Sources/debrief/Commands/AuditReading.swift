import ArgumentParser
import Competence
import Content
import Foundation
import Improvement
import Records
import Session

/// An audit as JSON shows it.
struct AuditView: Encodable {
  struct Finding: Encodable {
    let result: String
    let criterion: String
    let evidence: String
    let entry: String?
  }

  struct Sample: Encodable {
    let of: String
    let population: Int
    let populationDigest: String
    let seed: String
    let drawn: [String]
    let statement: String
  }

  let id: String
  let scope: String
  let criteria: [String]
  let areaOwners: [String]
  let auditor: String
  let on: String
  let follows: String?
  let isClosed: Bool
  let conclusion: String?
  let samples: [Sample]
  let findings: [Finding]
  let awaitingReaudit: [String]

  init(_ audit: InternalAudit, _ desk: RegisterDesk) {
    let facts = audit.planned.facts
    id = audit.id
    scope = desk.say(facts.scope)
    criteria = facts.criteria.map { neutralised($0) }
    areaOwners = facts.areaOwners.map(\.rawValue)
    auditor = facts.auditor.rawValue
    on = facts.on.description
    follows = facts.follows
    isClosed = audit.closed != nil
    conclusion = audit.closed.map { desk.say($0.facts.conclusion) }
    samples = audit.samples.map(\.facts.sample).map { sample in
      Sample(
        of: sample.of,
        population: sample.population,
        populationDigest: sample.populationDigest.description,
        seed: String(sample.seed),
        drawn: sample.drawn,
        statement: sample.statement
      )
    }
    findings = audit.findings.map(\.facts).map { found in
      Finding(
        result: found.result.rawValue,
        criterion: neutralised(found.criterion),
        evidence: desk.say(found.evidence),
        entry: found.entry?.rawValue
      )
    }
    awaitingReaudit = desk.system.awaitingReaudit(audit).map(\.rawValue)
  }
}

private struct AuditListing: Encodable {
  let schema = 1
  let audits: [AuditView]
}

struct AuditList: SystemReading {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List audits by their days."
  )

  @OptionGroup var options: GlobalOptions
  @OptionGroup var reading: ReadingOptions

  func show(_ desk: RegisterDesk) throws {
    let audits = desk.system.auditsByDay
    if reading.json {
      return try printJSON(AuditListing(audits: audits.map { AuditView($0, desk) }))
    }
    if audits.isEmpty { return printError("there is no audit; debrief audit plan …") }
    for audit in audits {
      let findings = AuditFound.Result.allCases.map { "\(audit.count($0)) \($0.rawValue)" }
      printData(
        "\(audit.id)  \(audit.planned.facts.on), \(audit.closed == nil ? "open" : "closed")"
      )
      printPair("    ", desk.say(audit.planned.facts.scope))
      printPair("    ", findings.joined(separator: ", "))
    }
  }
}

struct AuditShow: SystemReading {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show an audit with samples, findings and conclusion."
  )

  @OptionGroup var options: GlobalOptions
  @OptionGroup var reading: ReadingOptions
  @Argument(help: "The audit.") var name: String

  func show(_ desk: RegisterDesk) throws {
    let audit = try found(name, in: desk.system.audits, "audit")
    if reading.json { return try printJSON(AuditListing(audits: [AuditView(audit, desk)])) }
    let facts = audit.planned.facts
    printPair("", "\(audit.id), \(facts.on), against \(facts.criteria.joined(separator: ", "))")
    printPair("  scope: ", desk.say(facts.scope))
    printPair("  auditor: ", desk.name(facts.auditor))
    printPair("  areas of: ", facts.areaOwners.map(desk.name).joined(separator: ", "))
    for sample in audit.samples.map(\.facts.sample) {
      printPair("  sample: ", "\(sample.words): \(sample.drawn.joined(separator: ", "))")
      printPair("    ", sample.statement)
    }
    for finding in audit.findings.map(\.facts) {
      printPair("  finding: ", "\(finding.words): \(desk.say(finding.evidence))")
    }
    if let closed = audit.closed {
      printPair("  conclusion: ", desk.say(closed.facts.conclusion))
      printPair("  told: ", desk.name(closed.facts.reportedTo))
    }
    let waiting = desk.system.awaitingReaudit(audit)
    if !waiting.isEmpty {
      printPair("  to be looked at again: ", waiting.map(\.rawValue).joined(separator: ", "))
    }
  }
}
