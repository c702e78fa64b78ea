/// Means, variances and correlations of a sample, or the reason why there are none.
///
/// Variances and covariances divide by n − 1, so they estimate those of the population that the
/// sample is from.
package enum Moments {
  package typealias Outcome = Result<Double, UndefinedMoment>

  /// The arithmetic mean.
  package static func mean(of sample: [Double]) -> Outcome {
    defined(sample, needing: 1) { average($0) }
  }

  /// The sample variance.
  package static func variance(of sample: [Double]) -> Outcome {
    covariance(of: sample, with: sample)
  }

  /// The sample covariance of pairs that are at the same places of two lists.
  package static func covariance(of first: [Double], with second: [Double]) -> Outcome {
    paired(first, second) { first, second in
      sumOfProducts(first, second) / Double(first.count - 1)
    }
  }

  /// Pearson's correlation of pairs that are at the same places of two lists.
  package static func correlation(of first: [Double], with second: [Double]) -> Outcome {
    paired(first, second) { first, second throws(UndefinedMoment) in
      // Asked of the values: the computed variance of equal values can come out above 0.
      guard varies(first), varies(second) else { throw .noVariance }
      let product = sumOfProducts(first, second)
      let firstSpread = sumOfProducts(first, first).squareRoot()
      let secondSpread = sumOfProducts(second, second).squareRoot()
      return max(-1, min(1, product / firstSpread / secondSpread))
    }
  }
}

/// Why a moment of a sample cannot be had.
package enum UndefinedMoment: Error, Hashable {
  /// The sample has this many values, but needs more.
  case tooFew(count: Int, needed: Int)

  /// All values are the same, so nothing can go along with them.
  case noVariance

  /// The two lists are not of pairs: they have these lengths.
  case unpaired(Int, Int)

  /// A value is infinite or not a number.
  case notFinite
}

private func defined(
  _ sample: [Double],
  needing needed: Int,
  compute: ([Double]) -> Double
) -> Moments.Outcome {
  guard sample.count >= needed else {
    return .failure(.tooFew(count: sample.count, needed: needed))
  }
  return sample.allSatisfy(\.isFinite) ? .success(compute(sample)) : .failure(.notFinite)
}

private func paired(
  _ first: [Double],
  _ second: [Double],
  compute: ([Double], [Double]) throws(UndefinedMoment) -> Double
) -> Moments.Outcome {
  guard first.count == second.count else {
    return .failure(.unpaired(first.count, second.count))
  }
  guard first.count >= 2 else {
    return .failure(.tooFew(count: first.count, needed: 2))
  }
  guard first.allSatisfy(\.isFinite), second.allSatisfy(\.isFinite) else {
    return .failure(.notFinite)
  }
  return Result { () throws(UndefinedMoment) in try compute(first, second) }
}

private func average(_ sample: [Double]) -> Double {
  sample.reduce(0, +) / Double(sample.count)
}

private func varies(_ sample: [Double]) -> Bool {
  sample.contains { $0 != sample[0] }
}

/// The sum of products of deviations from the two means.
private func sumOfProducts(_ first: [Double], _ second: [Double]) -> Double {
  let (firstMean, secondMean) = (average(first), average(second))
  return zip(first, second).reduce(0) { $0 + ($1.0 - firstMean) * ($1.1 - secondMean) }
}
