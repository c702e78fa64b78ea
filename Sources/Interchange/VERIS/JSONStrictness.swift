import Content
import Foundation

/// What a lenient JSON reader takes without a word: a member that stands twice in an object, of which
/// it keeps one, and a comma before a closing bracket.
///
/// A record with two summaries may show one to whoever checks it and the other to whoever learns from
/// it (RFC 8259, section 4). One pass over the bytes of a text that was read already.
struct JSONStrictness {
  struct Fault {
    let offset: Int
    let message: String
  }

  /// The first fault, or `nil`.
  static func fault(in text: String) -> Fault? {
    var scan = JSONStrictness(bytes: Array(text.utf8))
    return scan.run()
  }

  private let bytes: [UInt8]

  /// The names in each open object; `nil` for an open array.
  private var open: [Set<String>?] = []
  private var awaitsName = false
  private var lastIsComma = false

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func run() -> Fault? {
    var index = 0
    while index < bytes.count {
      let start = index
      index += 1
      switch bytes[start] {
      case UInt8(ascii: "{"):
        open.append([])
        awaitsName = true
      case UInt8(ascii: "["):
        open.append(Set<String>?.none)
        awaitsName = false
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if lastIsComma { return Fault(offset: start, message: "a comma stands before a bracket") }
        if !open.isEmpty { open.removeLast() }
        awaitsName = false
      case UInt8(ascii: ","):
        awaitsName = open.last.map { $0 != nil } ?? false
      case UInt8(ascii: "\""):
        index = end(ofStringAt: start)
        if awaitsName, let fault = take(name: start..<index) { return fault }
        awaitsName = false
      default: break
      }
      if !Self.isSpace(bytes[start]) { lastIsComma = bytes[start] == UInt8(ascii: ",") }
    }
    return nil
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    [0x20, 0x09, 0x0A, 0x0D].contains(byte)
  }

  private func end(ofStringAt start: Int) -> Int {
    var index = start + 1
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(index + 1, bytes.count)
  }

  private mutating func take(name range: Range<Int>) -> Fault? {
    let token = bytes[range]
    var name = String(decoding: token.dropFirst().dropLast(), as: UTF8.self)
    if token.contains(UInt8(ascii: "\\")) {
      do { name = try JSONDecoder().decode(String.self, from: Data(token)) } catch {
        return Fault(offset: range.lowerBound, message: "a name that cannot be read")
      }
    }
    guard var names = open.last ?? nil else { return nil }
    guard names.insert(name).inserted else {
      return Fault(offset: range.lowerBound, message: "‘\(name.prefix(60))’ stands twice")
    }
    open[open.count - 1] = names
    return nil
  }
}
