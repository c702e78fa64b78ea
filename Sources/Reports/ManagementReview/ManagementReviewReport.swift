import Content
import Improvement
import Records

/// The pack of a management review: every required input with what the log holds of it, what people
/// stated, what the rules against form without substance say, and what was decided.
///
/// Leadership can read it in five minutes: the figures come first, long lists are cut, and what is
/// missing is named.
package struct ManagementReviewReport: Sendable {
  let system: ManagementSystem
  let substance: SubstanceReport
  let remarks: [Digest: Remark]
  let now: Timestamp
  let basis: ReportBasis

  /// The review that is open, else the last one; `nil` before the first.
  let review: ManagementReview?

  package init(
    system: ManagementSystem,
    substance: SubstanceReport,
    remarks: [Digest: Remark],
    now: Timestamp,
    basis: ReportBasis
  ) {
    self.system = system
    self.substance = substance
    self.remarks = remarks
    self.now = now
    self.basis = basis
    review = system.reviews.values.first { $0.closed == nil } ?? system.lastReview
  }

  package var document: PlainDocument {
    PlainDocument(
      title: "Management review",
      lede: lede,
      sections: [
        figures, inputs, earlier, objectives, nonconformities, audits, risks, incidents, honesty,
        decisions,
      ],
      basis: basis
    )
  }

  func say(_ wording: Wording) -> String { wording.text(in: remarks) }

  private var lede: String {
    guard let review else {
      return "No review was prepared yet. What the log holds stands below; prepare a review with "
        + "debrief review prepare."
    }
    let facts = review.prepared.facts
    let state =
      review.closed.map {
        "It was closed on \($0.at.utcDay), and the next is due on \($0.facts.next)."
      }
      ?? (review.missingInputs.isEmpty
        ? "It is open, and all inputs are there."
        : "It is open, and \(review.missingInputs.count) inputs are missing.")
    return "The review ‘\(review.id)’ looks at what happened after \(facts.after) and through "
      + "\(facts.through). \(state)"
  }

  // MARK: Figures

  private var entries: [RegisterEntry] { system.register.entries }

  private var figures: PlainDocument.Section {
    let open = entries.filter(\.state.isOpen)
    let overdue = open.filter { $0.isOverdue(on: basis.asOf) }
    let closed = entries.filter { $0.state == .closed }
    let reopened = entries.filter { $0.reopenCount > 0 }
    let standings = system.objectives.values.map(\.standing)
    return .init(
      "figures",
      "In short",
      [
        .figures([
          .init(grouped(open.count), "entries open", note: "\(overdue.count) of them overdue"),
          .init(
            grouped(closed.count),
            "closed with a measured effect",
            note: "\(reopened.count) were opened again at least once"
          ),
          .init(
            "\(standings.count { $0 == .onTarget }) of \(standings.count)",
            "objectives on target",
            note: "\(standings.count { $0 == .tooFew || $0 == .unmeasured }) cannot be judged yet"
          ),
          .init(
            grouped(system.risks.values.count { $0.level.score >= Self.highRisk }),
            "high risks",
            note: "likelihood × impact of \(Self.highRisk) or more, of \(system.risks.count)"
          ),
          .init(
            grouped(substance.findings.count { $0.level != .info }),
            "doubts about substance",
            note: "\(substance.waived.count) more are waived"
          ),
        ])
      ]
    )
  }

  static let highRisk = 12

  // MARK: Inputs

  private var inputs: PlainDocument.Section {
    .init(
      "inputs",
      "What has to be looked at",
      [
        .table(
          caption: "Inputs of the review",
          columns: [.text("Input"), .number("In the log"), .text("Stated")],
          rows: ReviewInput.allCases.map { input in
            let stated = review?.statements[input]?.facts
            let count = review?.count(input) ?? 0
            return [
              input.words, input.isStatedByPeople ? "–" : grouped(count),
              stated.map { "\($0.isNone ? "None: " : "")\(say($0.statement))" }
                ?? (count > 0 ? "–" : "MISSING"),
            ]
          }
        )
      ]
    )
  }

  private var earlier: PlainDocument.Section {
    let followed = review?.followUps ?? []
    let open = system.openDecisions.filter { $0.review != review?.id }
    let rows = followed.map { follow in
      [
        "\(follow.facts.decision) of \(follow.facts.review)", follow.facts.status.rawValue,
        say(follow.facts.note),
      ]
    }
    let silent = open.filter { decision in
      !followed.contains {
        $0.facts.review == decision.review && $0.facts.decision == decision.decision
      }
    }.map { ["\($0.decision) of \($0.review)", "not looked at", "–"] }
    return .init(
      "earlier",
      "Earlier decisions",
      rows.isEmpty && silent.isEmpty
        ? [.paragraph("No earlier decision is open.")]
        : [
          .table(
            caption: "What became of earlier decisions",
            columns: [.text("Decision"), .text("State"), .text("What became of it")],
            rows: rows + silent
          )
        ]
    )
  }

  private var decisions: PlainDocument.Section {
    guard let review, !review.decisions.isEmpty || review.closed != nil else {
      return .init("decisions", "Decisions", [.paragraph("Nothing was decided yet.")])
    }
    let table = PlainDocument.Block.table(
      caption: "Decisions",
      columns: [.text("Decision"), .text("Owner"), .number("Due"), .text("Entry")],
      rows: review.decisions.map(\.facts).map { decided in
        [
          say(decided.decision), decided.owner.rawValue, decided.due.description,
          decided.entry?.rawValue ?? "none",
        ]
      }
    )
    let conclusion = review.closed.map { closed in
      [
        PlainDocument.Block.paragraph(say(closed.facts.conclusion)),
        .paragraph(
          "Attended by \(closed.facts.attendees.map(\.rawValue).joined(separator: ", "))."
        ),
      ]
    }
    return .init("decisions", "Decisions", [table] + (conclusion ?? []))
  }
}
