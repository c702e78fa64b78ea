import Content

/// Everything that is known about one file after reading it: what a run reports.
package struct ImportedFile: Sendable {
  package let path: String
  package let format: ImportFormat
  package let reading: ForeignReading
  package let draft: Draft
  package private(set) var diagnostics: [Diagnostic]

  /// What becomes of the draft that is there; `nil` for a file that is not taken over.
  package private(set) var merge: DraftMerge?

  /// An incident file beyond this is not read.
  private static let largestDraft = 4 * 1_024 * 1_024

  /// Reads a file into a draft that is called `name`, on top of the draft that is there.
  package init(
    path: String,
    bytes: [UInt8],
    format: ImportFormat,
    draftName name: String,
    existing: String?
  ) {
    self.path = path
    self.format = format
    reading = format.read(path: path, bytes: bytes)
    // Nothing is taken over from a file with an error, but what it holds is told.
    draft = Draft(reading.hasErrors ? ForeignReading() : reading, named: name)
    diagnostics = reading.diagnostics
    let isEmpty = draft.lessons.isEmpty && draft.incident == nil
    if isEmpty, !reading.hasErrors {
      diagnostics.append(
        Diagnostic(
          code: "no-question",
          "no question of the file can be asked here",
          at: SourceLocation(path: path, line: 1, column: 1),
          hint: "the report says why each was dropped"
        )
      )
    }
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return }
    let merge = DraftMerge(draft, into: existing)
    guard merge.text.utf8.count <= Self.largestDraft else {
      diagnostics.append(
        Diagnostic(
          code: "draft-too-large",
          "the draft would have more than 4 MB",
          at: SourceLocation(path: path, line: 1, column: 1),
          hint: "divide the file into several"
        )
      )
      return
    }
    self.merge = merge
  }

  /// Whether the file is taken over; with an error nothing of it is.
  package var isTaken: Bool { merge != nil }

  /// What became of each question: what the reader says comes before what the draft says.
  package var losses: [Loss] {
    let touched = Set(reading.losses.map { "\($0.line) \($0.item)" })
    let kept = draft.losses.filter { loss in
      loss.outcome != .kept || !touched.contains("\(loss.line) \(loss.item)")
    }
    return (reading.losses + kept).sorted {
      ($0.line, $0.item, $0.reason) < ($1.line, $1.item, $1.reason)
    }
  }

  package func losses(_ outcome: Loss.Outcome) -> [Loss] { losses.filter { $0.outcome == outcome } }

  package var byType: [String: Int] {
    Dictionary(reading.items.map { ($0.kind.rawValue, 1) }, uniquingKeysWith: +)
  }

  package func count(of change: DraftMerge.Change) -> Int {
    merge?.changes.count { $0.change == change } ?? 0
  }
}
