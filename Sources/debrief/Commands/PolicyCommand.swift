import ArgumentParser
import Competence
import Content
import Foundation
import Improvement
import Records
import Session
import Storage

struct PolicyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy",
    abstract: "Policies in all their versions, down to the clause, and who read which.",
    subcommands: [
      PolicyList.self, PolicyShow.self, PolicyAdd.self, PolicyChange.self,
      PolicyAcknowledge.self,
    ]
  )
}

extension Scribe {
  /// The clauses of a policy's file, and its digest; the text is kept in the ledger.
  mutating func policy(_ path: String) throws -> (text: PolicyText, document: Digest) {
    let bytes: [UInt8]
    do throws(FileFault) { bytes = try readRegularFile(path, atMost: 4 << 20) } catch {
      throw Refusal(.noInput, "\(path): \(error.reason)", hint: "name a text file")
    }
    let text = PolicyText(try SourceText(path: path, bytes: bytes).text)
    guard text.repeated.isEmpty else {
      throw Refusal(
        .badData,
        "\(path) has several clauses with the id \(text.repeated.joined(separator: ", "))",
        hint: "give each clause an id of its own"
      )
    }
    return (text, document(bytes))
  }
}

struct PolicyAdd: SystemAct {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Put the first version of a policy in force.",
    discussion: """
      The file is Markdown; each clause begins with a heading that has an id, such as \
      “## When to report {#when}”.
      """
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "A name such as reporting.") var name: String
  @Argument(help: "The text.", completion: .file(extensions: ["md"])) var file: String
  @Option(help: "A control that it serves, such as A.6.8.") var control: [String] = []
  @Option(help: "A role whose people acknowledge it.") var role: [String] = []
  @Option(help: "Why there is one.") var reason: String

  func acts(_ desk: RegisterDesk, _ scribe: inout Scribe) throws -> [DeskAct] {
    let (text, document) = try scribe.policy(file)
    let issued = PolicyIssued(
      title: text.title.isEmpty ? name : text.title,
      version: 1,
      document: document,
      clauses: text.clauses.map { PolicyClause(id: $0.id, digest: $0.digest) },
      changes: [],
      reason: scribe.wording(reason),
      because: nil,
      controls: try control.map(knownControl),
      roles: try role.map { try knownRole($0, desk) }
    )
    return [.system(.policyIssued(issued), name)]
  }
}

private func knownRole(_ name: String, _ desk: RegisterDesk) throws -> RoleID {
  let roles = desk.bench.library.programme.roles.map(\.id)
  guard let role = roles.first(where: { $0.rawValue == name }) else {
    throw Refusal(
      .usage,
      "there is no role ‘\(name)’",
      hint: "roles are: \(roles.map(\.rawValue).joined(separator: ", "))"
    )
  }
  return role
}

struct PolicyChange: SystemAct {
  static let configuration = CommandConfiguration(
    commandName: "change",
    abstract: "Put the next version in force, and judge each clause that changed.",
    discussion: """
      A typo asks nothing of anybody; a change of meaning asks people to read and practise again; a \
      change of what is right also asks for a look at the items that rest on it. What cannot pass for a \
      typo is refused as one.
      """
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The policy.") var name: String
  @Argument(help: "The new text.", completion: .file(extensions: ["md"])) var file: String
  @Option(help: "A clause in which only spelling changed.") var typo: [String] = []
  @Option(help: "A clause that says something else, is new or is gone.") var meaning: [String] = []
  @Option(help: "A clause that changes what is right to do.") var key: [String] = []
  @Option(help: "Why.") var reason: String
  @Option(help: "The entry, incident or law that it answers.") var because: String?

  func acts(_ desk: RegisterDesk, _ scribe: inout Scribe) throws -> [DeskAct] {
    let policy = try found(name, in: desk.system.policies, "policy")
    let old = policy.current.facts
    let (text, document) = try scribe.policy(file)
    let judged = [(typo, ClauseChange.Kind.typo), (meaning, .meaning), (key, .key)]
    let changes = judged.flatMap { names, kind in
      names.map { ClauseChange(clause: $0, kind: kind) }
    }
    let issued = PolicyIssued(
      title: text.title.isEmpty ? old.title : text.title,
      version: old.version + 1,
      document: document,
      clauses: text.clauses.map { PolicyClause(id: $0.id, digest: $0.digest) },
      changes: changes.sorted { $0.clause < $1.clause },
      reason: scribe.wording(reason),
      because: because,
      controls: old.controls,
      roles: old.roles
    )
    return [.system(.policyIssued(issued), name)]
  }
}

struct PolicyAcknowledge: SystemAct {
  static let configuration = CommandConfiguration(
    commandName: "acknowledge",
    abstract: "Say that you read exactly this version."
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The policy.") var name: String
  @Option(help: "The version that you read.") var version: Int

  func acts(_ desk: RegisterDesk, _ scribe: inout Scribe) throws -> [DeskAct] {
    let policy = try found(name, in: desk.system.policies, "policy")
    let read = policy.versions.first { $0.facts.version == version }
    let acknowledged = PolicyAcknowledged(
      policy: name,
      version: version,
      text: read?.facts.document ?? Digest(of: [])
    )
    return [.system(.policyAcknowledged(acknowledged), name)]
  }
}
