import ArgumentParser
import Competence
import Content
import Foundation
import Improvement
import Records
import Reports

struct RegisterTrace: SystemReading {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Follow something both ways: incident, lesson, items, answers, entry, action, effect."
  )

  @OptionGroup var options: GlobalOptions
  @OptionGroup var reading: ReadingOptions
  @Argument(help: "An entry, incident, lesson, item or competency.") var id: String

  func show(_ desk: RegisterDesk) async throws {
    guard let trace = try await desk.traces().trace(id) else {
      throw Refusal(
        .noInput,
        "there is nothing called ‘\(id)’",
        hint: "name an entry, an incident, a lesson, an item or a competency"
      )
    }
    if reading.json { return try printJSON(TraceView(trace)) }
    for (index, node) in trace.nodes.enumerated() {
      let mark = index == trace.origin ? "> " : "  "
      printPair("\(mark)\(node.kind.words) \(node.id): ", node.words)
      let after = trace.nodes(after: index).map { trace.nodes[$0].id }
      if !after.isEmpty { printPair("      leads to ", after.joined(separator: ", ")) }
    }
  }
}

extension RegisterDesk {
  func traces() async throws -> TraceGraph {
    TraceGraph(
      library: bench.library,
      system: system,
      attempts: try await records().attempts,
      effects: trainingEffects(of: register.entries)
    )
  }
}

/// A trace as JSON shows it.
struct TraceView: Encodable {
  struct Node: Encodable {
    let kind: String
    let id: String
    let words: String
    let leadsTo: [Int]
    let isOrigin: Bool
  }

  let schema = 1
  let nodes: [Node]

  init(_ trace: Trace) {
    nodes = trace.nodes.enumerated().map { index, node in
      Node(
        kind: node.kind.words,
        id: neutralised(node.id),
        words: neutralised(node.words),
        leadsTo: trace.nodes(after: index),
        isOrigin: index == trace.origin
      )
    }
  }
}
