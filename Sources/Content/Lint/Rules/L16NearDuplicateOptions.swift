/// No two options differ by a slip of the pen alone.
struct L16NearDuplicateOptions: QuestionRule {
  static let id = "L16"
  static let summary = "no two options differ by a letter or two"
  static let severity = Diagnostic.Severity.warning
  static let why = "people read past the difference, or find it a trick"
  static let hint = "say in other words what makes them different, or keep one"

  func faults(in question: LintedQuestion, of item: LintedItem) -> [Fault] {
    question.options.indices.dropFirst().compactMap { place in
      let option = question.options[place]
      let twin = question.options[..<place].first { Self.areNear($0.text, option.text) }
      return twin.map { Fault(near($0.text.text), at: item.place(of: option)) }
    }
  }

  /// Whether texts of at least four words differ in one word only, and there by two letters at most.
  ///
  /// Numbers may differ by a digit, and short words such as on and off by all their letters.
  private static func areNear(_ left: LintedText, _ right: LintedText) -> Bool {
    guard left.words.count == right.words.count, left.words.count >= 4 else { return false }
    let differing = zip(left.words, right.words).filter { $0.hash != $1.hash }
    guard differing.count == 1, let (one, other) = differing.first,
      !one.traits.contains(.hasDigit), !other.traits.contains(.hasDigit),
      min(one.length, other.length) >= 5
    else { return false }
    return editDistance(Array(left[one].utf8), Array(right[other].utf8), atMost: 2) != nil
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ### Where do you look first? {#n}

      - [x] In the list of the requests
        > It says who asked.
      - [ ] ↓In the list of the request
        > There is one list.
      - [ ] In the mail
        > It can be forged.
      """
    ),
    .good(
      """
      ### Which door do you look at first? {#n}

      - [x] The one that leads to room 12
        > It was open.
      - [ ] The one that leads to room 13
        > It was closed.
      - [ ] The one that leads to the yard
        > It has no handle.
      """
    ),
  ]
}

/// How many letters have to be put in, taken out or changed, if they are few enough.
///
/// Levenshtein (1966), *Soviet Physics Doklady* 10:707.
private func editDistance(_ left: [UInt8], _ right: [UInt8], atMost limit: Int) -> Int? {
  guard abs(left.count - right.count) <= limit else { return nil }
  var row = Array(0...right.count)
  for (place, byte) in left.enumerated() {
    var diagonal = row[0]
    row[0] = place + 1
    for other in right.indices {
      let changed = diagonal + (byte == right[other] ? 0 : 1)
      diagonal = row[other + 1]
      row[other + 1] = min(changed, row[other] + 1, diagonal + 1)
    }
  }
  let distance = row[right.count]
  return distance <= limit ? distance : nil
}

private func near(_ text: String) -> String { "the option is nearly the same as ‘\(text)’" }
