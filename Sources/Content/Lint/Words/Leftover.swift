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

  /// All that a line holds; most lines are passed over by their bytes alone.
  static func all(in line: String) -> [Leftover] {
    var hasAt = false
    var dots = 0
    var longRun = 0
    var run = 0
    for byte in line.utf8 {
      switch byte {
      case UInt8(ascii: "@"): hasAt = true
      case UInt8(ascii: "."): dots += 1
      default: break
      }
      run = isToken(byte) ? run + 1 : 0
      longRun = max(longRun, run)
    }
    guard hasAt || dots >= 3 || longRun >= 16 || line.utf8.starts(with: "-----BEGIN".utf8) else {
      return []
    }
    let words = line.split { " <>()[]\"'`,;“”‘’|{}".contains($0) }
    return words.compactMap { word in
      let word = String(word).trimmingMarks
      if isMail(word) { return Leftover(kind: .mail, text: word) }
      if isAddress(word) { return Leftover(kind: .internet, text: word) }
      return isSecret(word) ? Leftover(kind: .secret, text: word) : nil
    } + (line.contains("-----BEGIN") ? [Leftover(kind: .secret, text: "-----BEGIN")] : [])
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
  private static let exampleNames = ["example.org", "example.com", "example.net", ".example", ".test"]

  private static func isMail(_ word: String) -> Bool {
    let parts = word.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."),
      !word.hasPrefix("http"), parts[1].allSatisfy({ $0.isLetter || $0.isNumber || "-.".contains($0) })
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
  private static func isSecret(_ word: String) -> Bool {
    let forms: [(prefix: String, length: Int)] = [
      ("AKIA", 20), ("ASIA", 20), ("ghp_", 40), ("gho_", 40), ("github_pat_", 40), ("glpat-", 26),
      ("xoxb-", 24), ("xoxp-", 24), ("sk_live_", 24), ("AIza", 39), ("eyJhbGciOi", 24),
    ]
    return forms.contains { word.hasPrefix($0.prefix) && word.utf8.count >= $0.length }
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
