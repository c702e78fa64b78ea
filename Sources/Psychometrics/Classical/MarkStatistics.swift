/// How the marks of one question go along with the marks of everything else that the same people
/// answered.
///
/// Also for questions that not everybody got, such as a variant: only those who did are counted.
package struct MarkStatistics: Hashable, Sendable {
  package let sampleSize: Int

  /// The mean mark as a share of the greatest one.
  package let facility: Moments.Outcome

  /// The standard deviation of marks as a share of the greatest one.
  package let standardDeviation: Moments.Outcome

  /// 100 times the correlation of the mark with the sum of all other marks.
  package let discriminationIndex: Moments.Outcome

  /// 100 times the covariance with the sum of all other marks, as a share of the greatest that marks
  /// distributed like these could have.
  package let discriminativeEfficiency: Moments.Outcome

  /// Takes, of each person, the mark of this question and the sum of the others.
  package init(_ marks: [Double], rest: [Double], maximumMark: Double) {
    sampleSize = marks.count
    facility = Moments.mean(of: marks).map { $0 / maximumMark }
    standardDeviation = Moments.variance(of: marks).map { $0.squareRoot() / maximumMark }
    discriminationIndex = Moments.correlation(of: marks, with: rest).map { 100 * $0 }
    discriminativeEfficiency = Moments.covariance(of: marks, with: rest).flatMap { covariance in
      Moments.covariance(of: marks.sorted(), with: rest.sorted()).flatMap { greatest in
        greatest > 0 ? .success(100 * covariance / greatest) : .failure(.noVariance)
      }
    }
  }
}
