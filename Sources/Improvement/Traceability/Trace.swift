import Competence
import Content
import Psychometrics
import Records

/// The way from an incident to an effect, and back: incident, lesson, items, answers, competency,
/// entry, action, effect.
///
/// Answers appear as counts over a lesson, never as what somebody answered.
package struct Trace: Hashable, Sendable {
  package struct Node: Hashable, Sendable {
    /// The place in the loop; nodes of one kind stand in one column.
    package enum Kind: Int, CaseIterable, Comparable, Sendable {
      case incident
      case lesson
      case items
      case answers
      case competency
      case entry
      case action
      case effect

      package var words: String {
        switch self {
        case .incident: "incident"
        case .lesson: "lesson"
        case .items: "items"
        case .answers: "answers"
        case .competency: "competence"
        case .entry: "register entry"
        case .action: "action"
        case .effect: "effect"
        }
      }

      package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    package let kind: Kind

    /// Unique within its kind.
    package let id: String

    /// One line for people, without any text by people.
    package let words: String

    package init(kind: Kind, id: String, words: String) {
      self.kind = kind
      self.id = id
      self.words = words
    }
  }

  package struct Link: Hashable, Sendable {
    package let from: Int
    package let to: Int
  }

  /// By kind, then in the order in which they were found.
  package let nodes: [Node]
  package let links: [Link]

  /// The node that was asked for.
  package let origin: Int

  package func nodes(before node: Int) -> [Int] { links.filter { $0.to == node }.map(\.from) }
  package func nodes(after node: Int) -> [Int] { links.filter { $0.from == node }.map(\.to) }
}

/// All nodes and links of an organisation, from which traces are cut.
package struct TraceGraph: Sendable {
  private var nodes: [Trace.Node] = []
  private var places: [TraceName: Int] = [:]
  private var links: [(from: Int, to: Int)] = []

  package init(
    library: ContentLibrary,
    system: ManagementSystem,
    attempts: [Attempt],
    effects: [RegisterEntryID: TrainingEffect] = [:]
  ) {
    let answers = Dictionary(grouping: attempts, by: \.lesson)
    for incident in library.incidents {
      let from = add(.incident, incident.id.rawValue, "\(incident.title) (\(incident.years))")
      for lesson in incident.lessons {
        add(lesson, of: from, answers: answers[lesson.id] ?? [], library)
      }
    }
    for entry in system.register.entries {
      add(entry, effect: effects[entry.id], library)
    }
  }

  @discardableResult
  private mutating func add(_ kind: Trace.Node.Kind, _ id: String, _ words: String) -> Int {
    if let place = places[TraceName(kind: kind, id: id)] { return place }
    nodes.append(Trace.Node(kind: kind, id: id, words: words))
    places[TraceName(kind: kind, id: id)] = nodes.count - 1
    return nodes.count - 1
  }

  private mutating func link(_ from: Int, _ to: Int) { links.append((from, to)) }

  private mutating func add(
    _ lesson: Lesson,
    of incident: Int,
    answers: [Attempt],
    _ library: ContentLibrary
  ) {
    let id = lesson.id.rawValue
    let place = add(.lesson, id, lesson.title)
    link(incident, place)
    guard !lesson.items.isEmpty else { return }
    let items = add(.items, id, "\(lesson.items.count) items")
    link(place, items)
    let competency = add(
      .competency,
      lesson.competency.rawValue,
      library.competency(lesson.competency)?.statement ?? lesson.competency.rawValue
    )
    guard !answers.isEmpty else { return link(items, competency) }
    let right = answers.count(where: \.isCorrect)
    let people = Set(answers.map(\.person)).count
    let isShown = people >= library.programme.minimumCell
    let node = add(
      .answers,
      id,
      isShown
        ? "\(answers.count) answers by \(people) people, "
          + "\(Int((Double(right) / Double(answers.count) * 100).rounded())) % right"
        : "answers of fewer than \(library.programme.minimumCell) people"
    )
    link(items, node)
    link(node, competency)
  }

  private mutating func add(
    _ entry: RegisterEntry,
    effect: TrainingEffect?,
    _ library: ContentLibrary
  ) {
    let id = entry.id.rawValue
    let place = add(.entry, id, "\(id), \(entry.source.words), \(entry.state.words)")
    for from in causes(of: entry) { link(from, place) }
    for (round, cycle) in (entry.earlierCycles + [entry.cycle]).enumerated() {
      add(cycle, round: round + 1, of: id, at: place)
    }
    if let effect, effect.effect != nil {
      let cell = library.programme.minimumCell
      let node = add(
        .effect,
        "\(id)/training",
        "answers before and after, \(effect.words(minimumCell: cell))"
      )
      for action in entry.cycle.actions {
        link(places[.action, "\(id)/\(entry.reopenCount + 1).\(action.number)"], node)
      }
    }
  }

  /// A round of an entry: its actions, and the measurements of their effect.
  private mutating func add(
    _ cycle: ImprovementCycle,
    round: Int,
    of id: String,
    at place: Int
  ) {
    var actions: [Int] = []
    for action in cycle.actions {
      let done = action.finished.map { "done on \($0.at.utcDay)" } ?? "due \(action.due)"
      let node = add(
        .action,
        "\(id)/\(round).\(action.number)",
        "\(action.action.kind.rawValue), \(done)" + (round > 1 ? ", round \(round)" : "")
      )
      link(place, node)
      actions.append(node)
    }
    for (number, verification) in cycle.verifications.enumerated() {
      let node = add(
        .effect,
        "\(id)/\(round).\(number + 1)",
        "\(verification.result.words): \(verification.facts.measurement.words)"
      )
      for action in actions.isEmpty ? [place] : actions { link(action, node) }
    }
  }

  private mutating func link(_ from: Int?, _ to: Int) { if let from { link(from, to) } }

  /// Where an entry comes from, as its reference and the metric of its criterion say.
  private func causes(of entry: RegisterEntry) -> [Int] {
    var names = [entry.reference, entry.raised.facts.fingerprint, entry.cycle.criterion?.metric]
      .compactMap(\.self)
    if let closing = entry.closings.last, case .done(let lesson) = closing.facts.lessons {
      names.append(lesson)
    }
    let found = names.flatMap { name -> [Int] in
      let item = ItemID(rawValue: name.split(separator: "@").first.map(String.init) ?? name)
      return [
        places[.incident, name], places[.lesson, name], places[.lesson, item.lesson.rawValue],
        Self.competency(in: name).flatMap { places[.competency, $0] },
      ].compactMap(\.self)
    }
    var seen: Set<Int> = []
    return found.filter { seen.insert($0).inserted }
  }

  private static func competency(in metric: String) -> String? {
    let parts = metric.split(separator: "/")
    return parts.count >= 3 && parts[parts.count - 3] == "mastery-share"
      ? parts.last.map(String.init) : nil
  }

  /// What leads to something and what follows from it; `nil` for a name that nothing has.
  ///
  /// The name is that of an incident, a lesson, an item, a competency or an entry.
  package func trace(_ name: String) -> Trace? {
    let item = ItemID(rawValue: name).lesson.rawValue
    let kinds: [(Trace.Node.Kind, String)] = [
      (.entry, name.uppercased()), (.incident, name), (.lesson, name), (.competency, name),
      (.items, item),
    ]
    guard let origin = kinds.lazy.compactMap({ places[$0.0, $0.1] }).first else { return nil }
    let reached = Set(walk(from: origin, forwards: true))
      .union(walk(from: origin, forwards: false))
    let order = reached.sorted { (nodes[$0].kind, $0) < (nodes[$1].kind, $1) }
    let renamed = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    return Trace(
      nodes: order.map { nodes[$0] },
      links: links.compactMap { link in
        guard let from = renamed[link.from], let to = renamed[link.to] else { return nil }
        return Trace.Link(from: from, to: to)
      },
      origin: renamed[origin] ?? 0
    )
  }

  private func walk(from origin: Int, forwards: Bool) -> [Int] {
    var next: [Int: [Int]] = [:]
    for link in links {
      next[forwards ? link.from : link.to, default: []].append(forwards ? link.to : link.from)
    }
    var reached = [origin]
    var seen: Set = [origin]
    var index = 0
    while index < reached.count {
      for node in next[reached[index]] ?? [] where seen.insert(node).inserted {
        reached.append(node)
      }
      index += 1
    }
    return reached
  }
}

extension [TraceName: Int] {
  fileprivate subscript(kind: Trace.Node.Kind, id: String) -> Int? {
    self[TraceName(kind: kind, id: id)]
  }
}

private struct TraceName: Hashable {
  let kind: Trace.Node.Kind
  let id: String
}
