import Content
import Foundation

/// Reads a record of the VERIS vocabulary as a draft of an incident.
///
/// A record says what happened, and not why, nor what should have been done: causes, behaviour, keys
/// and rationales are left to a person. Facts are alleged until somebody has checked their source.
package struct VERISReader {
  private let source: SourceText
  private var reading = ForeignReading()

  /// More than a record of an incident has.
  static let largestFile = 1_024 * 1_024

  package static func read(_ source: SourceText) -> ForeignReading {
    var reader = VERISReader(source: source)
    reader.readRecord()
    return reader.reading
  }

  private init(source: SourceText) { self.source = source }

  private mutating func fault(
    _ code: String,
    _ message: String,
    line: Int = 1,
    column: Int = 1,
    _ hint: String
  ) {
    reading.diagnostics.append(
      Diagnostic(
        code: code,
        message,
        at: source.place(line: line, byte: max(0, column - 1)),
        hint: hint
      )
    )
  }

  private mutating func readRecord() {
    guard source.utf8.count <= Self.largestFile else {
      return fault(
        "file-too-large",
        "a record has at most \(Self.largestFile) bytes",
        "give one incident a file"
      )
    }
    let value: Any
    do {
      value = try JSONSerialization.jsonObject(with: Data(source.utf8))
    } catch {
      let (line, column) = Self.place(of: error)
      return fault(
        "veris-json",
        "the JSON is not well-formed",
        line: line,
        column: column,
        "export the record again"
      )
    }
    if let strict = JSONStrictness.fault(in: source.text) {
      let before = source.text.utf8.prefix(strict.offset)
      let line = before.split(separator: 0x0A, omittingEmptySubsequences: false)
      return fault(
        "veris-json",
        "the JSON is ambiguous: \(strict.message)",
        line: line.count,
        column: (line.last?.count ?? 0) + 1,
        "export the record again"
      )
    }
    guard let record = value as? [String: Any] else {
      return fault(
        "veris-form",
        "the file is no record of an incident",
        "give a file with one incident, which is an object with incident_id"
      )
    }
    guard record["action"] is [String: Any] else {
      return fault(
        "veris-form",
        "the record has no ‘action’, which says what happened",
        "give a record of the VERIS schema 1.3 or 1.4"
      )
    }
    for name in ["timeline", "actor", "asset", "attribute"]
    where record[name] != nil && !(record[name] is [String: Any]) {
      return fault(
        "veris-form",
        "‘\(name)’ is no object",
        "give a record of the VERIS schema 1.3 or 1.4"
      )
    }
    for name in ["incident_id", "summary"] where record[name] != nil && !(record[name] is String) {
      return fault(
        "veris-form",
        "‘\(name)’ is no text",
        "give a record of the VERIS schema 1.3 or 1.4"
      )
    }
    guard hasSoundTime(record) else { return }
    lookAtVersion(record)
    draft(record)
  }

  /// Whether year, month and day of the incident are a day in the calendar, as far as they are given.
  private mutating func hasSoundTime(_ record: [String: Any]) -> Bool {
    let incident = (record["timeline"] as? [String: Any])?["incident"] as? [String: Any]
    var numbers: [String: Int] = [:]
    for name in ["year", "month", "day"] {
      guard let value = incident?[name] else { continue }
      guard let number = Self.wholeNumber(value) else {
        fault("veris-time", "‘\(name)’ is no whole number", "write \(name) as a number")
        return false
      }
      numbers[name] = number
    }
    guard let year = numbers["year"] else { return true }
    let (month, day) = (numbers["month"] ?? 1, numbers["day"] ?? 1)
    let text = "\(year)-\(Self.padded(month))-\(Self.padded(day))"
    guard (1900...2200).contains(year), Day(text) != nil else {
      fault("veris-time", "‘\(text)’ is no day", "correct the time of the incident")
      return false
    }
    return true
  }

  /// A number without a fraction; Foundation calls true and false numbers as well.
  private static func wholeNumber(_ value: Any) -> Int? {
    guard let number = value as? NSNumber, !["c", "B"].contains(String(cString: number.objCType)),
      number.doubleValue == number.doubleValue.rounded(), abs(number.doubleValue) < 1e9
    else { return nil }
    return number.intValue
  }

  /// `around line 3, column 7`, as Foundation says it.
  private static func place(of error: any Error) -> (line: Int, column: Int) {
    let text = "\((error as NSError).userInfo)"
    guard let match = text.prefix(2_000).firstMatch(of: #/line ([0-9]+), column ([0-9]+)/#) else {
      return (1, 1)
    }
    return (Int(match.1) ?? 1, Int(match.2) ?? 1)
  }

  private mutating func lookAtVersion(_ record: [String: Any]) {
    let version = (record["schema_version"] as? String ?? "").replacing("_", with: ".")
    guard !version.hasPrefix("1.3"), !version.hasPrefix("1.4") else { return }
    reading.diagnostics.append(
      Diagnostic(
        .warning,
        code: "veris-version",
        "the schema is ‘\(version.prefix(20))’, and 1.3 and 1.4 are known",
        at: source.location(line: 1),
        hint: "compare the facts of the draft with the record"
      )
    )
  }

  private mutating func draft(_ record: [String: Any]) {
    let identifier = record["incident_id"] as? String ?? "record"
    let actions = (record["action"] as? [String: Any] ?? [:]).sorted { $0.key < $1.key }
    let occurred = Self.occurred(record)
    var facts: [(String, String)] = []
    for (name, detail) in actions {
      facts.append(("action-\(name)", "How: \(Self.sentence(name, detail, ["variety", "vector"]))"))
    }
    for (name, detail) in (record["actor"] as? [String: Any] ?? [:]).sorted(by: { $0.key < $1.key })
    {
      facts.append(
        ("actor-\(name)", "By whom: \(Self.sentence(name, detail, ["variety", "motive"]))")
      )
    }
    for (name, detail) in (record["attribute"] as? [String: Any] ?? [:]).sorted(by: {
      $0.key < $1.key
    }) {
      facts.append(
        (
          "attribute-\(name)",
          "What was hurt: \(Self.sentence(name, detail, ["variety", "data_disclosure", "data"]))"
        )
      )
    }
    let assets = (record["asset"] as? [String: Any])?["assets"] as? [[String: Any]] ?? []
    let kinds = assets.compactMap { $0["variety"] as? String }
    if !kinds.isEmpty {
      facts.append(("assets", "What was affected: \(kinds.joined(separator: ", "))"))
    }
    for (name, detail) in (record["discovery_method"] as? [String: Any] ?? [:]).sorted(by: {
      $0.key < $1.key
    }) {
      facts.append(
        ("discovery-\(name)", "How it was found: \(Self.sentence(name, detail, ["variety"]))")
      )
    }
    facts += Self.timeline(record)
    if let victim = (record["victim"] as? [String: Any])
      ?? (record["victim"] as? [[String: Any]])?.first
    {
      let parts = ["industry", "employee_count", "country"].compactMap { key -> String? in
        let words = Self.words(victim[key])
        return words.isEmpty ? nil : "\(key.replacing("_", with: " ")) \(words)"
      }
      if !parts.isEmpty { facts.append(("victim", "Whose: \(parts.joined(separator: "; "))")) }
    }
    let title = actions.map { name, detail in Self.sentence(name, detail, ["variety"]) }.joined(
      separator: "; "
    )
    reading.incident = DraftIncident(
      slug: slug(identifier, fallback: "veris-record"),
      title: title.isEmpty ? "An incident" : title.prefix(1).uppercased() + title.dropFirst(),
      occurred: occurred,
      summary: (record["summary"] as? String ?? "").trimmed,
      facts: facts.map { DraftIncident.Fact(id: slug($0.0, fallback: "fact"), statement: $0.1) },
      references: Self.references(record["reference"])
    )
    report(record, identifier)
  }

  private mutating func report(_ record: [String: Any], _ name: String) {
    let known: Set<String> = [
      "action", "actor", "asset", "attribute", "discovery_method", "timeline", "victim", "summary",
      "reference", "incident_id", "schema_version",
    ]
    for key in record.keys.sorted() where !known.contains(key) {
      reading.drop(name, line: 1, "‘\(key.prefix(60))’ is no fact of a lesson")
    }
    let victim = record["victim"] as? [String: Any]
    if victim?["victim_id"] != nil {
      reading.drop(name, line: 1, "the name of the victim: a lesson blames nobody")
    }
    reading.change(name, line: 1, "facts are alleged until somebody has checked their source")
  }

  // MARK: Words

  /// `hacking (Use of stolen creds; Web application)`.
  private static func sentence(_ name: String, _ detail: Any, _ keys: [String]) -> String {
    guard let detail = detail as? [String: Any] else {
      let words = words(detail)
      return words.isEmpty || words == "true" || words == "1" ? name : "\(name) (\(words))"
    }
    let parts = keys.map { words(detail[$0]) }.filter { !$0.isEmpty && $0 != "Unknown" }
    return parts.isEmpty ? name : "\(name) (\(parts.joined(separator: "; ")))"
  }

  private static func words(_ value: Any?) -> String {
    switch value {
    case let text as String: text.trimmed
    case let number as NSNumber: "\(number)"
    case let list as [Any]:
      list.prefix(20).map { words($0) }.filter { !$0.isEmpty }.joined(separator: ", ")
    case let object as [String: Any]: words(object["variety"])
    default: ""
    }
  }

  private static func occurred(_ record: [String: Any]) -> String? {
    let incident = (record["timeline"] as? [String: Any])?["incident"] as? [String: Any]
    guard let year = incident?["year"] as? Int, (1900...2200).contains(year) else { return nil }
    guard let month = incident?["month"] as? Int, (1...12).contains(month) else { return "\(year)" }
    guard let day = incident?["day"] as? Int, (1...31).contains(day) else {
      return "\(year)-\(padded(month))"
    }
    return "\(year)-\(padded(month))-\(padded(day))"
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static func timeline(_ record: [String: Any]) -> [(String, String)] {
    let timeline = record["timeline"] as? [String: Any] ?? [:]
    let names = [
      "compromise": "To the compromise", "exfiltration": "To the loss of data",
      "discovery": "To the discovery", "containment": "To the containment",
    ]
    return names.sorted { $0.key < $1.key }.compactMap { key, label in
      guard let span = timeline[key] as? [String: Any], let unit = span["unit"] as? String,
        unit != "NA", unit != "Unknown"
      else { return nil }
      let value = (span["value"] as? NSNumber).map { "\($0) " } ?? ""
      return ("time-\(key)", "\(label): \(value)\(unit.lowercased())")
    }
  }

  private static func references(_ value: Any?) -> [String] {
    let text = (value as? String) ?? (value as? [String])?.joined(separator: "; ") ?? ""
    return text.split(whereSeparator: { $0 == ";" || $0.isWhitespace }).map { $0.trimmed }.filter {
      ($0.hasPrefix("http://") || $0.hasPrefix("https://")) && $0.utf8.count < 1_000
    }.prefix(10).map { $0 }
  }
}
