import Content

extension RegisterReport {
  /// One row for each entry, by priority; its history is in the JSON.
  package var csv: String {
    CSVTable(
      header: [
        "id", "title", "source", "state", "phase", "severity", "owner", "raised", "due", "overdue",
        "closed", "outcome", "priority", "priorityParts", "causes", "actions", "criterion",
        "baseline", "measurement", "verdict", "waiting",
      ],
      rows: entries.map { entry in
        [
          .text(entry.id), .text(entry.title), .text(entry.source), .text(entry.state),
          .text(entry.phase.rawValue), .text(entry.severity), .init(entry.owner),
          .text(entry.raised.description), .init(entry.due?.description),
          .text(isOverdue(entry) ? "yes" : "no"), .init(entry.closed?.description),
          .init(entry.outcome?.rawValue), .decimal(entry.priority.score, places: 2),
          .text(entry.priority.parts.joined(separator: "; ")),
          .text(entry.causes.joined(separator: "; ")),
          .text(entry.actions.joined(separator: "; ")), .init(entry.criterion),
          .init(entry.baseline), .init(entry.measurement), .init(entry.verdict),
          .init(entry.waiting),
        ]
      }
    ).text
  }
}
