import Foundation

/// What tells one fault from another while the file around it changes.
///
/// The SHA-256 of rule, path, subject and the text of the line, not its number; the second fault with
/// the same of these is told apart by a count.
package enum Fingerprint {
  /// The fingerprints of diagnostics, in their order.
  package static func all(of diagnostics: [Diagnostic]) -> [String] {
    var seen: [String: Int] = [:]
    return diagnostics.map { diagnostic in
      let text = diagnostic.location.excerpt?.trimmed ?? ""
      let parts = [
        diagnostic.code, diagnostic.location.path, diagnostic.subject ?? "", text,
      ]
      let plain = parts.joined(separator: "\u{0}")
      let count = seen[plain, default: 0]
      seen[plain] = count + 1
      let counted = count == 0 ? plain : "\(plain)\u{0}\(count)"
      return String(Digest(of: Array(counted.utf8)).description.prefix(32))
    }
  }
}

/// The faults of a bank that were there when its rules came, so that it can be adopted as it is.
///
/// A fault of the baseline is not reported; one that is mended leaves a stale entry, which is. The
/// baseline never covers what the reader refuses.
package struct Baseline: Sendable {
  package static let path = "Content/.lint-baseline.json"

  /// One fault that is known; all but the fingerprint is for people.
  struct Entry: Codable, Hashable, Sendable {
    let fingerprint: String
    let rule: String
    let path: String
    let subject: String?
  }

  private struct File: Codable {
    let schema: Int
    let faults: [Entry]
  }

  private let entries: [Entry]
  private let source: SourceText

  /// The baseline of these diagnostics, as far as they come from rules.
  package init(of diagnostics: [Diagnostic], path: String = path) {
    let faults = diagnostics.filter(\.isFromRule)
    entries = zip(faults, Fingerprint.all(of: faults)).map { diagnostic, fingerprint in
      Entry(
        fingerprint: fingerprint,
        rule: diagnostic.code,
        path: diagnostic.location.path,
        subject: diagnostic.subject
      )
    }
    source = SourceText(path: path, text: "")
  }

  /// Reads a baseline file.
  ///
  /// - Throws: A ``Diagnostic`` if it is none, or of a newer version.
  package init(_ source: SourceText) throws(ContentFault) {
    self.source = source
    do {
      let file = try JSONDecoder().decode(File.self, from: Data(source.utf8))
      guard file.schema == 1 else { throw ContentFault(diagnostics: []) }
      entries = file.faults
    } catch {
      throw ContentFault(diagnostics: [
        Diagnostic(
          code: "baseline-unreadable",
          "this is no baseline that can be read",
          at: source.location(line: 1),
          hint: "write it anew: debrief content check --write-baseline"
        )
      ])
    }
  }

  /// The text of the file, one fault after the other by path and rule.
  package var text: String {
    let sorted = entries.sorted { left, right in
      (left.path, left.rule, left.fingerprint) < (right.path, right.rule, right.fingerprint)
    }
    let faults = sorted.map { entry -> JSONValue in
      var members: [String: JSONValue] = [
        "fingerprint": .string(entry.fingerprint), "path": .string(entry.path),
        "rule": .string(entry.rule),
      ]
      if let subject = entry.subject { members["subject"] = .string(subject) }
      return .object(members)
    }
    return JSONValue.object(["faults": .array(faults), "schema": 1]).prettyText
  }

  package var count: Int { entries.count }

  /// The diagnostics that are not of the baseline, and one for each entry that is stale.
  package func remainder(of diagnostics: [Diagnostic]) -> [Diagnostic] {
    var known = Set(entries.map(\.fingerprint))
    let faults = diagnostics.filter(\.isFromRule)
    let new = zip(faults, Fingerprint.all(of: faults)).filter { _, fingerprint in
      known.remove(fingerprint) == nil
    }.map(\.0)
    let stale = entries.filter { known.contains($0.fingerprint) }.map(stale)
    return (diagnostics.filter { !$0.isFromRule } + new + stale).sorted()
  }

  private func stale(_ entry: Entry) -> Diagnostic {
    let line = source.lines.firstIndex { $0.contains(entry.fingerprint) } ?? 0
    return Diagnostic(
      .warning,
      code: "baseline-stale",
      "\(entry.rule) no longer finds this in \(entry.subject ?? entry.path)",
      at: source.location(line: line + 1, of: entry.fingerprint),
      hint: "write the baseline anew: debrief content check --write-baseline"
    )
  }
}

extension Diagnostic {
  /// Whether a lint rule said it, and not the reader.
  package var isFromRule: Bool { Linter.ruleIDs.contains(code) }
}

extension Linter {
  /// The ids of all rules.
  package static let ruleIDs = Set(allRules.map { $0.id })
}
