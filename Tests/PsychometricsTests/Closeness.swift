/// Whether two numbers are equal up to an absolute difference.
func isClose(_ left: Double, _ right: Double, within tolerance: Double) -> Bool {
  abs(left - right) <= tolerance
}

/// Whether a number differs from the expected one by at most a fraction of the latter.
func isClose(_ left: Double, _ right: Double, relative tolerance: Double) -> Bool {
  abs(left - right) <= tolerance * abs(right)
}
