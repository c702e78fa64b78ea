import Competence
import Content
import Improvement
import Psychometrics
import Quiz
import Records
import Session

extension RegisterDesk {
  private var confidence: Probability {
    Probability(bench.library.programme.signals.confidence) ?? 0.9
  }

  /// What the rules look at, without figures that take long.
  func evidence(
    of system: ManagementSystem? = nil,
    remarks: [Digest: Remark]? = nil
  ) -> SubstanceEvidence {
    var evidence = SubstanceEvidence(
      system: system ?? self.system,
      remarks: remarks ?? self.remarks,
      organisation: organisation,
      now: now
    )
    evidence.latest = bench.clock.latest
    evidence.left = left
    evidence.thresholds.effortPerOwner = organisation.preset.effortPerOwner
    evidence.thresholds.smallestCell = bench.library.programme.minimumCell
    return evidence
  }

  /// People who left the organisation.
  var left: Set<PersonID> { Set(roster.members.filter(\.value.hasLeft).keys) }

  /// What the rules look at, with what answers tell of trainings, items and sittings.
  func fullEvidence() async throws -> SubstanceEvidence {
    var evidence = evidence()
    evidence.effects = trainingEffects(of: register.entries).compactMapValues(\.interval)
    evidence.easyItems = try await items().filter { $0.facility.sampleSize > 0 }.map { item in
      EasyItem(
        item: item.question.item.rawValue,
        correct: item.facility.correct,
        n: item.facility.sampleSize
      )
    }
    evidence.hastySittings = table.sittings(in: bench.library)
    return evidence
  }

  func items() async throws -> [ItemAnalysis] {
    ItemAnalysis.all(table, models: try await models(), confidence: confidence)
  }

  /// What the trainings among the actions of entries changed.
  func trainingEffects(of entries: [RegisterEntry]) -> [RegisterEntryID: TrainingEffect] {
    TrainingEffect.all(
      entries,
      among: register.entries,
      table: table,
      library: bench.library,
      confidence: confidence
    )
  }

  /// Everything that asks for attention now.
  func signals() async throws -> [Signal] {
    let items = try await items()
    let day = bench.day(asOf: moment)
    let suspicious = Set(items.filter { !$0.verdicts.isEmpty }.map(\.question.item))
    let library = bench.library
    return Signal.all(groups: try await groups(), items: items, library: library)
      + Signal.misconceptions(
        table,
        roles: roster.members.mapValues(\.roles),
        suspicious: suspicious,
        library: library
      ) + Signal.content(library, system: system, on: day)
      + Signal.trainingOverdue(table, roster: roster, library: library, now: now)
      + Signal.system(
        evidence(),
        effects: trainingEffects(of: register.entries),
        cadence: LookCadence(library.programme, organisation.preset),
        minimumCell: library.programme.minimumCell
      )
  }
}

extension AnswerTable {
  /// Each sitting with the characters that it showed; the person is left out.
  fileprivate func sittings(in library: ContentLibrary) -> [HastySitting] {
    let lengths = answers.versions.names.map { library.item($0.item)?.readingLength ?? 0 }
    var totals = Array(
      repeating: (milliseconds: 0, characters: 0, n: 0),
      count: answers.sessions.count
    )
    for row in answers.rows {
      totals[Int(row.session)].milliseconds += Int(row.milliseconds)
      totals[Int(row.session)].characters += lengths[Int(row.version)]
      totals[Int(row.session)].n += 1
    }
    return zip(answers.sessions, totals).filter { $1.n > 0 }.map { session, total in
      HastySitting(
        session: session.id.description,
        milliseconds: total.milliseconds,
        characters: total.characters
      )
    }.sorted { $0.session < $1.session }
  }
}
