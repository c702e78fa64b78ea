import Content

/// R1: an entry was closed, and no measurement shows that anything got better.
///
/// The gate of closing asks for a measurement; this looks at what was closed, by whatever program, and
/// at measurements that are one only in name: a single case, or no file behind the figure.
enum R01ClosedWithoutEffect: SubstanceRule {
  static let id = "R1"
  static let level = SubstanceLevel.error
  static let detects = "closed without a measured effect"

  /// A figure of fewer cases is an anecdote.
  static let fewestCases = 3

  static func findings(in evidence: SubstanceEvidence) -> [SubstanceFinding] {
    evidence.entries.filter { $0.state == .closed }.flatMap { entry -> [SubstanceFinding] in
      let id = entry.id.rawValue
      let resolve = "reopen \(id), and verify it against a criterion that is fixed before the work"
      guard let last = entry.cycle.verifications.last, last.result == .effective else {
        return [
          finding([id], "\(id) was closed, and no measurement shows an effect", resolve: resolve)
        ]
      }
      let missing = CyclePhase.allCases.filter { phase in
        !entry.history.contains { $0.fact.verb.phase == phase }
      }
      guard missing.isEmpty else {
        return [
          finding(
            [id],
            "\(id) was closed without anything to \(missing.map(\.words).joined(separator: ", "))",
            resolve: resolve
          )
        ]
      }
      let measured = last.facts.measurement
      guard measured.n >= fewestCases, !measured.evidence.isEmpty else {
        return [
          finding(
            [id],
            "\(id) was closed on \(measured.words), which is no measurement of an effect",
            resolve: resolve,
            level: .warning
          )
        ]
      }
      return []
    }
  }

  static let examples: [SubstanceExample] = [
    .good("closed on a measurement of 25 cases") { $0.entry() },
    .good("open and not measured yet") { $0.entry { $0.through = .finish } },
    .bad("closed without any verification") { $0.entry { $0.leavesOut = [.verify] } },
    .bad("closed on a measurement of too few cases") { $0.entry { $0.n = 5 } },
    .bad("closed without any work between plan and measurement") { register in
      register.entry { $0.leavesOut = [.contain, .start, .finish] }
    },
    .bad("closed on a single case") { $0.entry { ($0.n, $0.minimumN) = (1, 1) } },
  ]
}
