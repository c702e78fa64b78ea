import ArgumentParser
import Content
import Foundation
import Improvement
import Records
import Session
import Storage

struct RegisterCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "register",
    abstract: "The improvement register: what is weak, what is done about it, whether it worked.",
    subcommands: [
      RegisterList.self, RegisterShow.self, RegisterPropose.self, RegisterRaise.self,
      RegisterObserve.self, RegisterClassify.self, RegisterContain.self, RegisterCause.self,
      RegisterPlan.self, RegisterStart.self, RegisterDue.self, RegisterFinish.self,
      RegisterVerify.self, RegisterAccept.self, RegisterClose.self, RegisterReopen.self,
      RegisterReject.self, RegisterDecline.self, RegisterAmend.self, RegisterLight.self,
      RegisterCheck.self, RegisterWaive.self, RegisterTop.self, RegisterTrace.self,
      RegisterImport.self,
    ]
  )
}

/// A command that records one event of one entry.
protocol RegisterAct: AsyncParsableCommand {
  var options: GlobalOptions { get }
  var id: String { get }

  /// The event; texts that people typed are wrapped by `scribe`.
  func event(
    _ desk: RegisterDesk,
    _ entry: RegisterEntry,
    _ scribe: inout Scribe
  ) async throws
    -> RegisterEvent
}

extension RegisterAct {
  func run() async throws {
    var bench = try Workbench(options.settings)
    let identity = try await bench.identity()
    let desk = try await RegisterDesk(bench)
    let entry = try desk.entry(id)
    var scribe = Scribe(people: bench.people)
    let event = try await event(desk, entry, &scribe)
    let receipt = try await desk.record(event, on: entry.id, by: identity, remarks: scribe.remarks)
    printData("\(entry.id) \(event.words)")
    printData("recorded \(receipt.position) \(receipt.leaf.abbreviated)")
  }
}

/// Takes down what people typed: their texts go beside the log, and their names become pseudonyms.
struct Scribe {
  private(set) var remarks: [Remark] = []

  /// Texts that the ledger keeps by their digests.
  private(set) var documents: [[UInt8]] = []
  private let people: PeopleFile

  init(people: PeopleFile) { self.people = people }

  mutating func wording(_ text: String) -> Wording {
    var generator = SystemRandomNumberGenerator()
    let remark = Remark(text, using: &generator)
    remarks.append(remark)
    return .remark(remark.commitment)
  }

  /// Keeps a text by its digest.
  mutating func document(_ bytes: [UInt8]) -> Digest {
    documents.append(bytes)
    return Digest(of: bytes)
  }

  func person(_ name: String) throws -> PersonID {
    let found = people.find(name)
    guard let person = found.first, found.count == 1 else {
      throw Refusal(
        .noInput,
        "\(found.count) people are called ‘\(name)’",
        hint: "list people with: debrief people list"
      )
    }
    return person.person
  }

  /// “done:REFERENCE”, or the reason why nothing was needed.
  mutating func followUp(_ text: String) -> RegisterEvent.FollowUp {
    text.hasPrefix("done:")
      ? .done(reference: String(text.dropFirst(5)).trimmed) : .notNeeded(because: wording(text))
  }

  /// A file that shows something, by its SHA-256.
  static func evidence(_ path: String) throws -> EvidenceReference {
    do throws(FileFault) {
      let bytes = try readRegularFile(path, atMost: 1 << 30)
      return EvidenceReference(reference: path, digest: Digest(of: bytes))
    } catch {
      throw Refusal(.noInput, "\(path): \(error.reason)", hint: "name a file that you may read")
    }
  }
}

extension RegisterEntry {
  /// Its title: the beginning of what was seen.
  func title(_ remarks: [Digest: Remark]) -> String {
    neutralised(raised.facts.statement.text(in: remarks))
  }
}

extension Day: ExpressibleByArgument {
  /// A day beyond ``last`` can be named, so that it is refused for what it is; none is recorded.
  public init?(argument: String) {
    let year = argument.prefix { $0.isASCII && $0.isNumber }
    let isBeyond = year.count > 4 && Day("2000\(argument.dropFirst(year.count))") != nil
    if isBeyond { self = Self.last.adding(days: 1) } else { self.init(argument) }
  }

  /// The last day that four digits of a year can write.
  static let last = Day(number: 2_932_896)
}

extension RegisterState: ExpressibleByArgument {}
extension RegisterSeverity: ExpressibleByArgument {}
extension RegisterSource: ExpressibleByArgument {}
extension AffectedArea: ExpressibleByArgument {}
extension PriorityInputs.Confidence: ExpressibleByArgument {}

extension DecimalText: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
