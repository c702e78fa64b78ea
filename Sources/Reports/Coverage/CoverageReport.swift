import Competence
import Content
import Improvement
import Psychometrics
import Records

/// What is taught, to whom and by which incident; what has no lesson; and what is taught but never
/// fails.
package struct CoverageReport: Sendable {
  let library: ContentLibrary
  let system: ManagementSystem
  let groups: [GroupCompetence]
  let items: [ItemAnalysis]
  let basis: ReportBasis

  package init(
    library: ContentLibrary,
    system: ManagementSystem,
    groups: [GroupCompetence],
    items: [ItemAnalysis],
    basis: ReportBasis
  ) {
    self.library = library
    self.system = system
    self.groups = groups
    self.items = items
    self.basis = basis
  }

  package var document: PlainDocument {
    PlainDocument(
      title: "Coverage",
      lede: "\(library.incidents.count) incidents with \(library.lessons.count) lessons and "
        + "\(itemCount) items serve \(library.competencies.count) competencies of "
        + "\(library.programme.roles.count) roles. \(asked.count) items were answered so far.",
      sections: [figures, gaps, roles, incidents, controls, easy],
      basis: basis
    )
  }

  // MARK: Figures

  private var lessons: [Lesson] { library.lessons }
  private var itemCount: Int { lessons.reduce(0) { $0 + $1.items.count } }
  private var asked: Set<ItemID> { Set(items.map(\.question.item)) }

  private var taught: Set<ControlID> { Set(lessons.flatMap(\.controls)) }

  /// Controls that a competency, a risk, a policy or an entry rests on.
  private var needed: Set<ControlID> {
    Set(library.competencies.flatMap(\.controls))
      .union(system.risks.values.flatMap(\.added.facts.controls))
      .union(system.policies.values.flatMap(\.current.facts.controls))
      .union(system.register.entries.compactMap(\.raised.facts.control))
  }

  /// Items that at least 20 people met and more than 95 of 100 knew at once.
  private var neverFailed: [ItemAnalysis] {
    items.filter { item in
      item.facility.sampleSize >= 20
        && Double(item.facility.correct) > 0.95 * Double(item.facility.sampleSize)
    }
  }

  private var figures: PlainDocument.Section {
    .init(
      "figures",
      "In short",
      [
        .figures([
          .init(
            "\(needed.intersection(taught).count) of \(needed.count)",
            "controls that are needed are taught",
            note: "needed by a competency, risk, policy or entry"
          ),
          .init(
            grouped(unanswered.count),
            "incidents of the register without a lesson",
            note: "open, and no lesson names them"
          ),
          .init(
            grouped(itemCount - asked.count),
            "items never answered",
            note: "of \(itemCount)"
          ),
          .init(
            grouped(neverFailed.count),
            "items that nobody fails",
            note: "more than 95 of 100 right at the first try, n of 20 or more"
          ),
        ])
      ]
    )
  }

  // MARK: Gaps

  private var unanswered: [RegisterEntry] {
    system.register.entries.filter { entry in
      entry.isIncident && entry.state.isOpen
        && (library.incident(IncidentID(rawValue: entry.reference))?.lessons.isEmpty ?? true)
    }
  }

  private var gaps: PlainDocument.Section {
    let controls = needed.subtracting(taught).sorted().map {
      "\($0): needed, and no lesson teaches it"
    }
    let competencies = library.competencies.filter { library.lessons(for: $0.id).isEmpty }.map {
      "\($0.id): no lesson serves it"
    }
    let empty = lessons.filter(\.items.isEmpty).map { "\($0.id): the lesson asks nothing" }
    let entries = unanswered.map { "\($0.id): an incident without a lesson so far" }
    let late = library.incidents.filter { $0.reviewBy < basis.asOf }.map {
      "\($0.id): its review was due on \($0.reviewBy)"
    }
    let all = entries + controls + competencies + empty + late
    return .init(
      "gaps",
      "What is missing",
      all.isEmpty ? [.paragraph("Nothing is known to be missing.")] : [.list(all)]
    )
  }

  private var roles: PlainDocument.Section {
    .init(
      "roles",
      "Roles",
      [
        .table(
          caption: "What each role requires, and what people know of it",
          columns: [
            .text("Role"), .text("Competency"), .number("Lessons"), .number("Items"),
            .number("At mastery"), .number("n"),
          ],
          rows: groups.map { group in
            let outlines = library.lessons(for: group.competency)
            let isShown = group.isShown(under: basis.programme)
            return [
              group.role.rawValue, group.competency.rawValue, grouped(outlines.count),
              grouped(outlines.reduce(0) { $0 + $1.itemCount }),
              isShown ? group.interval.map { share(group.masters, $0) } ?? "–" : "not shown",
              isShown ? grouped(group.people) : "< \(basis.programme.minimumCell)",
            ]
          }
        )
      ]
    )
  }

  private func share(_ count: Int, _ interval: WilsonInterval) -> String {
    Share(count, interval).words
  }

  private var incidents: PlainDocument.Section {
    let entries = Dictionary(grouping: system.register.entries, by: \.reference)
    return .init(
      "incidents",
      "Incidents",
      [
        .table(
          caption: "Incidents with their lessons and entries",
          columns: [
            .text("Incident"), .number("Lessons"), .number("Items"), .text("Entries"),
            .number("Review by"),
          ],
          rows: library.incidents.map { incident in
            [
              "\(incident.title) (\(incident.years))", grouped(incident.lessons.count),
              grouped(incident.lessons.reduce(0) { $0 + $1.items.count }),
              (entries[incident.id.rawValue] ?? []).map(\.id.rawValue).joined(separator: ", "),
              incident.reviewBy.description,
            ]
          }
        )
      ]
    )
  }

  private var controls: PlainDocument.Section {
    let all = needed.union(taught).sorted()
    let risks = system.risks.values.sorted { $0.id < $1.id }
    return .init(
      "controls",
      "Controls",
      [
        .table(
          caption: "Controls of Annex A by number",
          columns: [
            .text("Control"), .number("Lessons"), .text("Risks"), .text("Entries"),
          ],
          rows: all.map { control in
            [
              control.rawValue,
              grouped(lessons.count { $0.controls.contains(control) }),
              risks.filter { $0.added.facts.controls.contains(control) }.map(\.id)
                .joined(separator: ", "),
              system.register.entries.filter { $0.raised.facts.control == control }
                .map(\.id.rawValue).joined(separator: ", "),
            ]
          }
        )
      ]
    )
  }

  private var easy: PlainDocument.Section {
    .init(
      "easy",
      "Taught, and never failed",
      neverFailed.isEmpty
        ? [.paragraph("No item that enough people met is answered right by nearly everybody.")]
        : [
          .table(
            caption: "Items that teach nobody anything",
            columns: [.text("Item"), .number("Right at first try"), .number("n")],
            rows: neverFailed.map { item in
              [
                item.question.item.rawValue, grouped(item.facility.correct),
                grouped(item.facility.sampleSize),
              ]
            }
          )
        ]
    )
  }
}
