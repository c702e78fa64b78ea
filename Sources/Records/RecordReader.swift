import Content
import Quiz
import Session

/// Reads the payload of an entry, and names what is missing.
package struct RecordReader {
  private let data: JSONValue

  /// Which entry it is, for whoever has to look for it.
  private let place: String

  package init(_ entry: LedgerEntry) {
    data = entry.data
    place = "\(entry.kind) \(entry.seq) of \(entry.stream)"
  }

  private init(_ data: JSONValue, of place: String) {
    self.data = data
    self.place = place
  }

  package subscript(name: String) -> JSONValue? { data[name] }

  package func fault(_ name: String) -> EntryFault {
    EntryFault(reason: "‘\(name)’ is missing or has another form in \(place)")
  }

  /// A part of the payload that has members of its own.
  package func object(_ name: String) throws(EntryFault) -> RecordReader {
    guard let part = data[name], case .object = part else { throw fault(name) }
    return RecordReader(part, of: "‘\(name)’ of \(place)")
  }

  /// The elements of an array that have members of their own.
  package func objects(_ name: String) throws(EntryFault) -> [RecordReader] {
    guard let array = data[name]?.array else { throw fault(name) }
    return array.map { RecordReader($0, of: "‘\(name)’ of \(place)") }
  }

  package func string(_ name: String) throws(EntryFault) -> String {
    guard let text = data[name]?.string else { throw fault(name) }
    return text
  }

  package func integer(_ name: String) throws(EntryFault) -> Int {
    guard let number = data[name]?.integer else { throw fault(name) }
    return number
  }

  /// A decimal number that an entry holds as a string.
  package func decimal(_ name: String) throws(EntryFault) -> Double {
    guard let value = Double(try string(name)), value.isFinite else { throw fault(name) }
    return value
  }

  package func integers(_ name: String) throws(EntryFault) -> [Int] {
    guard let array = data[name]?.array else { throw fault(name) }
    let numbers = array.compactMap(\.integer)
    guard numbers.count == array.count else { throw fault(name) }
    return numbers
  }

  package func strings(_ name: String) throws(EntryFault) -> [String] {
    guard let array = data[name]?.array else { throw fault(name) }
    let strings = array.compactMap(\.string)
    guard strings.count == array.count else { throw fault(name) }
    return strings
  }

  package func event(_ name: String) throws(EntryFault) -> EventID {
    guard let id = EventID(try string(name)) else { throw fault(name) }
    return id
  }

  package func digest(_ name: String) throws(EntryFault) -> Digest {
    guard let digest = Digest(hexadecimal: try string(name)) else { throw fault(name) }
    return digest
  }

  func score() throws(EntryFault) -> Score {
    guard let correct = data["correct"]?.bool else { throw fault("correct") }
    let digits = try string("score").filter { $0 != "." }
    guard digits.count == 5, let tenThousandths = Int(digits) else { throw fault("score") }
    return Score(isCorrect: correct, tenThousandths: tenThousandths)
  }

  package func version() throws(EntryFault) -> ItemVersion {
    ItemVersion(
      item: ItemID(rawValue: try string("item")),
      digest: try digest("document"),
      keyDigest: try digest("keyDigest")
    )
  }
}
