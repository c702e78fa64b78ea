// Elementary functions on eight numbers of single precision at once, for what is done millions of times.

/// The logarithm to base 2 of positive numbers, to about three parts in ten million.
///
/// The mantissa is brought to between √½ and √2; its logarithm is the odd series of (m − 1)/(m + 1).
@inline(__always) func logarithm2(_ x: SIMD8<Float>) -> SIMD8<Float> {
  let bits = unsafeBitCast(x, to: SIMD8<Int32>.self)
  let shifted = bits &- 0x3F35_04F3
  let exponent = shifted &>> 23
  let mantissa = unsafeBitCast((shifted & 0x007F_FFFF) &+ 0x3F35_04F3, to: SIMD8<Float>.self)
  let t = (mantissa - 1) / (mantissa + 1)
  let square = t * t
  var series = Float(2 / 9.0 * 1.442_695_040_888_963) * square
  series += Float(2 / 7.0 * 1.442_695_040_888_963)
  series = series * square + Float(2 / 5.0 * 1.442_695_040_888_963)
  series = series * square + Float(2 / 3.0 * 1.442_695_040_888_963)
  series = series * square + Float(2 * 1.442_695_040_888_963)
  return series * t + SIMD8<Float>(exponent)
}

/// 2^x to about one part in ten million, for x from −126 to 126, beyond which it is held.
@inline(__always) func exponential2(_ x: SIMD8<Float>) -> SIMD8<Float> {
  let held = held(x, from: -126, to: 126)
  // Adding this number leaves the nearest whole number in the low bits.
  let magic = SIMD8<Float>(repeating: 12_582_912)
  let shifted = held + magic
  let f = held - (shifted - magic)
  var power = Float(1.540_353_04e-4) * f + Float(1.333_355_81e-3)
  power = power * f + Float(9.618_129_11e-3)
  power = power * f + Float(5.550_410_87e-2)
  power = power * f + Float(2.402_265_07e-1)
  power = power * f + Float(6.931_471_81e-1)
  power = power * f + 1
  let exponent = unsafeBitCast(shifted, to: SIMD8<Int32>.self) &<< 23
  return unsafeBitCast(
    unsafeBitCast(power, to: SIMD8<Int32>.self) &+ exponent,
    to: SIMD8<Float>.self
  )
}

/// The standard library's own clamping is a call for each lane.
@inline(__always) func held(
  _ x: SIMD8<Float>,
  from low: Float,
  to high: Float
) -> SIMD8<
  Float
> {
  let (low, high) = (SIMD8(repeating: low), SIMD8(repeating: high))
  return x.replacing(with: low, where: x .< low).replacing(with: high, where: x .> high)
}
