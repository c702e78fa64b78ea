import ArgumentParser
import Competence
import Content
import Foundation
import Improvement
import Psychometrics
import Records
import Session

struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Internal audits: plan, sample, findings, conclusion, and the look after the fix.",
    subcommands: [
      AuditList.self, AuditShow.self, AuditPlan.self, AuditDraw.self, AuditFinding.self,
      AuditClose.self,
    ]
  )
}

struct AuditPlan: SystemAct {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Plan an audit: scope, criteria, whose area, who audits and when."
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "A name such as spring-2026.") var name: String
  @Option(help: "What is examined.") var scope: String
  @Option(help: "A clause, control, policy or contract.") var criterion: [String]
  @Option(help: "Whose area it is.") var areaOwner: [String]
  @Option(help: "Who audits; not an owner of an area.") var auditor: String
  @Option(help: "On which day.") var on: Day
  @Option(help: "The audit whose findings are looked at again.") var follows: String?
  @Flag(help: "Declare that the auditor owns an area; for three people or fewer.")
  var declareConflict = false

  func acts(_ desk: RegisterDesk, _ scribe: inout Scribe) throws -> [DeskAct] {
    let planned = AuditPlanned(
      scope: scribe.wording(scope),
      criteria: criterion,
      areaOwners: try areaOwner.map { try scribe.person($0) },
      auditor: try scribe.person(auditor),
      on: on,
      follows: follows,
      declaredConflict: declareConflict
    )
    return [.system(.auditPlanned(planned), name)]
  }
}

/// What an audit can draw cases from.
enum AuditPopulation: String, CaseIterable, ExpressibleByArgument {
  case people
  case entries
  case lessons
  case items

  func members(_ desk: RegisterDesk) -> [String] {
    switch self {
    case .people: desk.roster.activePeople.map(\.rawValue)
    case .entries: desk.register.entries.map(\.id.rawValue)
    case .lessons: desk.bench.library.outlines.map(\.id.rawValue)
    case .items: desk.bench.library.versions.map(\.item.rawValue)
    }
  }
}

struct AuditDraw: SystemAct {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: "Draw cases by chance, so that anybody can draw the same again.",
    discussion: "Give --seed to repeat a drawing; without it the seed is drawn and recorded."
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The audit.") var name: String
  @Option(help: "people, entries, lessons or items.") var of: AuditPopulation
  @Option(help: "How many.") var size: Int

  func validate() throws {
    guard (1...100_000).contains(size) else {
      throw ValidationError("--size goes from 1 to 100000")
    }
  }

  func acts(_ desk: RegisterDesk, _ scribe: inout Scribe) throws -> [DeskAct] {
    var generator = SystemRandomNumberGenerator()
    let sample = AuditSample(
      of: of.rawValue,
      members: of.members(desk),
      size: size,
      seed: options.seed ?? generator.next()
    )
    for member in sample.drawn { printData(member) }
    printData(sample.statement)
    return [.system(.auditSampled(AuditSampled(sample: sample)), name)]
  }
}

struct AuditFinding: SystemAct {
  static let configuration = CommandConfiguration(
    commandName: "finding",
    abstract:
      "Record what the evidence shows for a criterion; what does not conform becomes an entry."
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The audit.") var name: String
  @Option(help: "conformity, nonconformity, opportunity or observation.")
  var result: AuditFound.Result
  @Option(help: "The criterion of the plan.") var criterion: String
  @Option(help: "What was looked at, and what it showed.") var text: String
  @Option(help: "A file that shows it; kept by its SHA-256.") var evidence: [String] = []
  @Option(help: "The entry that it repeats, instead of a new one.") var entry: String?

  func acts(_ desk: RegisterDesk, _ scribe: inout Scribe) throws -> [DeskAct] {
    let audit = try found(name, in: desk.system.audits, "audit")
    let wording = scribe.wording(text)
    let known = try entry.map { try desk.entry($0).id }
    let needsEntry = result == .nonconformity || result == .opportunity
    let isNew = known == nil && needsEntry
    let id = known ?? (isNew ? desk.register.nextID : nil)
    let raised = RegisterEvent.raise(
      RegisterEvent.Raised(
        source: .internalAudit,
        reference: "\(name)/\(audit.findings.count + 1)",
        statement: wording,
        control: ControlID(rawValue: criterion).isKnown ? ControlID(rawValue: criterion) : nil,
        areaOwner: audit.planned.facts.areaOwners.count == 1
          ? audit.planned.facts.areaOwners.first : nil
      )
    )
    let finding = AuditFound(
      result: result,
      criterion: criterion,
      evidence: wording,
      files: try evidence.map(Scribe.evidence),
      entry: id
    )
    return (isNew ? [.register(raised, desk.register.nextID)] : [])
      + [.system(.auditFound(finding), name)]
  }
}

struct AuditClose: SystemAct {
  static let configuration = CommandConfiguration(
    commandName: "close",
    abstract: "Conclude an audit, and say who was told."
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The audit.") var name: String
  @Option(help: "What it comes to.") var conclusion: String
  @Option(help: "Who was told.") var reportedTo: String

  func acts(_ desk: RegisterDesk, _ scribe: inout Scribe) throws -> [DeskAct] {
    let closed = AuditClosed(
      conclusion: scribe.wording(conclusion),
      reportedTo: try scribe.person(reportedTo)
    )
    return [.system(.auditClosed(closed), name)]
  }
}
