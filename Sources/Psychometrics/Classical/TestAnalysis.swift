import Foundation

/// How the questions of one form behave, and how repeatable its totals are, by classical test theory.
///
/// For forms that everybody answered as a whole: a matrix of marks without gaps. The formulas and
/// their names are those that Moodle reports (`question/classes/statistics/questions/calculator.php`,
/// `mod/quiz/report/statistics/classes/calculator.php`), from Ebel (1965), *Measuring Educational
/// Achievement*; alpha is Cronbach's (1951), *Psychometrika* 16:297. Variances divide by n − 1.
///
/// Moodle averages over the attempts that it is given; ``Facility`` of Competence takes first attempts
/// alone.
package struct TestAnalysis: Hashable, Sendable {
  /// What one question of the form is worth.
  package struct Question: Hashable, Sendable {
    package let marks: MarkStatistics

    /// How much of the spread of totals comes from this question, in percent of all questions.
    ///
    /// Undefined as a share of the whole where the question runs against the total.
    package let effectiveWeight: Result<Double, UndefinedWeight>

    /// Alpha of the form without this question.
    package let alphaWithout: Result<Double, UndefinedMoment>
  }

  /// Why a question has no effective weight.
  package enum UndefinedWeight: Error, Hashable, Sendable {
    /// Its marks go down where totals go up.
    case negativeCovariance
    case moment(UndefinedMoment)
  }

  package let people: Int
  package let questions: [Question]
  package let mean: Double
  package let median: Double
  package let standardDeviation: Result<Double, UndefinedMoment>
  package let skewness: Result<Double, UndefinedMoment>

  /// Above 0 for heavier tails than the normal distribution has.
  package let kurtosis: Result<Double, UndefinedMoment>

  /// Cronbach's alpha; Moodle prints it as a percentage, the coefficient of internal consistency.
  package let alpha: Result<Double, UndefinedMoment>

  /// The standard deviation of a person's total over imagined repetitions of the form, in marks.
  package let standardError: Result<Double, UndefinedMoment>

  /// Analyses marks, one row a person and one column a question; `nil` for no rows, rows of different
  /// lengths, marks that are not finite, or greatest marks that are not positive.
  package init?(marks: [[Double]], maximumMarks: [Double]) {
    guard let first = marks.first, !first.isEmpty, maximumMarks.count == first.count,
      marks.allSatisfy({ $0.count == first.count && $0.allSatisfy(\.isFinite) }),
      maximumMarks.allSatisfy({ $0 > 0 && $0.isFinite })
    else { return nil }
    let totals = marks.map { $0.reduce(0, +) }
    let columns = first.indices.map { column in marks.map { $0[column] } }
    let variances = columns.map { Moments.variance(of: $0) }
    let roots = columns.map { column in
      Moments.covariance(of: column, with: totals).map { $0 < 0 ? nil : $0.squareRoot() }
    }
    let weightSum = roots.reduce(0) { sum, root in
      guard case .success(let weight?) = root else { return sum }
      return sum + weight
    }
    people = marks.count
    mean = totals.reduce(0, +) / Double(totals.count)
    let shape = TotalsShape(totals)
    (median, skewness, kurtosis) = (shape.median, shape.skewness, shape.kurtosis)
    standardDeviation = Moments.variance(of: totals).map { $0.squareRoot() }
    alpha = Self.alpha(variances, totals: totals)
    standardError = Self.standardError(alpha: alpha, deviation: standardDeviation)
    questions = columns.indices.map { index in
      let column = columns[index]
      let rest = zip(totals, column).map { $0 - $1 }
      let others = variances.enumerated().filter { $0.offset != index }.map(\.element)
      return Question(
        marks: MarkStatistics(column, rest: rest, maximumMark: maximumMarks[index]),
        effectiveWeight: Self.weight(roots[index], sum: weightSum),
        alphaWithout: Self.alpha(others, totals: rest)
      )
    }
  }

  private static func weight(
    _ root: Result<Double?, UndefinedMoment>,
    sum: Double
  ) -> Result<Double, UndefinedWeight> {
    switch root {
    case .failure(let reason): .failure(.moment(reason))
    case .success(nil): .failure(.negativeCovariance)
    case .success(let weight?):
      sum > 0 ? .success(100 * weight / sum) : .failure(.moment(.noVariance))
    }
  }

  private static func alpha(
    _ variances: [Moments.Outcome],
    totals: [Double]
  ) -> Moments.Outcome {
    let count = Double(variances.count)
    guard variances.count >= 2 else {
      return .failure(.tooFew(count: variances.count, needed: 2))
    }
    return Moments.variance(of: totals).flatMap { total in
      guard total > 0 else { return .failure(.noVariance) }
      var sum = 0.0
      for variance in variances {
        switch variance {
        case .success(let variance): sum += variance
        case .failure(let reason): return .failure(reason)
        }
      }
      return .success(count / (count - 1) * (1 - sum / total))
    }
  }

  /// The root of the share of variance that is error, times the deviation; a negative alpha counts as
  /// all error, as it stands.
  private static func standardError(
    alpha: Moments.Outcome,
    deviation: Moments.Outcome
  ) -> Moments.Outcome {
    alpha.flatMap { alpha in deviation.map { max(0, 1 - alpha).squareRoot() * $0 } }
  }
}

/// The median and the third and fourth standardised moments of totals, corrected for the sample's size
/// as Moodle does (Fisher's k-statistics).
private struct TotalsShape {
  let median: Double
  let skewness: Moments.Outcome
  let kurtosis: Moments.Outcome

  init(_ totals: [Double]) {
    let sorted = totals.sorted()
    let middle = sorted.count / 2
    median =
      sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    let n = Double(totals.count)
    let mean = totals.reduce(0, +) / n
    let moment = { (power: Double) in totals.reduce(0) { $0 + pow($1 - mean, power) } / n }
    let (m2, m3, m4) = (moment(2), moment(3), moment(4))
    let varies = totals.contains { $0 != totals[0] }
    let needing = { (needed: Int, value: Double) -> Moments.Outcome in
      guard totals.count >= needed else {
        return .failure(.tooFew(count: totals.count, needed: needed))
      }
      return varies ? .success(value) : .failure(.noVariance)
    }
    let k2 = n * m2 / (n - 1)
    skewness = needing(3, n * n * m3 / ((n - 1) * (n - 2)) / pow(k2, 1.5))
    let k4 = n * n * ((n + 1) * m4 - 3 * (n - 1) * m2 * m2) / ((n - 1) * (n - 2) * (n - 3))
    kurtosis = needing(4, k4 / (k2 * k2))
  }
}
