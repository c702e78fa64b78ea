/// Names in the order in which they came, each with its number.
package struct Numbering<Name: Hashable & Sendable>: Sendable {
  package private(set) var names: [Name]
  private var numbers: [Name: UInt32]

  package init(_ names: [Name] = []) {
    self.names = names
    numbers = Dictionary(
      names.enumerated().map { ($1, UInt32($0)) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  package subscript(number: UInt32) -> Name { names[Int(number)] }
  package var count: Int { names.count }

  package func known(_ name: Name) -> UInt32? { numbers[name] }

  /// The number of a name, the next one if it is new.
  package mutating func number(of name: Name) -> UInt32 {
    if let number = numbers[name] { return number }
    let number = UInt32(names.count)
    names.append(name)
    numbers[name] = number
    return number
  }
}
