/// A small random number generator whose numbers follow from a seed, for ever.
///
/// Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators", *OOPSLA '14*:453,
/// with the constants of Vigna's reference in C. A drawn order can thus be checked years later from
/// its seed alone. It is good enough for shuffling and simulation; it keeps no secret: who sees two
/// numbers knows all that follow.
package struct SplitMix64: RandomNumberGenerator, Hashable, Sendable {
  private var state: UInt64

  package init(seed: UInt64) {
    state = seed
  }

  /// Begins a stream of its own for a purpose, so that drawing more for one purpose changes nothing
  /// for another.
  ///
  ///     var optionOrder = SplitMix64(seed: session, stream: "option order")
  ///     var itemChoice = SplitMix64(seed: session, stream: "item choice")
  ///
  /// The label is hashed over its UTF-8 bytes, so the same text in another Unicode normalisation is
  /// another stream. Under one label, different seeds always begin in different states.
  package init(seed: UInt64, stream label: String) {
    state = mixed(mixed(seed) ^ fnv1a(label.utf8))
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return mixed(state)
  }
}

/// The 64-bit FNV-1a hash, of draft-eastlake-fnv; spreads short texts well, and resists no attacker.
func fnv1a(_ bytes: some Sequence<UInt8>) -> UInt64 {
  bytes.reduce(0xCBF2_9CE4_8422_2325) { hash, byte in
    (hash ^ UInt64(byte)) &* 0x100_0000_01B3
  }
}

/// Permutes the 64-bit numbers such that each bit of the input changes about half of the output.
private func mixed(_ state: UInt64) -> UInt64 {
  var z = state
  z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
  return z ^ (z >> 31)
}
