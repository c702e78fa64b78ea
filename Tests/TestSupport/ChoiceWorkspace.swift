import Content
import Foundation

/// The shipped content with nothing but choices in it, for tests that type numbers.
package enum ChoiceWorkspace {
  package static func make() throws -> URL {
    let workspace = try temporaryFolder()
    let content = Program.repository.appending(path: "Content", directoryHint: .isDirectory)
    let incidents = "Content/incidents"
    try FileManager.default.createDirectory(
      at: workspace.appending(path: incidents),
      withIntermediateDirectories: true
    )
    for name in ["programme.yaml", "competencies.yaml"] {
      try FileManager.default.copyItem(
        at: content.appending(path: name),
        to: workspace.appending(path: "Content/\(name)")
      )
    }
    let folder = content.appending(path: "incidents")
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      guard let incident = IncidentText.incident(of: text, at: "\(incidents)/\(name)") else {
        continue
      }
      try IncidentWriter.markdown(of: incident.onlyChoices).write(
        to: workspace.appending(path: "\(incidents)/\(name)"),
        atomically: false,
        encoding: .utf8
      )
    }
    return workspace
  }
}

extension Incident {
  fileprivate var onlyChoices: Incident {
    Incident(
      id: id,
      title: title,
      occurred: occurred,
      severity: severity,
      audience: audience,
      attack: attack,
      sources: sources,
      reviewBy: reviewBy,
      owner: owner,
      narrative: narrative,
      facts: facts,
      timeline: timeline,
      causes: causes,
      lessons: lessons.map(\.onlyChoices).filter { !$0.items.isEmpty },
      tabletop: tabletop,
      language: language,
      translates: translates,
      allowances: [],
      location: location
    )
  }
}

extension Lesson {
  fileprivate var onlyChoices: Lesson {
    Lesson(
      id: id,
      title: title,
      competency: competency,
      controls: controls,
      takeaway: takeaway,
      items: items.filter { item in
        if case .choice = item.interaction { true } else { false }
      },
      location: location
    )
  }
}
