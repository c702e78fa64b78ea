import Content

/// The braces of a question: which enclose answers, which general feedback, and which are text.
struct GIFTBlocks {
  /// From the opening brace to after the closing one.
  private(set) var answers: [Range<Int>] = []
  private(set) var feedback: [Range<Int>] = []

  /// Whether the answers are gaps of one text: there are several blocks, or one in the form of a gap.
  private(set) var areGaps = false

  /// Places of braces that ought to be escaped.
  private(set) var strayBraces: [Int] = []

  /// The question's text, with what stands for the answers.
  private(set) var stem = ""

  /// More braces than this are text: no question has so many gaps.
  private static let mostBlocks = 200

  init(_ body: GIFTSpan) {
    var literal: [Range<Int>] = []
    for block in pairs(in: body) {
      switch Self.kind(of: block, in: body) {
      case .answers: answers.append(block)
      case .feedback: feedback.append(block)
      case .text: literal.append(block)
      }
    }
    if answers.isEmpty {
      // Nothing marks them as answers: then they are, except the arguments of a formula.
      answers = literal.filter { !Self.isArgument($0, of: body) }
      literal.removeAll { !Self.isArgument($0, of: body) }
    }
    // General feedback alone is that of an essay.
    if answers.isEmpty, !feedback.isEmpty { answers = [feedback.removeFirst()] }
    areGaps =
      answers.count > 1
      || answers.first.map { Self.isGap(body.inside($0)) } ?? false
    strayBraces += literal.map(\.lowerBound)
    strayBraces.sort()
    stem = stem(of: body)
  }

  private enum Kind {
    case answers
    case feedback
    case text
  }

  private mutating func pairs(in body: GIFTSpan) -> [Range<Int>] {
    var blocks: [Range<Int>] = []
    var place = body.start
    var isBalanced = true
    while place < body.end, blocks.count < Self.mostBlocks {
      let unit = body.paragraph.units[place]
      if unit == 0x7D { strayBraces.append(place) }
      guard unit == 0x7B else {
        place += 1
        continue
      }
      var end = isBalanced ? balancedEnd(body, from: place) : nil
      isBalanced = end != nil
      end = end ?? body.from(place).index(of: "}").map { $0 + 1 }
      guard let end else {
        strayBraces.append(place)
        break
      }
      if let nested = body.from(place + 1).upTo(end - 1).index(of: "{") {
        strayBraces.append(nested)
      }
      blocks.append(place..<end)
      place = end
    }
    return blocks
  }

  private func balancedEnd(_ body: GIFTSpan, from open: Int) -> Int? {
    var depth = 0
    for place in open..<body.end {
      switch body.paragraph.units[place] {
      case 0x7B: depth += 1
      case 0x7D: depth -= 1
      default: continue
      }
      if depth == 0 { return place + 1 }
    }
    return nil
  }

  private static func kind(of block: Range<Int>, in body: GIFTSpan) -> Kind {
    let inside = body.inside(block)
    guard let first = inside.first else { return .answers }
    if inside.units.starts(with: [0x23, 0x23, 0x23, 0x23]) { return .feedback }
    if [UInt8(ascii: "="), UInt8(ascii: "~"), UInt8(ascii: "#")].contains(first) {
      return .answers
    }
    if inside.contains("~") || inside.contains("=") { return .answers }
    let word = inside.upTo(inside.index(of: "#") ?? inside.end).upTo(inside.start + 8).text
    if GIFTReader.truth(word) != nil { return .answers }
    return MoodleCloze.isGap(inside.upTo(inside.start + 40).text) ? .answers : .text
  }

  /// Whether a block is a gap such as `1:MC:=right~wrong`.
  private static func isGap(_ inside: GIFTSpan) -> Bool {
    MoodleCloze.isGap(inside.upTo(inside.start + 40).text)
      && MoodleCloze.gap(inside.text, markup: .plain) != nil
  }

  /// Whether a block follows a command such as `\frac`, another argument, or `^` and `_`.
  private static func isArgument(_ block: Range<Int>, of body: GIFTSpan) -> Bool {
    var place = block.lowerBound - 1
    guard place >= body.start else { return false }
    let before = body.paragraph.units[place]
    if [0x7D, 0x5E, 0x5F].contains(before) { return true }
    while place > body.start, (0x61...0x7A).contains(body.paragraph.units[place] | 0x20) {
      place -= 1
    }
    return place < block.lowerBound - 1 && body.paragraph.units[place] & 0xFF == 0x5C
  }

  private func stem(of body: GIFTSpan) -> String {
    var bytes: [UInt8] = []
    var place = body.start
    let last = answers.last
    for block in (answers + feedback).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      bytes += body.paragraph.units[place..<block.lowerBound].map { UInt8(truncatingIfNeeded: $0) }
      place = block.upperBound
      guard let number = answers.firstIndex(of: block) else { continue }
      if areGaps {
        bytes += "{{\(number + 1)}}".utf8
      } else if block == last, hasText(body, after: block) {
        bytes += "_____".utf8
      }
    }
    bytes += body.paragraph.units[place..<body.end].map { UInt8(truncatingIfNeeded: $0) }
    var text = bytes[...]
    while let first = text.first, isBlank(UInt16(first)) { text.removeFirst() }
    while let last = text.last, isBlank(UInt16(last)) { text.removeLast() }
    return String(decoding: text, as: UTF8.self)
  }

  private func hasText(_ body: GIFTSpan, after block: Range<Int>) -> Bool {
    var place = block.upperBound
    while place < body.end {
      if let skipped = feedback.first(where: { $0.lowerBound == place }) {
        place = skipped.upperBound
      } else if isBlank(body.paragraph.units[place]) {
        place += 1
      } else {
        return true
      }
    }
    return false
  }
}

extension GIFTSpan {
  /// What stands between the braces of a block.
  func inside(_ block: Range<Int>) -> GIFTSpan {
    GIFTSpan(paragraph: paragraph, start: block.lowerBound + 1, end: block.upperBound - 1).trimmed
  }
}
