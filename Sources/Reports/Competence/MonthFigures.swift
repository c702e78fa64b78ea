import Competence
import Content
import Psychometrics
import Records
import Session

/// Answers by month.
enum MonthFigures {
  /// Every month from the first answer to a day; those with answers of too few people are suppressed.
  static func bars(
    of attempts: [Attempt],
    through day: Day,
    minimumCell: Int,
    confidence: Probability
  ) -> [StackedBarChart.Bar] {
    let byMonth = Dictionary(grouping: attempts) { Month(of: $0.answered.day) }
    guard let first = byMonth.keys.min(), let last = byMonth.keys.max() else { return [] }
    return Month.all(from: first, through: max(last, Month(of: day))).map { month in
      let byPerson = counts(byMonth[month] ?? [])
      let isShown = byPerson.count >= minimumCell
      return StackedBarChart.Bar(
        month: month,
        share: isShown ? Share(byPerson: byPerson, confidence: confidence) : nil,
        people: isShown || byPerson.isEmpty ? byPerson.count : nil
      )
    }
  }

  /// In the order of the pseudonyms, so that sums of fractions come out alike.
  private static func counts(_ attempts: [Attempt]) -> [(count: Int, total: Int)] {
    Dictionary(grouping: attempts, by: \.person).sorted { $0.key < $1.key }.map { _, attempts in
      (count: attempts.count(where: \.isCorrect), total: attempts.count)
    }
  }
}
