import Foundation

/// The logarithm of the gamma function for positive numbers; ln (n − 1)! for a whole number n.
///
/// By `lgamma_r`, which unlike C's `lgamma` touches no global variable.
func logGamma(_ value: Double) -> Double {
  let (logarithm, _): (Double, Int) = lgamma(value)
  return logarithm
}
