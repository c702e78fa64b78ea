import Content
import Improvement

/// What came of each incident: lessons, answers, entries, actions, effects.
enum ContentTraces {
  private struct View: Encodable {
    let schema = 1
    let traces: [TraceView]
  }

  static func show(_ settings: Settings, json: Bool) async throws {
    let bench = try Workbench(settings, isReading: true)
    let desk = try await RegisterDesk(bench)
    let graph = try await desk.traces()
    let traces = bench.library.incidentIDs.compactMap { graph.trace($0.rawValue) }
    if json { return try printJSON(View(traces: traces.map(TraceView.init))) }
    for trace in traces {
      for node in trace.nodes {
        let depth = String(repeating: "  ", count: node.kind.rawValue)
        printPair("\(depth)\(node.kind.words) ", node.words)
      }
      printData("")
    }
  }
}
