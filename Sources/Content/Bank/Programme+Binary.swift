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
      minimumCell: try number()
    )
  }

  mutating func competency() throws(Damage) -> Competency {
    Competency(
      id: CompetencyID(rawValue: try text()),
      statement: try text(),
      controls: try texts().map(ControlID.init(rawValue:))
    )
  }
}
