extension BinaryWriter {
  mutating func write(_ programme: Programme) {
    write(programme.organisation)
    write(programme.timeZone)
    write(programme.roles) { writer, role in
      writer.write(role.id.rawValue)
      writer.write(role.includes.map(\.rawValue)) { $0.write($1) }
      writer.write(role.requires.map(\.rawValue)) { $0.write($1) }
    }
    for number in [
      programme.mastery.cut, programme.mastery.indifference, programme.mastery.alpha,
      programme.mastery.beta,
    ] { write(number) }
    write(programme.mastery.cap)
    write(programme.mastery.resumeDays)
    write(programme.mastery.waitDays)
    write(programme.recall.target)
    write(programme.recall.shortestValidity)
    write(programme.recall.longestValidity)
    write(programme.signals.minimumPeople)
    write(programme.signals.confidence)
    write(programme.signals.targetMastery)
    write(programme.signals.lessonWithinDays)
    write(programme.minimumCell)
    for months in [
      programme.cadence.managementReview, programme.cadence.internalAudit,
      programme.cadence.riskReview,
    ] { write(months ?? 0) }
    write(programme.objectives) { writer, objective in
      writer.write(objective.id)
      writer.write(objective.metric)
      writer.write(objective.isAbove ? 1 : 0)
      writer.write(objective.target.description)
      writer.write(objective.unit?.rawValue ?? "")
      writer.write(objective.owner)
    }
  }

  mutating func write(_ competency: Competency) {
    write(competency.id.rawValue)
    write(competency.statement)
    write(competency.controls.map(\.rawValue)) { $0.write($1) }
  }
}

extension BinaryReader {
  mutating func programme() throws(Damage) -> Programme {
    Programme(
      organisation: try text(),
      timeZone: try text(),
      roles: try array { (reader) throws(Damage) in
        Role(
          id: RoleID(rawValue: try reader.text()),
          includes: try reader.texts().map(RoleID.init(rawValue:)),
          requires: try reader.texts().map(CompetencyID.init(rawValue:))
        )
      },
      mastery: MasteryRule(
        cut: try double(),
        indifference: try double(),
        alpha: try double(),
        beta: try double(),
        cap: try number(),
        resumeDays: try number(),
        waitDays: try number()
      ),
      recall: RecallRule(
        target: try double(),
        shortestValidity: try number(),
        longestValidity: try number()
      ),
      signals: SignalRule(
        minimumPeople: try number(),
        confidence: try double(),
        targetMastery: try double(),
        lessonWithinDays: try number()
      ),
      minimumCell: try number(),
      cadence: ProgrammeCadence(
        managementReview: try months(),
        internalAudit: try months(),
        riskReview: try months()
      ),
      objectives: try array { (reader) throws(Damage) in
        ProgrammeObjective(
          id: try reader.text(),
          metric: try reader.text(),
          isAbove: try reader.number() == 1,
          target: DecimalText(try reader.text()) ?? DecimalText(0),
          unit: ProgrammeObjective.Unit(rawValue: try reader.text()),
          owner: try reader.text()
        )
      }
    )
  }

  /// Months; 0 stands for none.
  private mutating func months() throws(Damage) -> Int? {
    let months = try number()
    return months == 0 ? nil : months
  }

  mutating func competency() throws(Damage) -> Competency {
    Competency(
      id: CompetencyID(rawValue: try text()),
      statement: try text(),
      controls: try texts().map(ControlID.init(rawValue:))
    )
  }
}
