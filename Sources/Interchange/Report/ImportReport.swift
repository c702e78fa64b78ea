import Content

/// What a run of `content import` says, as JSON.
package struct ImportReport: Encodable, Sendable {
  package struct File: Encodable, Sendable {
    let file: String
    let format: String

    /// How many the file holds, those that cannot be asked here included.
    let questions: Int
    let byType: [String: Int]
    let incidents: Int
    let items: [Question]
    let diagnostics: [Fault]
    let kept: [Line]
    let changed: [Line]
    let dropped: [Line]

    /// The draft that the questions go to, and whether it was written.
    let draft: String?
    let written: Bool
    let added: Int
    let updated: Int
    let unchanged: Int
    let onlyInDraft: [String]
  }

  package struct Question: Encodable, Sendable {
    let type: String
    let title: String
    let stem: String
    let markup: String
    let answers: [Answer]
    let pairs: [Pair]
    let gaps: [Gap]
    let generalFeedback: String
    let hints: [String]
    let tags: [String]
    let identifier: String?
    let category: String?
    let line: Int
    let deliverable: Bool
  }

  package struct Answer: Encodable, Sendable {
    let text: String
    let weight: Double
    let feedback: String
    let tolerance: String?

    init(_ answer: ForeignItem.Answer) {
      text = answer.text.text
      weight = answer.weight
      feedback = answer.feedback.text
      tolerance = answer.tolerance
    }
  }

  package struct Pair: Encodable, Sendable {
    let prompt: String
    let match: String
  }

  package struct Gap: Encodable, Sendable {
    let type: String
    let answers: [Answer]
  }

  package struct Fault: Encodable, Sendable {
    let severity: String
    let code: String
    let line: Int
    let column: Int
    let message: String
    let hint: String
    let file: String

    init(_ diagnostic: Diagnostic) {
      severity = diagnostic.severity.rawValue
      code = diagnostic.code
      line = diagnostic.location.line
      column = diagnostic.location.column
      message = diagnostic.message
      hint = diagnostic.hint
      file = diagnostic.location.path
    }
  }

  package struct Line: Encodable, Sendable {
    let item: String
    let line: Int
    let reason: String

    package init(_ loss: Loss) {
      item = loss.item
      line = loss.line
      reason = loss.reason
    }
  }

  package let schema = 1
  package private(set) var files: [File] = []

  package init() {}

  package mutating func add(_ file: ImportedFile, draft: String, written: Bool) {
    let lines = { (outcome: Loss.Outcome) in file.losses(outcome).map { Line($0) } }
    files.append(
      File(
        file: file.path,
        format: file.format.rawValue,
        questions: file.reading.items.count,
        byType: file.byType,
        incidents: file.reading.incident == nil ? 0 : 1,
        items: file.reading.items.map { Question($0) },
        diagnostics: file.diagnostics.map { Fault($0) },
        kept: lines(.kept),
        changed: lines(.changed),
        dropped: lines(.dropped),
        draft: file.isTaken ? draft : nil,
        written: written,
        added: file.count(of: .added),
        updated: file.count(of: .updated),
        unchanged: file.count(of: .unchanged),
        onlyInDraft: file.merge?.onlyInDraft ?? []
      )
    )
  }

  /// A file that cannot be opened.
  package mutating func add(missing path: String, format: ImportFormat, _ fault: Diagnostic) {
    files.append(
      File(
        file: path,
        format: format.rawValue,
        questions: 0,
        byType: [:],
        incidents: 0,
        items: [],
        diagnostics: [Fault(fault)],
        kept: [],
        changed: [],
        dropped: [],
        draft: nil,
        written: false,
        added: 0,
        updated: 0,
        unchanged: 0,
        onlyInDraft: []
      )
    )
  }
}

extension ImportReport.Question {
  init(_ item: ForeignItem) {
    type = item.kind.rawValue
    title = item.name
    stem = item.stem.text
    markup = item.stem.markup.rawValue
    answers = item.answers.map { ImportReport.Answer($0) }
    pairs = item.pairs.map { ImportReport.Pair(prompt: $0.prompt.text, match: $0.match.text) }
    gaps = item.gaps.map { gap in
      ImportReport.Gap(
        type: gap.kind.rawValue,
        answers: gap.answers.map { ImportReport.Answer($0) }
      )
    }
    generalFeedback = item.generalFeedback.text
    hints = item.hints.map(\.text)
    tags = item.tags
    identifier = item.identifier
    category = item.category
    line = item.location.line
    deliverable = item.kind.isDeliverable
  }
}
