/// A file names nobody, blames nobody, and holds nothing that was left over from the incident.
struct L37BlameAndPersonalData: IncidentRule {
  static let id = "L37"
  static let summary = "a file blames nobody and holds no address, secret or name of a person"
  static let severity = Diagnostic.Severity.error
  static let why = "people report what they did only where nobody is put in the stocks for it"
  static let hint =
    "say what let it happen; write example.org and 192.0.2.1 where an address is needed"

  func faults(in incident: LintedIncident) -> [Fault] {
    leftovers(in: incident) + blame(in: incident)
  }

  /// Addresses and secrets anywhere below the front matter.
  private func leftovers(in incident: LintedIncident) -> [Fault] {
    let lines = incident.source.lines
    let end = lines.dropFirst().firstIndex(of: "---") ?? 0
    return lines.indices.dropFirst(end + 1).flatMap { index in
      Leftover.all(in: lines[index]).map { leftover in
        Fault(
          left(leftover.kind),
          at: incident.source.location(line: index + 1, of: leftover.text),
          hint: leftover.kind.hint
        )
      }
    }
  }

  /// Blame and names in what the file itself tells; what is quoted is spoken of, not said.
  ///
  /// Options and rationales are left out: to recognise blame is what some items ask for.
  private func blame(in incident: LintedIncident) -> [Fault] {
    incident.paragraphs.compactMap { paragraph in
      let words = paragraph.text.words
      if let range = incident.lexicon.blame.first(in: words), !paragraph.isQuoted(range),
        !Self.isOfThings(range, words), !Self.isDenied(range, in: paragraph.text)
      {
        return Fault(blames(paragraph.text[words: range]), at: paragraph.place(of: range))
      }
      let named = words.indices.dropLast().first { place in
        words[place].classes.contains(.title) && words[place].traits.contains(.isCapitalised)
          && words[place + 1].traits.contains(.isCapitalised)
      }
      return named.map { place in
        let range = place..<place + 2
        return Fault(names(paragraph.text[words: range]), at: paragraph.place(of: range))
      }
    }
  }

  /// ‘Failed to’ blames people; servers, backups and updates may fail.
  private static func isOfThings(_ range: Range<Int>, _ words: [Word]) -> Bool {
    guard words[range.lowerBound].hash == failed, range.lowerBound > 0 else { return false }
    return !people.contains(words[range.lowerBound - 1].stem)
      && !people.contains(words[range.lowerBound - 1].hash)
  }

  /// ‘Nobody asks who is to blame’ blames nobody.
  private static func isDenied(_ range: Range<Int>, in text: LintedText) -> Bool {
    let sentence = text.sentences.first { $0.contains(range.lowerBound) } ?? range
    return text.words[sentence.lowerBound..<range.lowerBound].contains {
      $0.classes.contains(.negative)
    }
  }

  private static let failed = Word.hash(of: "failed")
  private static let people = Set(
    """
    he she they who employee employees staff user users person people operator operators engineer
    engineers administrator administrators manager managers colleague colleagues contractor contractors
    analyst analysts team teams somebody someone nobody clerk developer developers victim
    """.split(whereSeparator: \.isWhitespace).map { Word.hash(of: String($0)) }
  )

  static let examples: [LintExample] = [
    .bad(
      """
      ## Causes {.causes}

      - The administrator ↓failed to check the list. {#cause-list control=A.8.2 source=review}
      """
    ),
    .bad(
      """
      ## Timeline {.timeline}

      - **2025-03** ↓Mr Smith opened the file. {source=review}
      """
    ),
    .bad(
      """
      ### A mail from ↓it-desk@firma-nord.de asks for your password. What do you do? {#n}

      - [x] Report it
        > The desk can warn others.
      - [ ] Answer it
        > Now somebody else has the password.
      - [ ] Delete it
        > Others have it still.
      """
    ),
    .bad(
      """
      ### A server answers at ↓10.20.30.41 at night. What do you do? {#n}

      - [x] Report it
        > The desk can look at it.
      - [ ] Switch it off
        > Memory is lost.
      - [ ] Look again tomorrow
        > By then it has spread.
      """
    ),
    .good(
      """
      ## Lesson: say it at once {#say-it .lesson competency=report-early controls=A.6.8}

      Nobody asks who is to blame. “Human error” is where an analysis begins, not where it ends.
      """
    ),
    .good(
      """
      ## Causes {.causes}

      - The backup failed to start, and nothing said so. {#cause-list control=A.8.13 source=review}
      """
    ),
    .good(
      """
      ### A mail from it-desk@example.org asks for your password. What do you do? {#n}

      - [x] Report it
        > The desk can warn others; nobody calls it human error.
      - [ ] Answer it
        > Now somebody else has the password.
      - [ ] Delete it
        > Others have it still.
      """
    ),
  ]
}

private func left(_ kind: Leftover.Kind) -> String { "\(kind.rawValue) was left in the text" }

private func blames(_ phrase: String) -> String { "‘\(phrase)’ puts the blame on people" }

private func names(_ name: String) -> String { "‘\(name)’ names a person" }
