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
  var left: Set<PersonID> { Set(records.people.filter(\.value.hasLeft).keys) }

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
    evidence.hastySittings = sittings()
    return evidence
  }

  func items() async throws -> [ItemAnalysis] {
    ItemAnalysis.all(
      records.attempts,
      models: try await bench.models(for: records),
      confidence: confidence
    )
  }

  /// What the trainings among the actions of entries changed.
  func trainingEffects(of entries: [RegisterEntry]) -> [RegisterEntryID: TrainingEffect] {
    TrainingEffect.all(
      entries,
      among: register.entries,
      attempts: records.attempts,
      library: bench.library,
      confidence: confidence
    )
  }

  /// Each sitting with the characters that it showed; the person is left out.
  private func sittings() -> [HastySitting] {
    Dictionary(grouping: records.attempts) { $0.answered.session }.map { session, attempts in
      HastySitting(
        session: session.description,
        milliseconds: attempts.reduce(0) { $0 + $1.answered.milliseconds },
        characters: attempts.reduce(0) { sum, attempt in
          sum + (bench.library.item(attempt.item)?.readingLength ?? 0)
        }
      )
    }.sorted { $0.session < $1.session }
  }

  /// Everything that asks for attention now.
  func signals() async throws -> [Signal] {
    let items = try await items()
    let day = bench.day(asOf: moment)
    let suspicious = Set(items.filter { !$0.verdicts.isEmpty }.map(\.question.item))
    let library = bench.library
    return Signal.all(groups: try await groups(), items: items, library: library)
      + Signal.misconceptions(
        records.attempts,
        roles: records.people.mapValues(\.roles),
        suspicious: suspicious,
        library: library
      ) + Signal.content(library, system: system, on: day)
      + Signal.trainingOverdue(records, library: library, now: now)
      + Signal.system(
        evidence(),
        effects: trainingEffects(of: register.entries),
        cadence: LookCadence(library.programme, organisation.preset),
        minimumCell: library.programme.minimumCell
      )
  }
}
