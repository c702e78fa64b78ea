import Content
import Foundation
import Interchange
import Testing

/// Importing what was exported gives the same questions, for whatever texts they hold.
@Suite("Round trips")
struct RoundTripTests {
  private static let seeds: [UInt64] = Array(1...60)

  /// Kinds that a format holds, and words that it cannot bring back.
  struct Subset: Sendable, CustomTestStringConvertible {
    let export: ExportFormat
    let format: ImportFormat
    let kinds: [ForeignItem.Kind]
    var forbidden: Set<String> = []
    var feedback = true

    var testDescription: String { export.rawValue }
  }

  static let subsets = [
    Subset(
      export: .gift,
      format: .gift,
      kinds: [
        .singleChoice, .multipleChoice, .trueFalse, .shortText, .numeric, .matching, .essay,
      ],
      forbidden: ["->"]
    ),
    Subset(
      export: .moodleXML,
      format: .moodleXML,
      kinds: [
        .singleChoice, .multipleChoice, .trueFalse, .shortText, .numeric, .matching, .ordering,
        .cloze, .essay, .description,
      ],
      forbidden: ["{1:SA:=x}"]
    ),
    Subset(
      export: .csv,
      format: .csv,
      kinds: [
        .singleChoice, .multipleChoice, .trueFalse, .shortText, .numeric, .matching, .ordering,
        .essay,
      ]
    ),
  ]

  @Test("import ∘ export is the identity", arguments: subsets)
  func identity(_ subset: Subset) throws {
    for seed in Self.seeds {
      var random = RandomItems(seed: seed)
      let items = subset.kinds.indices.map { index in
        random.item(
          subset.kinds[index],
          index,
          forbidden: subset.forbidden,
          feedback: subset.feedback
        )
      }
      let writing = subset.export.write(items)
      #expect(writing.count == items.count, "seed \(seed)")
      let reading = subset.format.read(path: "round", bytes: writing.bytes)
      let isSame = compare(reading, items, seed: seed)
      if !isSame { print(String(decoding: writing.bytes, as: UTF8.self)) }
      if !isSame { return }
    }
  }

  private func compare(_ reading: ForeignReading, _ items: [ForeignItem], seed: UInt64) -> Bool {
    #expect(!reading.hasErrors, "seed \(seed): \(reading.faults)")
    #expect(reading.items.count == items.count, "seed \(seed)")
    for (found, wanted) in zip(reading.items, items) where found.essence != wanted.essence {
      Issue.record("seed \(seed):\n\(found.essence)\nis not\n\(wanted.essence)")
      return false
    }
    return reading.items.count == items.count
  }

  @Test("Anki: fronts, backs and gaps")
  func anki() throws {
    for seed in Self.seeds {
      var random = RandomItems(seed: seed)
      let forbidden: Set = ["::", "{", "}", "{brace}", "{1:SA:=x}"]
      var items = (0..<4).map { index in
        random.item(
          index % 2 == 0 ? .shortText : .cloze,
          index,
          forbidden: forbidden,
          feedback: false
        )
      }
      for index in items.indices {
        // What a card holds: one answer a card and a gap, a name that is its id.
        items[index].answers = Array(items[index].answers.prefix(1))
        items[index].gaps = items[index].gaps.map { gap in
          ForeignItem.Gap(kind: .shortText, answers: Array(gap.answers.prefix(1)))
        }
        if items[index].kind == .shortText { items[index].generalFeedback = "" }
        items[index].title = nil
      }
      let writing = ExportFormat.anki.write(items)
      let reading = ImportFormat.anki.read(path: "round", bytes: writing.bytes)
      let isSame = compare(reading, items, seed: seed)
      if !isSame {
        print(String(decoding: writing.bytes, as: UTF8.self))
        return
      }
    }
  }

  @Test("QTI 3.0: the files of a package")
  func qti3() throws {
    let kinds: [ForeignItem.Kind] = [
      .singleChoice, .multipleChoice, .trueFalse, .shortText, .numeric, .ordering, .matching,
      .cloze, .essay, .description,
    ]
    for seed in Self.seeds {
      var random = RandomItems(seed: seed)
      var items = kinds.enumerated().map { index, kind in
        random.item(kind, index, feedback: kind == .singleChoice || kind == .multipleChoice)
      }
      for index in items.indices { items[index].category = nil }
      let writing = ExportFormat.qti3.write(items)
      var reading = ForeignReading()
      for (name, bytes) in storedFiles(writing.bytes) where name.hasPrefix("items/") {
        let part = ImportFormat.qti.read(path: name, bytes: bytes)
        reading.items += part.items
        reading.diagnostics += part.diagnostics.filter { $0.severity == .error }
      }
      let isSame = compare(reading, items.map(\.asQTI), seed: seed)
      if !isSame {
        for (name, bytes) in storedFiles(writing.bytes) {
          print(name, String(decoding: bytes, as: UTF8.self))
        }
        return
      }
    }
  }

  @Test("items of ours come back from a draft’s mapping")
  func items() throws {
    for seed in Self.seeds {
      var random = RandomItems(seed: seed)
      let kinds: [ForeignItem.Kind] = [
        .singleChoice, .multipleChoice, .trueFalse, .shortText, .numeric, .ordering, .matching,
        .cloze,
      ]
      for (index, kind) in kinds.enumerated() {
        let id = ItemID(rawValue: "incident/lesson/item-\(index)")
        let foreign = random.item(kind, index, forbidden: ["*"])
        let item: Item
        do throws(NotDeliverable) {
          item = try ItemFromForeign(foreign, id: id).item
        } catch {
          // Two random texts of a question may be the same.
          continue
        }
        let again = try ItemFromForeign(ForeignItem(item), id: id).item
        let isSame = again.versionText == item.versionText
        #expect(isSame, "seed \(seed) \(kind)")
        if !isSame { return }
      }
    }
  }
}

extension ForeignItem {
  /// What is left of a question in QTI: typed answers are right or wrong, best first.
  fileprivate var asQTI: ForeignItem {
    var item = self
    let sorted = { (answers: [Answer]) in answers.filter(\.isRight) + answers.filter { !$0.isRight }
    }
    if kind == .shortText || kind == .numeric {
      item.stem = ForeignText((stem.paragraphs + ["_____"]).joined(separator: "\n"))
      item.answers = sorted(answers)
      for index in item.answers.indices where !item.answers[index].isRight {
        item.answers[index].tolerance = nil
      }
    }
    return item
  }
}

/// The files of an archive whose files are stored as they are.
func storedFiles(_ bytes: [UInt8]) -> [(name: String, bytes: [UInt8])] {
  var files: [(String, [UInt8])] = []
  var place = 0
  let number = { (offset: Int, width: Int) in
    (0..<width).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
  }
  while place + 30 < bytes.count, number(place, 4) == 0x0403_4B50 {
    let (size, length) = (number(place + 18, 4), number(place + 26, 2))
    let start = place + 30 + length
    files.append(
      (
        String(decoding: bytes[(place + 30)..<start], as: UTF8.self),
        Array(bytes[start..<(start + size)])
      )
    )
    place = start + size
  }
  return files
}
