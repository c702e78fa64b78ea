import Content
import Records

/// The days of the years that have four digits.
private let days =
  Timestamp(milliseconds: Timestamp.years.lowerBound).utcDay
  .number...Timestamp(milliseconds: Timestamp.years.upperBound).utcDay.number
private let states = RegisterState.allCases
private let sources = RegisterSource.allCases
private let severities = RegisterSeverity.allCases
private let confidences = PriorityInputs.Confidence.allCases

private func number<Word: Equatable>(of word: Word, in words: [Word]) -> Int {
  words.firstIndex(of: word) ?? 0
}

extension BinaryWriter {
  mutating func write(_ outline: RegisterOutline) {
    write(outline.id.rawValue)
    write(number(of: outline.state, in: states))
    write(number(of: outline.source, in: sources))
    write(outline.reference)
    switch outline.statement {
    case .plain(let text):
      write(true)
      write(text)
    case .remark(let commitment):
      write(false)
      write(commitment)
    }
    write(outline.raisedAt.milliseconds)
    write(outline.classification)
    write(outline.severity.map { number(of: $0, in: severities) })
    write(outline.verifiableFrom?.milliseconds)
    write(outline.nextDate?.number)
    write(outline.owners) { $0.write($1.rawValue) }
    write(outline.priorityInputs != nil)
    if let inputs = outline.priorityInputs {
      for number in [inputs.severity, inputs.likelihood, inputs.exposure, inputs.earlierRepeats] {
        write(number)
      }
      write(inputs.isObligation)
      write(number(of: inputs.confidence, in: confidences))
    }
    write(outline.effort)
  }

  private mutating func write(_ number: Int?) {
    write(number != nil)
    if let number { write(number) }
  }
}

extension RegisterOutline {
  init(from reader: inout BinaryReader) throws(BinaryReader.Damage) {
    id = RegisterEntryID(rawValue: try reader.text())
    state = try reader.word(of: states)
    source = try reader.word(of: sources)
    reference = try reader.text()
    statement = try reader.flag() ? .plain(try reader.text()) : .remark(try reader.digest())
    raisedAt = Timestamp(milliseconds: try reader.number(within: Timestamp.years))
    classification = try reader.optionalText()
    severity = try reader.flag() ? try reader.word(of: severities) : nil
    verifiableFrom = try reader.optionalNumber(within: Timestamp.years).map(Timestamp.init)
    nextDate = try reader.optionalNumber(within: days).map(Day.init(number:))
    owners = try reader.texts().map(PersonID.init(rawValue:))
    priorityInputs = try reader.flag() ? try PriorityInputs(from: &reader) : nil
    effort = try reader.optionalNumber(within: 0...1_000_000)
  }
}

extension PriorityInputs {
  fileprivate init(from reader: inout BinaryReader) throws(BinaryReader.Damage) {
    severity = try reader.number()
    likelihood = try reader.number()
    exposure = try reader.number()
    earlierRepeats = try reader.number()
    isObligation = try reader.flag()
    confidence = try reader.word(of: confidences)
    guard areInRange, earlierRepeats <= 1_000_000 else { throw BinaryReader.Damage() }
  }
}

extension BinaryReader {
  /// One of the known words, by its number.
  fileprivate mutating func word<Word>(of words: [Word]) throws(Damage) -> Word {
    let number = try number()
    guard words.indices.contains(number) else { throw Damage() }
    return words[number]
  }

  fileprivate mutating func number(within range: ClosedRange<Int>) throws(Damage) -> Int {
    let number = try number()
    guard range.contains(number) else { throw Damage() }
    return number
  }

  fileprivate mutating func optionalNumber(
    within range: ClosedRange<Int>
  ) throws(Damage) -> Int? {
    try flag() ? try number(within: range) : nil
  }
}
