import Content

/// What importing again does to a draft that is there.
///
/// An item is known by its id. What is as it was imported stays as a person left it; what the file
/// changed is written anew, and keeps the rationales that a person wrote for options that stayed.
package struct DraftMerge {
  package enum Change: String, Codable, Sendable {
    case added
    case updated
    case unchanged
  }

  /// What became of each item, by its id.
  package private(set) var changes: [(item: ItemID, change: Change)] = []

  /// Ids that the draft has and the file has not; they stay.
  package private(set) var onlyInDraft: [String] = []

  /// The text of the draft after importing.
  package let text: String

  package init(_ draft: Draft, into existing: String?) {
    var old =
      existing.map(DraftSections.init(text:)) ?? DraftSections(opening: DraftText.opening(draft))
    var found: Set<String> = []
    for lesson in draft.lessons {
      for item in lesson.items {
        let block = DraftText.block(item)
        found.insert(block.id)
        changes.append((item.id, old.take(block, lesson: lesson)))
      }
    }
    if draft.incident != nil, existing == nil { old.append(DraftText.unfilledLesson) }
    onlyInDraft = existing == nil ? [] : old.ids.filter { !found.contains($0) }
    text = old.text
  }
}

/// The text of a draft, cut at its lessons and items.
private struct DraftSections {
  /// A section of the second level with its items.
  private struct Part {
    var lines: [String]
    var blocks: [DraftText.Block] = []
  }

  private var parts: [Part]

  /// Where an item and where a lesson stands.
  private var places: [String: (part: Int, block: Int)] = [:]
  private var lessons: [String: Int] = [:]

  init(opening: [String]) { parts = [Part(lines: opening)] }

  init(text: String) {
    parts = [Part(lines: [])]
    var isCode = false
    var isItem = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("```") { isCode.toggle() }
      if !isCode, line.hasPrefix("## ") {
        isItem = false
        if let id = Self.attribute("#", of: line) { lessons[id] = lessons[id] ?? parts.count }
        parts.append(Part(lines: [line]))
      } else if !isCode, line.hasPrefix("### ") {
        isItem = true
        let id = Self.attribute("#", of: line) ?? ""
        let digest = Self.attribute("imported=", of: line) ?? ""
        append(DraftText.Block(id: id, digest: digest, lines: [line]), to: parts.count - 1)
      } else if isItem {
        let last = parts[parts.count - 1].blocks.count - 1
        parts[parts.count - 1].blocks[last].lines.append(line)
      } else {
        parts[parts.count - 1].lines.append(line)
      }
    }
  }

  /// What follows a mark in the braces at the end of a heading.
  private static func attribute(_ mark: String, of heading: String) -> String? {
    guard heading.hasSuffix("}"), let open = heading.lastIndex(of: "{") else { return nil }
    let words = heading[heading.index(after: open)...].dropLast().split(separator: " ")
    return words.first { $0.hasPrefix(mark) }.map { String($0.dropFirst(mark.count)) }
  }

  private mutating func append(_ block: DraftText.Block, to part: Int) {
    if !block.id.isEmpty, places[block.id] == nil {
      places[block.id] = (part, parts[part].blocks.count)
    }
    parts[part].blocks.append(block)
  }

  /// Items that came from a file.
  var ids: [String] { parts.flatMap(\.blocks).filter { !$0.digest.isEmpty }.map(\.id) }

  var text: String {
    var lines = parts.flatMap { part in part.lines + part.blocks.flatMap(\.lines) }[...]
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n") + "\n"
  }

  mutating func append(_ lines: [String]) { parts.append(Part(lines: lines)) }

  mutating func take(_ block: DraftText.Block, lesson: Draft.Lesson) -> DraftMerge.Change {
    if let (part, index) = places[block.id] {
      let old = parts[part].blocks[index]
      guard old.digest != block.digest else { return .unchanged }
      parts[part].blocks[index] = Self.keepingRationales(of: old, in: block)
      return .updated
    }
    let part = lessons[lesson.id] ?? parts.count
    if part == parts.count {
      parts.append(Part(lines: DraftText.head(of: lesson)))
      lessons[lesson.id] = part
    }
    append(block, to: part)
    return .added
  }

  /// A new form of an item, with what a person wrote about options that stayed.
  private static func keepingRationales(
    of old: DraftText.Block,
    in new: DraftText.Block
  ) -> DraftText.Block {
    var written: [String: [String]] = [:]
    var option: String?
    for line in old.lines {
      if line.hasPrefix("- [") {
        option = line
      } else if let known = option, line.hasPrefix("  >") {
        written[known, default: []].append(line)
      } else {
        option = nil
      }
    }
    var block = new
    block.lines = []
    for (index, line) in new.lines.enumerated() {
      block.lines.append(line)
      let next = index + 1 < new.lines.count ? new.lines[index + 1] : ""
      if line.hasPrefix("- ["), !next.hasPrefix("  >"), let kept = written[line] {
        block.lines += kept
      }
    }
    return block
  }
}
