extension Collection {
  /// The elements in a random order, each order being equally likely.
  ///
  /// The order for a given generator state is a promise that outlives versions of this library, of
  /// Swift and of its standard library, which changes its own `shuffled(using:)` at will: an order
  /// that a record explains by its seed must come out the same when an auditor asks.
  ///
  /// Fisher and Yates's shuffle as Durstenfeld (1964), *Communications of the ACM* 7:420, gives it:
  /// each place from the last to the second is swapped with one that `nextIndex(below:)` draws from
  /// the places up to it and itself.
  package func stablyShuffled(using generator: inout some RandomNumberGenerator) -> [Element] {
    var elements = Array(self)
    for place in elements.indices.dropFirst().reversed() {
      elements.swapAt(place, generator.nextIndex(below: place + 1))
    }
    return elements
  }
}
