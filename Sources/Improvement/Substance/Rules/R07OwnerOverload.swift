import Content
import Records

/// R7: one person owns more than anybody can do.
enum R07OwnerOverload: SubstanceRule {
  static let id = "R7"
  static let level = SubstanceLevel.warning
  static let detects = "an owner with more open work than one person can do"

  static func findings(in evidence: SubstanceEvidence) -> [SubstanceFinding] {
    var open: [PersonID: (effort: Int, high: Set<RegisterEntryID>)] = [:]
    for entry in evidence.entries where entry.state.isOpen {
      for progress in entry.cycle.actions where progress.finished == nil {
        let owner = progress.action.owner
        open[owner, default: (0, [])].effort += progress.action.effort.rawValue
        if entry.severity == .high { open[owner, default: (0, [])].high.insert(entry.id) }
      }
    }
    return open.sorted { $0.key < $1.key }.compactMap { person, load in
      let limits = evidence.thresholds
      guard load.effort > limits.effortPerOwner || load.high.count > limits.highPerOwner else {
        return nil
      }
      return finding(
        [person.rawValue],
        "\(person) owns open work of effort \(load.effort) (at most \(limits.effortPerOwner)) with "
          + "\(load.high.count) high entries (at most \(limits.highPerOwner))",
        resolve: "give some of it to others, or decline what matters least: debrief register top"
      )
    }
  }

  static let examples: [SubstanceExample] = [
    .good("three open entries") { register in
      for number in 1...3 { register.entry(number) { $0.through = .start } }
    },
    .good("much work that is done") { register in
      for number in 1...4 { register.entry(number) { ($0.through, $0.effort) = (.finish, .eight) } }
    },
    .bad("four large actions at once") { register in
      for number in 1...4 { register.entry(number) { ($0.through, $0.effort) = (.start, .eight) } }
    },
    .bad("six high entries") { register in
      for number in 1...6 { register.entry(number) { ($0.through, $0.severity) = (.plan, .high) } }
    },
    .bad("thirteen small ones") { register in
      for number in 1...13 { register.entry(number) { $0.through = .plan } }
    },
  ]
}
