/// Reads `programme.yaml`.
struct ProgrammeParser {
  let programme: Programme?
  let diagnostics: [Diagnostic]

  /// The roles with the places where they stand, for checks across files.
  let places: [RoleID: SourceLocation]

  init(_ source: SourceText) {
    let document = YAMLDocument(source, lines: 0..<source.lines.count)
    guard let root = document.root else {
      (programme, diagnostics, places) = (nil, document.diagnostics, [:])
      return
    }
    root.allowOnly([
      "organisation", "time-zone", "roles", "mastery", "recall", "signals", "privacy", "cadence",
      "objectives",
    ])
    let organisation = root.text("organisation")
    if let organisation, organisation.trimmed.isEmpty || organisation.count > 200 {
      root.reject(
        "organisation",
        "the organisation has \(organisation.count) characters",
        hint: "write a name of 1 to 200 characters"
      )
    }
    let timeZone = root.text("time-zone")
    if let timeZone, !Self.isZoneName(timeZone) {
      root.reject("time-zone", "‘\(timeZone)’ is no time zone", hint: "write Europe/Berlin or UTC")
    }
    var places: [RoleID: SourceLocation] = [:]
    let roles = root.mappings("roles").compactMap { mapping -> Role? in
      mapping.allowOnly(["id", "includes", "requires"])
      guard let id = mapping.text("id") else { return nil }
      if !isIdentifierSegment(id) {
        mapping.reject("id", "‘\(id)’ is no id", hint: "use lower-case letters, digits and hyphens")
      }
      let role = RoleID(rawValue: id)
      if places.updateValue(mapping.location, forKey: role) != nil {
        mapping.reject("id", "the role ‘\(id)’ is defined twice", hint: "keep one of them")
      }
      return Role(
        id: role,
        includes: mapping.texts("includes").map(RoleID.init(rawValue:)),
        requires: mapping.texts("requires").map(CompetencyID.init(rawValue:))
      )
    }
    if roles.isEmpty {
      root.reject("roles", "there is no role", hint: "add roles: with id and requires")
    }
    let mastery = Self.mastery(root)
    let recall = Self.recall(root)
    let signals = Self.signals(root)
    let privacy = root.nested("privacy")
    privacy?.allowOnly(["min-cell"])
    let cell = privacy?.has("min-cell") == true ? privacy?.integer("min-cell", in: 1...100) : 5

    let cadence = Self.cadence(root)
    let objectives = Self.objectives(root)

    self.places = places
    diagnostics = document.diagnostics
    if let organisation, let timeZone, let mastery, let recall, let signals, let cell {
      programme = Programme(
        organisation: organisation,
        timeZone: timeZone,
        roles: roles,
        mastery: mastery,
        recall: recall,
        signals: signals,
        minimumCell: cell,
        cadence: cadence,
        objectives: objectives
      )
    } else {
      programme = nil
    }
  }

  /// Months between two looks, each of which may be left out.
  private static func cadence(_ root: YAMLMapping) -> ProgrammeCadence {
    guard let rule = root.nested("cadence") else { return ProgrammeCadence() }
    rule.allowOnly(["management-review", "internal-audit", "risk-review"])
    let months = { (name: String, range: ClosedRange<Int>) -> Int? in
      guard rule.has(name), let text = rule.text(name) else { return nil }
      let words = text.split(separator: " ")
      guard words.count == 2, let number = Int(words[0]), String(number) == words[0],
        range.contains(number), words[1] == (number == 1 ? "month" : "months")
      else {
        rule.reject(
          name,
          "‘\(name)’ is ‘\(text)’",
          hint: "write from \(range.lowerBound) to \(range.upperBound) months, as: 12 months"
        )
        return nil
      }
      return number
    }
    return ProgrammeCadence(
      managementReview: months("management-review", ProgrammeCadence.reviewMonths),
      internalAudit: months("internal-audit", ProgrammeCadence.lookMonths),
      riskReview: months("risk-review", ProgrammeCadence.lookMonths)
    )
  }

  private static func objectives(_ root: YAMLMapping) -> [ProgrammeObjective] {
    var seen: Set<String> = []
    return root.mappings("objectives").compactMap { mapping in
      mapping.allowOnly(["id", "metric", "direction", "target", "owner"])
      guard let id = mapping.text("id"), let metric = mapping.text("metric"),
        let direction = mapping.text("direction"), let target = mapping.text("target"),
        let owner = mapping.text("owner")
      else { return nil }
      if !isIdentifierSegment(id) {
        mapping.reject("id", "‘\(id)’ is no id", hint: "use lower-case letters, digits and hyphens")
      }
      if !seen.insert(id).inserted {
        mapping.reject("id", "the objective ‘\(id)’ is defined twice", hint: "keep one of them")
      }
      if !["above", "below"].contains(direction) {
        mapping.reject("direction", "‘\(direction)’ is no direction", hint: "write above or below")
      }
      let words = target.split(separator: " ").map(String.init)
      let unit = words.dropFirst().first.flatMap(ProgrammeObjective.Unit.init(rawValue:))
      guard let value = words.first.flatMap(DecimalText.init), words.count == (unit == nil ? 1 : 2)
      else {
        let units = ProgrammeObjective.Unit.allCases.map(\.rawValue).joined(separator: ", ")
        mapping.reject(
          "target",
          "‘\(target)’ is no target",
          hint: "write a number such as 0.8, of a time with one of \(units): 60 min"
        )
        return nil
      }
      return ProgrammeObjective(
        id: id,
        metric: metric,
        isAbove: direction == "above",
        target: value,
        unit: unit,
        owner: owner
      )
    }
  }

