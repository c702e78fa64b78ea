import Competence
import Content
import Psychometrics
import Records

extension CompetenceReport {
  /// One row for each role and competency.
  ///
  /// A group that is too small has empty figures and says so in
  /// its verdict.
  package var csv: String {
    let target = basis.programme.signals.targetMastery
    return CSVTable(
      header: [
        "role", "competency", "peopleCounted", "atMastery", "share", "lower", "upper", "target",
        "verdict",
      ],
      rows: groups.map { group in
        [
          .text(group.role.rawValue), .text(group.competency.rawValue), .init(group.share?.total),
          .init(group.share?.count), .init(group.share?.share, places: 3),
          .init(group.share?.lower, places: 3), .init(group.share?.upper, places: 3),
          .decimal(target, places: 3),
          .text(
            group.verdict == .suppressed
              ? "not shown: n < \(basis.programme.minimumCell)" : group.verdict.words
          ),
        ]
      }
    ).text
  }

  /// One row for each person and competency, people under their pseudonyms.
  ///
  /// Below ``Mastery/fewestResponses`` responses nothing is said about ability. This is about persons:
  /// it is for themselves, their trainer and an auditor's sample, and is not for line managers.
  package var peopleCSV: String {
    CSVTable(
      header: [
        "person", "roles", "competency", "responses", "ability", "lower", "upper",
        "chanceOfMastery", "recallToday", "nextRefresher", "lastPractised",
      ],
      rows: people.map { row in
        let known = row.mastery.isKnown ? row.mastery : nil
        return [
          .text(row.person.rawValue),
          .text(row.roles.map(\.rawValue).joined(separator: " ")),
          .text(row.mastery.competency.rawValue), .integer(row.mastery.responses),
          .init(known?.ability.mean, places: 2), .init(known?.interval.lowerBound, places: 2),
          .init(known?.interval.upperBound, places: 2), .init(known?.chance.value, places: 3),
          .init(row.recall, places: 3), .init(row.nextRefresher?.description),
          .init(row.lastPractised?.description),
        ]
      }
    ).text
  }
}
