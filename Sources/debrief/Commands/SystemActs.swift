import ArgumentParser
import Content
import Foundation
import Improvement
import Records
import Session
import Storage

/// A command that records events around the register: together, or not at all.
protocol SystemAct: AsyncParsableCommand {
  var options: GlobalOptions { get }

  /// What is to be recorded; texts that people typed are wrapped by `scribe`.
  func acts(_ desk: RegisterDesk, _ scribe: inout Scribe) async throws -> [DeskAct]
}

extension SystemAct {
  func run() async throws {
    var bench = try Workbench(options.settings)
    let identity = try await bench.identity()
    let desk = try await RegisterDesk(bench)
    var scribe = Scribe(people: bench.people)
    let acts = try await acts(desk, &scribe)
    let receipt = try await desk.record(
      acts,
      by: identity,
      remarks: scribe.remarks,
      documents: scribe.documents
    )
    for act in acts { printData(act.words) }
    printData("recorded \(receipt.position) \(receipt.leaf.abbreviated)")
  }
}

extension DeskAct {
  var words: String {
    switch self {
    case .register(let event, let id): "\(id) \(event.words)"
    case .system(let event, let subject): "\(event.area.rawValue) \(subject): \(event.words)"
    }
  }
}

/// A command that reads the register and what surrounds it.
protocol SystemReading: AsyncParsableCommand {
  var options: GlobalOptions { get }
  var reading: ReadingOptions { get }

  func show(_ desk: RegisterDesk) async throws
}

extension SystemReading {
  func run() async throws {
    let bench = try Workbench(options.settings, isReading: true)
    try await show(RegisterDesk(bench, asOf: reading.asOf))
  }
}

extension RegisterDesk {
  func name(_ person: PersonID) -> String { neutralised(bench.people.name(of: person)) }

  func say(_ wording: Wording) -> String { neutralised(wording.text(in: remarks)) }

  var today: Day { bench.day(asOf: moment) }
}

/// Prints a label and a text, wrapped to the width of the terminal.
func printPair(_ label: String, _ text: String) {
  let width = max(20, terminalSize().columns - 1)
  for line in wrapped(neutralised(text), width: width, first: label, rest: "    ") {
    printData(line)
  }
}

/// Finds something by its name, or says which names there are.
func found<Value>(_ name: String, in all: [String: Value], _ noun: String) throws -> Value {
  guard let value = all[name] else {
    let near = nearest(to: name, in: Array(all.keys))
    throw Refusal(
      .noInput,
      "there is no \(noun) ‘\(name)’",
      hint: near.map { "did you mean ‘\($0)’?" } ?? "list them with: debrief \(noun) list"
    )
  }
  return value
}

/// A control of Annex A as somebody typed it.
func knownControl(_ name: String) throws -> ControlID {
  let control = ControlID(rawValue: name)
  guard control.isKnown else {
    throw Refusal(
      .usage,
      "‘\(name)’ is no control of Annex A",
      hint: "write a number of the 2022 edition, such as A.6.8"
    )
  }
  return control
}

extension Criterion.Direction: ExpressibleByArgument {}
extension RiskTreatment: ExpressibleByArgument {}
extension ReviewInput: ExpressibleByArgument {}
extension AuditFound.Result: ExpressibleByArgument {}
extension ReviewFollowedUp.Status: ExpressibleByArgument {}
