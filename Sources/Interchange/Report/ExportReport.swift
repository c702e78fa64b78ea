import Content

/// What a run of `content export` says, as JSON.
package struct ExportReport: Encodable, Sendable {
  package struct File: Encodable, Sendable {
    let file: String
    let format: String
    let questions: Int
    let kept: [ImportReport.Line]
    let changed: [ImportReport.Line]
    let dropped: [ImportReport.Line]
  }

  package let schema = 1
  package private(set) var files: [File] = []

  package init() {}

  package mutating func add(_ path: String, _ format: ExportFormat, _ writing: ForeignWriting) {
    let lines = { (outcome: Loss.Outcome) in
      writing.losses.filter { $0.outcome == outcome }.map { ImportReport.Line($0) }
    }
    files.append(
      File(
        file: path,
        format: format.rawValue,
        questions: writing.count,
        kept: lines(.kept),
        changed: lines(.changed),
        dropped: lines(.dropped)
      )
    )
  }
}
