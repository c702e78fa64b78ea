import Content

/// Reads GIFT as Moodle does, and says so where Moodle would go wrong without a word.
///
/// After `question/format/gift/format.php` of Moodle: a file is cut at blank lines, lines beginning
/// with `//` are comments, and the first `{` and `}` enclose the answers. Every question is read in
/// time proportional to its length.
package struct GIFTReader {
  let source: SourceText
  let bytes: [UInt8]
  var reading = ForeignReading()
  private var lineStarts: [Int] = [0]
  private var category: String?
  private var faults: [Fault] = []

  package static func read(_ source: SourceText) -> ForeignReading {
    var reader = GIFTReader(source)
    reader.readParagraphs()
    reader.tellFaults()
    reader.reading.limitDiagnostics(source)
    return reader.reading
  }

  private init(_ source: SourceText) {
    self.source = source
    bytes = source.utf8
    for (place, byte) in bytes.enumerated() where byte == 0x0A { lineStarts.append(place + 1) }
  }

  // MARK: Places

  /// The line, counted from one, that holds a byte.
  func line(of offset: Int) -> Int {
    var (low, high) = (0, lineStarts.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
    }
    return low + 1
  }

  func place(_ offset: Int, length: Int = 1) -> SourceLocation {
    let line = line(of: offset)
    return source.place(line: line, byte: offset - lineStarts[line - 1], length: length)
  }

  mutating func say(
    _ severity: Diagnostic.Severity,
    _ code: String,
    _ message: String,
    at offset: Int,
    length: Int = 1,
    hint: String
  ) {
    faults.append(
      Fault(
        severity: severity,
        code: code,
        message: message,
        offset: offset,
        length: length,
        hint: hint
      )
    )
  }

  /// A fault before its place is looked up: there can be one in every byte of a file.
  private struct Fault {
    let severity: Diagnostic.Severity
    let code: String
    let message: String
    let offset: Int
    let length: Int
    let hint: String
  }

  /// Looks up the places of the faults that are shown; of the others the line is enough.
  private mutating func tellFaults() {
    let sorted = faults.sorted { left, right in
      (left.offset, right.severity, left.code) < (right.offset, left.severity, right.code)
    }
    for (number, fault) in sorted.enumerated() {
      let line = line(of: fault.offset)
      let byte = fault.offset - lineStarts[line - 1]
      let location =
        number < ForeignSource.mostDiagnostics
        ? source.place(line: line, byte: byte, length: fault.length)
        : SourceLocation(path: source.path, line: line, column: byte + 1)
      reading.diagnostics.append(
        Diagnostic(
          fault.severity,
          code: fault.code,
          fault.message,
          at: location,
          hint: fault.hint
        )
      )
    }
  }

  // MARK: Paragraphs

  /// A run of lines that are not blank, without white space at their ends.
  private struct Stretch {
    var lines: [Range<Int>] = []

    /// Whether the first brace that counts opens, and whether one closes at all.
    var opens: Int?
    var closes: Int?
  }

  private mutating func readParagraphs() {
    let stretches = cutAtBlankLines()
    guard stretches.count <= ForeignSource.mostItems else {
      return say(
        .error,
        "too-many-questions",
        "the file has \(stretches.count) paragraphs, and \(ForeignSource.mostItems) are read",
        at: 0,
        hint: "divide it into several files"
      )
    }
    var index = 0
    while index < stretches.count {
      var stretch = stretches[index]
      index += 1
      if let open = stretch.opens, stretch.closes == nil {
        // A blank line within the answers tears a question; what closes it is looked for.
        let next = stretches[index...].firstIndex { $0.opens != nil || $0.closes != nil }
        guard let next, let close = stretches[next].closes, close < stretches[next].opens ?? .max
        else {
          say(
            .error,
            "gift-brace-open",
            "the answers are not closed",
            at: open,
            hint: "end them by }, or write \\{ for a brace that is text"
          )
          continue
        }
        let torn = line(of: stretch.lines[stretch.lines.count - 1].lowerBound) + 1
        say(
          .warning,
          "gift-blank-line",
          "blank line inside answer block, line \(torn)",
          at: lineStarts[torn - 1],
          hint: "take the blank line out: Moodle ends the question there, and loses it"
        )
        for part in stretches[index...next] { stretch.lines += part.lines }
        index = next + 1
      } else if stretch.opens == nil, let close = stretch.closes {
        say(
          .error,
          "gift-brace-close",
          "there is a } without {",
          at: close,
          hint: "begin the answers by {, or write \\} for a brace that is text"
        )
        continue
      }
      readParagraph(stretch.lines)
    }
  }

  private func cutAtBlankLines() -> [Stretch] {
    var stretches: [Stretch] = []
    var current = Stretch()
    for (number, start) in lineStarts.enumerated() {
      let end = number + 1 < lineStarts.count ? lineStarts[number + 1] - 1 : bytes.count
      let line = trimmed(start..<end)
      guard !line.isEmpty else {
        if !current.lines.isEmpty { stretches.append(current) }
        current = Stretch()
        continue
      }
      current.lines.append(line)
      guard !isComment(line) else { continue }
      var place = line.lowerBound
      while place < line.upperBound {
        switch bytes[place] {
        case UInt8(ascii: "\\"): place += 1
        case UInt8(ascii: "{"): current.opens = current.opens ?? place
        case UInt8(ascii: "}"): current.closes = current.closes ?? place
        default: break
        }
        place += 1
      }
    }
    return current.lines.isEmpty ? stretches : stretches + [current]
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isBlank(UInt16(bytes[start])) { start += 1 }
    while start < end, isBlank(UInt16(bytes[end - 1])) { end -= 1 }
    return start..<end
  }

  private func isComment(_ line: Range<Int>) -> Bool { bytes[line].starts(with: "//".utf8) }

  private mutating func readParagraph(_ lines: [Range<Int>]) {
    var lines = lines
    let isCategory = { (bytes: ArraySlice<UInt8>) in bytes.starts(with: "$CATEGORY:".utf8) }
    if let first = lines.firstIndex(where: { !isComment($0) }), isCategory(bytes[lines[first]]) {
      readCategory(lines[first])
      lines = Array(lines[(first + 1)...])
      // The last of several counts: somebody took a folder out and left its line.
      while let again = lines.firstIndex(where: { !isComment($0) }),
        isCategory(bytes[lines[again]])
      {
        say(
          .warning,
          "gift-category-twice",
          "$CATEGORY: stands twice, and the second counts",
          at: lines[again].lowerBound,
          hint: "put a blank line between: Moodle takes both for the name of one category"
        )
        readCategory(lines[again])
        lines = Array(lines[(again + 1)...])
      }
      guard let next = lines.first(where: { !isComment($0) }) else { return }
      say(
        .warning,
        "gift-category-run-on",
        "the question stands directly below $CATEGORY:",
        at: next.lowerBound,
        hint: "put a blank line between: Moodle takes all of it for the name of the category"
      )
    }
    var paragraph = GIFTParagraph()
    let length = lines.reduce(0) { $0 + $1.count + 1 }
    paragraph.units.reserveCapacity(length)
    paragraph.offsets.reserveCapacity(length)
    for line in lines {
      if isComment(line) {
        look(atComment: line, after: paragraph)
        paragraph.comments.append(String(decoding: bytes[line].dropFirst(2), as: UTF8.self))
        continue
      }
      if !paragraph.units.isEmpty { paragraph.append(0x0A, at: line.lowerBound - 1) }
      paragraph.append(line: bytes[line])
    }
    guard !paragraph.units.isEmpty else { return }
    readQuestion(paragraph)
  }

  private mutating func readCategory(_ line: Range<Int>) {
    let name = String(decoding: bytes[line].dropFirst(10), as: UTF8.self).trimmed
    category = name.isEmpty ? nil : name
  }

  /// A comment within a question may be text that a line break made one, such as `//cdn.example.org`.
  private mutating func look(atComment line: Range<Int>, after paragraph: GIFTParagraph) {
    let isInside = paragraph.isInBraces
    guard isInside || (isAddress(line) && !paragraph.units.isEmpty) else { return }
    let text = String(decoding: bytes[line].prefix(200), as: UTF8.self)
    say(
      .warning,
      isInside ? "gift-comment-in-answers" : "gift-comment-in-question",
      isInside
        ? "a comment inside the answers is dropped" : "this line is a comment, and is dropped",
      at: line.lowerBound,
      length: min(text.count, 40),
      hint: "join it to the line before if it is text, such as an address that was wrapped"
    )
    reading.drop(
      "comment",
      line: self.line(of: line.lowerBound),
      "a line beginning with // is a comment"
    )
  }

  /// Whether a comment begins like an address: `//`, a name, a point and a letter.
  private func isAddress(_ line: Range<Int>) -> Bool {
    let isLetter = { (byte: UInt8) in (0x61...0x7A).contains(byte | 0x20) }
    let rest = bytes[line].dropFirst(2).prefix(198)
    let after = rest.drop { isLetter($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    return after.count < rest.count && after.first == UInt8(ascii: ".")
      && after.dropFirst().first.map(isLetter) ?? false
  }

  // MARK: One question

  private mutating func readQuestion(_ paragraph: GIFTParagraph) {
    var paragraph = paragraph
    escapeAttributes(&paragraph)
    let whole = paragraph.span.trimmed
    guard !whole.isEmpty else { return }
    let (title, body) = splitTitle(whole)
    let blocks = GIFTBlocks(body)
    for stray in blocks.strayBraces {
      say(
        .warning,
        "gift-brace-unescaped",
        "a brace that is text has to be escaped",
        at: body.offset(of: stray),
        hint: "write \\{ and \\}"
      )
    }
    for block in blocks.feedback {
      say(
        .warning,
        "gift-feedback-braces",
        "general feedback in braces of its own",
        at: body.offset(of: block.lowerBound),
        hint: "move the #### into the braces of the answers: Moodle prints it inside the question"
      )
    }
    let stem = blocks.stem
    let markup = ForeignText.gift(stem, .moodle).markup
    var item = ForeignItem(
      kind: .description,
      title: title,
      stem: ForeignText.gift(stem, .moodle),
      location: place(whole.offset)
    )
    item.category = category
    (item.identifier, item.tags) = Self.labels(paragraph.comments)
    for block in blocks.feedback {
      let text = GIFTSpan(
        paragraph: paragraph,
        start: block.lowerBound + 5,
        end: block.upperBound - 1
      )
      item.generalFeedback = ForeignText.gift(text.text, markup)
    }
    if blocks.answers.isEmpty {
      if !item.stem.isEmpty { reading.items.append(item) }
      return
    }
    warnOfStem(body, blocks)
    if !blocks.areGaps {
      let inside = body.inside(blocks.answers[0])
      guard readAnswers(inside, of: &item, markup: markup) else { return }
    } else {
      guard readGaps(blocks, in: body, of: &item, markup: markup) else { return }
    }
    reading.items.append(item)
  }

  private mutating func readGaps(
    _ blocks: GIFTBlocks,
    in body: GIFTSpan,
    of item: inout ForeignItem,
    markup: ForeignText.Markup
  ) -> Bool {
    say(
      .warning,
      blocks.answers.count == 1 ? "gift-cloze-gap" : "gift-several-blocks",
      blocks.answers.count == 1
        ? "a gap in the form of Moodle’s cloze is read as a gap"
        : "\(blocks.answers.count) blocks of answers are read as one question with so many gaps",
      at: body.offset(of: blocks.answers[blocks.answers.count == 1 ? 0 : 1].lowerBound),
      hint: blocks.answers.count == 1
        ? "write {=right ~wrong}: Moodle takes the kind of the gap for a wrong option"
        : "write a question for each gap: Moodle leaves all but the first as text"
    )
    item.kind = .cloze
    for block in blocks.answers {
      let inside = body.inside(block)
      if let gap = MoodleCloze.gap(inside.text, markup: markup) {
        item.gaps.append(gap)
        continue
      }
      var part = item
      part.kind = .description
      part.generalFeedback = ""
      part.gaps = []
      guard readAnswers(inside, of: &part, markup: markup) else { return false }
      guard part.pairs.isEmpty, part.kind != .essay else {
        say(
          .error,
          "gift-gap-kind",
          "a gap is filled by a choice, a text or a number",
          at: inside.offset,
          hint: "write a question of its own for it"
        )
        return false
      }
      if !part.generalFeedback.isEmpty { item.generalFeedback = part.generalFeedback }
      item.gaps.append(ForeignItem.Gap(kind: part.kind, answers: part.answers))
    }
    return true
  }

  private mutating func splitTitle(_ whole: GIFTSpan) -> (title: String?, body: GIFTSpan) {
    guard whole.units.prefix(2).elementsEqual([0x3A, 0x3A]) else { return (nil, whole) }
    let rest = whole.from(whole.start + 2)
    guard let end = rest.index(of: "::") else {
      say(
        .warning,
        "gift-title-open",
        "the title is not closed",
        at: whole.offset,
        length: 2,
        hint: "end it by ::, as in ::Title:: Question"
      )
      return (nil, rest)
    }
    let title = rest.upTo(end).text
    return (title.isEmpty ? nil : title, rest.from(end + 2).trimmed)
  }

  /// `=` and `~` in a stem are text; somebody who forgot a brace meant them as signs.
  private mutating func warnOfStem(_ body: GIFTSpan, _ blocks: GIFTBlocks) {
    var isTag = false
    for place in body.start..<min(body.end, blocks.answers[0].lowerBound) {
      switch body.paragraph.units[place] {
      case 0x3C: isTag = true
      case 0x3E: isTag = false
      case 0x3D where !isTag, 0x7E where !isTag:
        // In `1+1:=2` the colon is a sign of the format as well.
        let hasColon = place > body.start && body.paragraph.units[place - 1] == 0x3A
        return say(
          .warning,
          "gift-sign-unescaped",
          "a sign of the format in the question’s text is taken as text",
          at: body.offset(of: hasColon ? place - 1 : place),
          length: hasColon ? 2 : 1,
          hint: hasColon ? "write \\: and \\=" : "write \\= or \\~"
        )
      default: break
      }
    }
  }

  /// `class="k"` within a tag is text: Moodle makes another answer of what follows the `=`.
  private mutating func escapeAttributes(_ paragraph: inout GIFTParagraph) {
    guard paragraph.units.contains(0x3C), var place = paragraph.units.firstIndex(of: 0x7B) else {
      return
    }
    var isSaid = false
    while place < paragraph.units.count {
      guard paragraph.units[place] == 0x3C, place + 1 < paragraph.units.count,
        (0x61...0x7A).contains(paragraph.units[place + 1] | 0x20)
      else {
        place += 1
        continue
      }
      // A tag ends within a few hundred characters, or it is none.
      let window = place..<min(paragraph.units.count, place + 600)
      guard let end = paragraph.units[window].firstIndex(of: 0x3E) else {
        place = window.upperBound
        continue
      }
      var quote: UInt16 = 0
      for index in place..<end {
        let unit = paragraph.units[index]
        if quote == 0, unit == 0x3D, [0x22, 0x27].contains(paragraph.units[index + 1]) {
          paragraph.units[index] |= GIFTParagraph.escaped
          if !isSaid {
            isSaid = true
            say(
              .warning,
              "gift-attribute",
              "an = within a tag is taken as text",
              at: Int(paragraph.offsets[index]),
              hint: "write \\=: Moodle begins another answer there"
            )
          }
        } else if unit == 0x22 || unit == 0x27 {
          quote = quote == 0 ? unit : quote == unit ? 0 : quote
        } else if quote != 0, [0x3D, 0x7E, 0x23].contains(unit) {
          paragraph.units[index] |= GIFTParagraph.escaped
        }
      }
      place = end + 1
    }
  }

  /// `[id:…]` and `[tag:…]` in comments, with `\]` for a bracket.
  private static func labels(_ comments: [String]) -> (identifier: String?, tags: [String]) {
    var identifier: String?
    var tags: [String] = []
    for comment in comments.prefix(100) where comment.utf8.count < 10_000 {
      for label in GIFTLabels(comment).labels {
        if label.name == "id" {
          identifier = identifier ?? label.value
        } else {
          tags.append(label.value)
        }
      }
    }
    return (identifier, tags)
  }
}

extension ForeignText {
  /// A text that may begin with its format, as in `[html]<b>no</b>`.
  static func gift(_ text: String, _ inherited: Markup) -> ForeignText {
    guard text.hasPrefix("["), let end = text.prefix(12).firstIndex(of: "]"),
      let markup = Markup(rawValue: String(text[text.index(after: text.startIndex)..<end]))
    else { return ForeignText(text, inherited) }
    return ForeignText(text[text.index(after: end)...].trimmed, markup)
  }
}
