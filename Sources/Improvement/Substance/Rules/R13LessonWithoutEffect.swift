import Content

/// R13: a training counts as effective, and what people can do did not change; or the items are so easy
/// that everybody masters them before the lesson.
enum R13LessonWithoutEffect: SubstanceRule {
  static let id = "R13"
  static let level = SubstanceLevel.error
  static let detects =
    "a training called effective although nothing changed; items that ask nothing"

  static let easyShare = 0.95
  static let fewestPeople = 20

  static func findings(in evidence: SubstanceEvidence) -> [SubstanceFinding] {
    evidence.entries.compactMap { entry in
      guard entry.cycle.isEffective, entry.cycle.actions.contains(where: \.isTraining),
        let effect = evidence.effects[entry.id], effect.n >= fewestForEffect, effect.lower <= 0
      else { return nil }
      return finding(
        [entry.id.rawValue],
        "\(entry.id) counts as effective, and answers before and after differ by "
          + figures(effect, evidence) + ", which "
          + (effect.upper < 0 ? "is for the worse" : "may be nothing"),
        resolve: "find what else has to change, or measure what people do instead of what they know"
      )
    } + easy(evidence)
  }

  /// Below this an interval includes 0 for want of people, and says nothing.
  static let fewestForEffect = 8

  private static func easy(_ evidence: SubstanceEvidence) -> [SubstanceFinding] {
    evidence.easyItems.filter { item in
      item.n >= max(fewestPeople, evidence.thresholds.smallestCell)
        && Double(item.correct) > easyShare * Double(item.n)
    }.map { item in
      finding(
        [item.item],
        "\(item.correct) of \(item.n) people knew \(item.item) at their first try",
        resolve: "ask something that the lesson is needed for",
        level: .info
      )
    }
  }

  private static func figures(_ effect: EffectInterval, _ evidence: SubstanceEvidence) -> String {
    effect.n < evidence.thresholds.smallestCell
      ? "what fewer than \(evidence.thresholds.smallestCell) people would show"
      : "\(words(effect.lower)) to \(words(effect.upper)) (n = \(effect.n))"
  }

  private static func words(_ share: Double) -> String {
    "\(Int((share * 100).rounded())) points"
  }

  static let examples: [SubstanceExample] = [
    .good("a training after which people know more") { register in
      register.entry { $0.kinds = [.training, .process] }
      register.effects = [.init(number: 1): .init(lower: 0.1, upper: 0.4, n: 30)]
    },
    .good("too few people to say") { register in
      register.entry { $0.kinds = [.training, .process] }
      register.effects = [.init(number: 1): .init(lower: -0.4, upper: 0.5, n: 4)]
    },
    .good("items that most people learn") { register in
      register.easyItems = [.init(item: "a/b/c", correct: 14, n: 25)]
    },
    .bad("an interval that includes nothing") { register in
      register.entry { $0.kinds = [.training, .process] }
      register.effects = [.init(number: 1): .init(lower: -0.1, upper: 0.2, n: 30)]
    },
    .bad("people who know less afterwards") { register in
      register.entry { $0.kinds = [.training, .process] }
      register.effects = [.init(number: 1): .init(lower: -0.3, upper: -0.05, n: 30)]
    },
    .bad("verified, and not closed yet") { register in
      register.entry { ($0.kinds, $0.through) = ([.training, .process], .verify) }
      register.effects = [.init(number: 1): .init(lower: -0.05, upper: 0.01, n: 60)]
    },
    .bad("an item that everybody knows") { register in
      register.easyItems = [.init(item: "a/b/c", correct: 25, n: 25)]
    },
  ]
}

extension ActionProgress {
  var isTraining: Bool { action.kind == .training }
}
