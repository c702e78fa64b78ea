/// Which person answered which item rightly: people by rows, items by columns, gaps allowed.
///
/// Held as bits, eight items to a byte, because that is what counting and calibration work on.
package struct ResponseMatrix: Hashable, Sendable {
  package let people: Int
  package let items: Int

  /// Bytes to a row.
  let stride: Int

  /// A bit for each right answer, the first item of a byte in its lowest bit.
  let right: [UInt8]

  /// A bit for each answer; empty when nothing is missing.
  let answered: [UInt8]

  /// The cells of the constructor.
  package enum Cell {
    package static let wrong: Int8 = 0
    package static let right: Int8 = 1
    package static let missing: Int8 = -1
  }

  /// Packs cells in the order of rows; `nil` if there are not people × items of them, or one is none of
  /// ``Cell``'s.
  package init?(people: Int, items: Int, cells: [Int8]) {
    guard people >= 0, items > 0, cells.count == people * items,
      cells.allSatisfy({ (-1...1).contains($0) })
    else { return nil }
    let stride = (items + 7) / 8
    var right = [UInt8](repeating: 0, count: people * stride)
    var answered = right
    var isComplete = true
    for person in 0..<people {
      for item in 0..<items {
        let cell = cells[person * items + item]
        guard cell != Cell.missing else {
          isComplete = false
          continue
        }
        let byte = person * stride + item / 8
        answered[byte] |= 1 << (item % 8)
        if cell == Cell.right { right[byte] |= 1 << (item % 8) }
      }
    }
    self.people = people
    self.items = items
    self.stride = stride
    self.right = right
    self.answered = isComplete ? [] : answered
  }

  package var isComplete: Bool { answered.isEmpty }

  /// The cell of a person and an item.
  package subscript(person: Int, item: Int) -> Int8 {
    let byte = person * stride + item / 8
    let bit: UInt8 = 1 << (item % 8)
    guard isComplete || answered[byte] & bit != 0 else { return Cell.missing }
    return right[byte] & bit != 0 ? Cell.right : Cell.wrong
  }
}
