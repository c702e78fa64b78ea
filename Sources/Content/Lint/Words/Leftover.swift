/// Something in a line that was left over from the incident and belongs to somebody.
struct Leftover {
  enum Kind: String {
    case mail = "a mail address"
    case internet = "an IP address"
    case secret = "a secret"

    var hint: String {
      switch self {
      case .mail: "write an address of example.org or example.com (RFC 2606)"
      case .internet: "write one of 192.0.2.0/24, which are kept for documents (RFC 5737)"
      case .secret: "take it out, and have it revoked where it was valid"
      }
    }
  }

  let kind: Kind
  let text: String

  /// All that a line holds; nearly every line is passed over by its bytes alone.
  static func all(in line: String) -> [Leftover] {
    guard isWorthReading(line) else { return [] }
    let words = line.split { " <>()[]\"'`,;:=“”‘’|{}".contains($0) }
    return words.compactMap { word in
      let word = String(word).trimmingMarks
      if isMail(word) { return Leftover(kind: .mail, text: word) }
      if isAddress(word) { return Leftover(kind: .internet, text: word) }
      return isSecret(word) ? Leftover(kind: .secret, text: word) : nil
    } + (line.contains(privateKey) ? [Leftover(kind: .secret, text: privateKey)] : [])
  }

  private static let privateKey = "-----BEGIN"

  /// Whether a line has an `@`, three points between digits, five hyphens in a row, or a run of twenty
  /// letters and digits that begins like a key.
  private static func isWorthReading(_ line: String) -> Bool {
    var line = line
    return line.withUTF8 { bytes in
      var points = 0
      var hyphens = 0
      var start = 0
      for place in bytes.indices {
        let byte = bytes[place]
        if byte == UInt8(ascii: "@") { return true }
        hyphens = byte == UInt8(ascii: "-") ? hyphens + 1 : 0
        if hyphens == 5 { return true }
        if byte == UInt8(ascii: "."), place > 0, place + 1 < bytes.count, isDigit(bytes[place - 1]),
          isDigit(bytes[place + 1])
        {
          points += 1
          if points == 3 { return true }
        }
        if isToken(byte) {
          if place - start == shortestSecret - 1, isSecretStart(bytes[start...]) { return true }
        } else {
          start = place + 1
        }
      }
      return false
    }
  }

  private static let shortestSecret = 20

  private static func isSecretStart(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    secretForms.contains { bytes.starts(with: $0.prefix.utf8) }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  /// The names that RFC 2606 and RFC 6761 keep for examples.
  private static let exampleNames = [
    "example.org", "example.com", "example.net", ".example", ".test",
  ]

  private static func isMail(_ word: String) -> Bool {
    let parts = word.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[0].contains("/"), parts[1].contains("."),
      parts[1].allSatisfy({ $0.isLetter || $0.isNumber || "-.".contains($0) })
    else { return false }
    return !exampleNames.contains { parts[1].lowercased().hasSuffix($0) }
  }

  private static func isAddress(_ word: String) -> Bool {
    let host = word.split(separator: "/").first.map(String.init) ?? word
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in
      part.count <= 3 && part.allSatisfy(\.isASCII) ? UInt8(part) : nil
    }
    guard parts.count == 4, numbers.count == 4 else { return false }
    let isForDocuments = ["192.0.2.", "198.51.100.", "203.0.113.", "127.0.0.", "0.0.0."].contains {
      host.hasPrefix($0)
    }
    return !isForDocuments
  }

  /// Forms of keys that providers publish so that they can be found.
  private static let secretForms: [(prefix: String, length: Int)] = [
    ("AKIA", 20), ("ASIA", 20), ("ghp_", 40), ("gho_", 40), ("github_pat_", 40), ("glpat-", 26),
    ("xoxb-", 24), ("xoxp-", 24), ("sk_live_", 24), ("AIza", 39), ("eyJhbGciOi", 24),
  ]

  private static func isSecret(_ word: String) -> Bool {
    secretForms.contains { word.hasPrefix($0.prefix) && word.utf8.count >= $0.length }
  }
}

extension String {
  /// Without marks at either end that are no part of an address.
  fileprivate var trimmingMarks: String {
    var rest = self[...]
    while let last = rest.last, ".:!?*_".contains(last) { rest.removeLast() }
    while let first = rest.first, ".:*".contains(first) { rest.removeFirst() }
    return String(rest)
  }
}