  private static func isZoneName(_ text: String) -> Bool {
    !text.isEmpty && !text.contains("..") && !text.hasPrefix("/")
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_+-/".contains($0)) }
  }

  /// A part that may be left out is read from an empty mapping's defaults.
  private static func mastery(_ root: YAMLMapping) -> MasteryRule? {
    guard root.has("mastery") else {
      return MasteryRule(cut: 0, indifference: 0.3, alpha: 0.05, beta: 0.05, cap: 30)
    }
    guard let rule = root.nested("mastery") else { return nil }
    rule.allowOnly(
      ["cut", "indifference", "alpha", "beta", "cap", "resume-days", "wait-days"]
    )
    guard let cut = rule.number("cut", in: -4...4),
      let indifference = rule.number("indifference", in: 0.05...2),
      let alpha = rule.number("alpha", in: 0.001...0.4),
      let beta = rule.number("beta", in: 0.001...0.4), let cap = rule.integer("cap", in: 3...500)
    else { return nil }
    let optional = { (name: String, range: ClosedRange<Int>, usual: Int) in
      rule.has(name) ? rule.integer(name, in: range) : usual
    }
    guard let resume = optional("resume-days", 0...90, 7),
      let wait = optional("wait-days", 0...365, 1)
    else { return nil }
    return MasteryRule(
      cut: cut,
      indifference: indifference,
      alpha: alpha,
      beta: beta,
      cap: cap,
      resumeDays: resume,
      waitDays: wait
    )
  }

  private static func recall(_ root: YAMLMapping) -> RecallRule? {
    guard root.has("recall") else {
      return RecallRule(target: 0.85, shortestValidity: 90, longestValidity: 400)
    }
    guard let rule = root.nested("recall") else { return nil }
    rule.allowOnly(["target", "validity-days"])
    guard let target = rule.number("target", in: 0.5...0.99) else { return nil }
    guard rule.has("validity-days") else {
      return RecallRule(target: target, shortestValidity: 90, longestValidity: 400)
    }
    guard let validity = rule.nested("validity-days"),
      let shortest = validity.integer("min", in: 1...3_650),
      let longest = validity.integer("max", in: 1...3_650)
    else { return nil }
    guard shortest <= longest else {
      validity.reject("min", "‘min’ is more than ‘max’", hint: "exchange them")
      return nil
    }
    return RecallRule(target: target, shortestValidity: shortest, longestValidity: longest)
  }

  private static func signals(_ root: YAMLMapping) -> SignalRule? {
    guard root.has("signals") else {
      return SignalRule(
        minimumPeople: 8,
        confidence: 0.9,
        targetMastery: 0.8,
        lessonWithinDays: 30
      )
    }
    guard let rule = root.nested("signals") else { return nil }
    rule.allowOnly(["min-people", "interval", "target-mastery", "lesson-within-days"])
    guard let people = rule.integer("min-people", in: 2...10_000),
      let confidence = rule.number("interval", in: 0.5...0.999),
      let target = rule.number("target-mastery", in: 0.05...0.99),
      let days = rule.integer("lesson-within-days", in: 1...3_650)
    else { return nil }
    return SignalRule(
      minimumPeople: people,
      confidence: confidence,
      targetMastery: target,
      lessonWithinDays: days
    )
  }
}

/// Reads `competencies.yaml`.
struct CompetencyParser {
  let competencies: [Competency]
  let diagnostics: [Diagnostic]

  init(_ source: SourceText) {
    let document = YAMLDocument(source, lines: 0..<source.lines.count)
    guard let root = document.root else {
      (competencies, diagnostics) = ([], document.diagnostics)
      return
    }
    root.allowOnly(["competencies"])
    if !root.has("competencies") {
      root.reject(
        "competencies",
        "‘competencies’ is missing",
        hint: "add “competencies:” with a list"
      )
    }
    var seen: Set<String> = []
    competencies = root.mappings("competencies").compactMap { mapping in
      mapping.allowOnly(["id", "statement", "controls"])
      guard let id = mapping.text("id"), let statement = mapping.text("statement") else {
        return nil
      }
      if !seen.insert(id).inserted {
        mapping.reject("id", "the competency ‘\(id)’ is defined twice", hint: "keep one of them")
      }
      if !isIdentifierSegment(id) {
        mapping.reject("id", "‘\(id)’ is no id", hint: "use lower-case letters, digits and hyphens")
      }
      let controls = mapping.texts("controls").map(ControlID.init(rawValue:))
      for control in controls where !control.isKnown {
        mapping.reject(
          "controls",
          "‘\(control)’ is no control of Annex A",
          hint: "write a number of the 2022 edition, such as A.6.8"
        )
      }
      return Competency(id: CompetencyID(rawValue: id), statement: statement, controls: controls)
    }
    diagnostics = document.diagnostics
  }
}
