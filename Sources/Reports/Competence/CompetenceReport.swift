import Competence
import Content
import Psychometrics
import Records

/// What the people of an organisation know, by role and competency, and how good the questions are.
///
/// Every figure of the page, the tables and the JSON comes from the values here. They are suppressed
/// when they are made, so no way of writing them can show a group that is too small. The exceptions
/// are ``peopleCSV`` and ``decisionsCSV``, one row a person or an assessment under a pseudonym, for
/// trainers and for an auditor's sample.
package struct CompetenceReport: Sendable {
  package let basis: ReportBasis
  package let keyFigures: CompetenceKeyFigures

  /// By role and competency, in the order of the programme.
  package let groups: [GroupFigures]

  /// Items that were answered by enough people, in the order of their ids.
  package let items: [ItemFigures]

  /// How many more items were answered, by too few people to be shown.
  package let hiddenItems: Int

  /// Without a gap, from the first answer to the day of the report.
  package let months: [StackedBarChart.Bar]
  package let people: [PersonFigures]
  package let decisions: [DecisionFigures]
  let library: ContentLibrary

  package init(
    profiles: [CompetenceProfile],
    groups: [GroupCompetence],
    items: [ItemAnalysis],
    records: CompetenceRecords,
    library: ContentLibrary,
    head: LedgerHead,
    asOf: Day,
    isSimulated: Bool
  ) {
    let programme = library.programme
    let confidence = Probability(programme.signals.confidence) ?? 0.9
    // Sums of fractions depend on their order in the last digit.
    let profiles = profiles.sorted { $0.person < $1.person }
    self.library = library
    basis = ReportBasis(
      head: head,
      asOf: asOf,
      programme: programme,
      snapshot: records.snapshot,
      isSimulated: isSimulated
    )
    keyFigures = CompetenceKeyFigures(
      profiles,
      records: records,
      minimumCell: programme.minimumCell,
      confidence: confidence
    )
    self.groups = groups.map { GroupFigures($0, under: programme) }
    self.items = items.filter { $0.facility.sampleSize >= programme.minimumCell }
      .map { ItemFigures($0, library: library, confidence: confidence) }
      .sorted { $0.order < $1.order }
    hiddenItems = items.count - self.items.count
    months = MonthFigures.bars(
      of: records.attempts,
      through: asOf,
      minimumCell: programme.minimumCell,
      confidence: confidence
    )
    decisions = DecisionFigures.all(records)
    people = profiles.flatMap { PersonFigures.all(of: $0, library: library) }
  }

  /// Items with somebody who was sure and wrong; first those where the share is surely large.
  package var misconceptions: [ItemFigures] {
    items.filter { $0.misconceptions.count > 0 }.sorted {
      ($1.misconceptions.lower, $1.misconceptions.count, $0.order)
        < ($0.misconceptions.lower, $0.misconceptions.count, $1.order)
    }
  }

  /// Items whose figures speak against the item itself.
  package var suspects: [ItemFigures] { items.filter { !$0.verdicts.isEmpty } }

  /// How many items enough people answered to judge the item.
  package var judged: Int { items.count { $0.facility.total >= ItemAnalysis.fewestPeople } }
}
