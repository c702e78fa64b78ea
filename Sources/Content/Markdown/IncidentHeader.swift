/// The front matter of an incident file.
struct IncidentHeader {
  private(set) var diagnostics: [Diagnostic] = []
  let id: IncidentID?

  /// Whether the front matter could be parsed at all.
  let wasRead: Bool
  private(set) var sources: [Source] = []

  private let source: SourceText
  private let title: String?
  private let occurred: String?
  private let severity: Int?
  private let audience: [String]
  private let attack: [String]
  private let reviewBy: Day?
  private let owner: String?
  private let language: String
  private let translates: String?

  init(_ source: SourceText, lines: Range<Int>) {
    self.source = source
    let document = YAMLDocument(source, lines: lines)
    wasRead = document.root != nil
    guard let root = document.root else {
      (id, title, occurred, severity, reviewBy, owner) = (nil, nil, nil, nil, nil, nil)
      (audience, attack, language, translates) = ([], [], "en", nil)
      diagnostics = document.diagnostics
      return
    }
    root.allowOnly([
      "incident", "title", "occurred", "severity", "audience", "attack", "sources", "review-by",
      "owner", "lang", "source-digest",
    ])
    id = Self.identifier(root, in: source)
    title = root.text("title")
    occurred = Self.occurred(root)
    severity = root.integer("severity", in: 1...5)
    audience = root.texts("audience")
    attack = root.texts("attack")
    reviewBy = root.day("review-by")
    owner = root.text("owner")
    language = root.has("lang") ? root.text("lang") ?? "en" : "en"
    translates = root.has("source-digest") ? root.text("source-digest") : nil
    if !Self.isLanguage(language) {
      root.reject("lang", "‘\(language)’ is no language", hint: "write en, de, pt-BR or the like")
    }
    for technique in attack where !Self.isTechnique(technique) {
      root.reject(
        "attack",
        "‘\(technique)’ has not the form of a technique",
        hint: "write T and four digits, such as T1566 or T1566.002"
      )
    }
    if !root.has("sources") {
      root.reject(
        "sources",
        "the incident has no source",
        hint: "add sources: with id, title, publisher, date and url of a public report"
      )
    }
    sources = root.mappings("sources").compactMap(Self.source)
    diagnostics = document.diagnostics
  }

  private static func identifier(_ root: YAMLMapping, in source: SourceText) -> IncidentID? {
    guard let text = root.text("incident") else { return nil }
    guard isIdentifierSegment(text) else {
      root.reject(
        "incident",
        "‘\(text)’ is no id",
        hint: "use lower-case letters, digits and hyphens"
      )
      return nil
    }
    // A translation is called <slug>.<language>.md.
    let file = source.path.split(separator: "/").last.map { String($0.dropLast(3)) } ?? ""
    let isTranslation = root.has("source-digest")
    let name = isTranslation ? String(file.prefix { $0 != "." }) : file
    guard text == name else {
      root.reject(
        "incident",
        "the file is called ‘\(name)’",
        hint: "name the file \(text).md, or write “incident: \(name)”"
      )
      return nil
    }
    return IncidentID(rawValue: text)
  }

  private static func occurred(_ root: YAMLMapping) -> String? {
    guard let text = root.text("occurred") else { return nil }
    let ends = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard (1...2).contains(ends.count), ends.allSatisfy(isPartialDay) else {
      root.reject(
        "occurred",
        "‘\(text)’ is no time",
        hint: "write YYYY-MM-DD, YYYY-MM or a range such as 2025-03-04/2025-03-06"
      )
      return nil
    }
    return text
  }

  /// Two or three letters, optionally with a region: the common part of BCP 47.
  private static func isLanguage(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let isWord = { (part: Substring, counts: ClosedRange<Int>) in
      counts.contains(part.count) && part.allSatisfy { $0.isASCII && $0.isLetter }
    }
    return isWord(parts[0], 2...3)
      && (parts.count == 1 || parts.count == 2 && isWord(parts[1], 2...4))
  }

  private static func isTechnique(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let isNumber = { (text: Substring, count: Int) in
      text.count == count && text.allSatisfy { $0.isASCII && $0.isNumber }
    }
    return parts[0].hasPrefix("T") && isNumber(parts[0].dropFirst(), 4)
      && (parts.count == 1 || parts.count == 2 && isNumber(parts[1], 3))
  }

  private static func source(_ mapping: YAMLMapping) -> Source? {
    mapping.allowOnly(["id", "title", "publisher", "date", "url"])
    guard let id = mapping.text("id"), let title = mapping.text("title"),
      let publisher = mapping.text("publisher"), let date = mapping.text("date"),
      let url = mapping.text("url")
    else { return nil }
    if !isPartialDay(date) {
      mapping.reject("date", "‘\(date)’ is no day", hint: "write YYYY-MM-DD, YYYY-MM or YYYY")
    }
    if !url.hasPrefix("https://"), !url.hasPrefix("http://") {
      mapping.reject("url", "‘\(url)’ is no address", hint: "write https://…")
    }
    return Source(id: id, title: title, publisher: publisher, date: date, url: url)
  }

  /// The incident, if every part of the front matter was there.
  func incident(
    narrative: [Prose],
    facts: [Fact],
    timeline: [TimelineEntry],
    causes: [Cause],
    lessons: [Lesson],
    tabletop: Tabletop?,
    allowances: [Allowance]
  ) -> Incident? {
    guard let id, let title, let occurred, let severity, let reviewBy, let owner else { return nil }
    return Incident(
      id: id,
      title: title,
      occurred: occurred,
      severity: severity,
      audience: audience.map(RoleID.init(rawValue:)),
      attack: attack,
      sources: sources,
      reviewBy: reviewBy,
      owner: owner,
      narrative: narrative,
      facts: facts,
      timeline: timeline,
      causes: causes,
      lessons: lessons,
      tabletop: tabletop,
      language: language,
      translates: translates,
      allowances: allowances,
      location: source.location(line: 1)
    )
  }
}
