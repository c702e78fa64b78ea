import Content

/// How an item of QTI 1.2 is judged: for each response what brings points, and what is said.
struct QTI12Conditions {
  struct Range: Hashable {
    var low: String?
    var high: String?
  }

  /// Points by response and value.
  private(set) var points: [String: [(value: String, points: Double)]] = [:]

  /// Values in the order of the condition that brings points, for putting in order.
  private(set) var sequences: [String: [String]] = [:]
  private(set) var ranges: [String: [Range]] = [:]

  /// Names of feedback by response and value; an empty name for whatever is answered.
  private(set) var links: [String: [String: String]] = [:]
  private(set) var generalLinks: [String] = []

  init(_ item: XMLElement) {
    for condition in item.all("resprocessing").flatMap({ $0.all("respcondition") }) {
      read(condition)
    }
  }

  private mutating func read(_ condition: XMLElement) {
    var right: [(String, String)] = []
    var bounds: [String: Range] = [:]
    for variable in condition.all("conditionvar") { collect(variable, &right, &bounds) }
    let value = condition.all("setvar").compactMap { setting -> Double? in
      guard let number = Double(setting.allText.trimmed) else { return nil }
      return setting["action"]?.lowercased() == "subtract" ? -number : number
    }.first
    if let value {
      for (response, text) in right { points[response, default: []].append((text, value)) }
      if value > 0 {
        for (response, text) in right { sequences[response, default: []].append(text) }
        for (response, range) in bounds { ranges[response, default: []].append(range) }
      }
    }
    for link in condition.all("displayfeedback").compactMap({ $0["linkrefid"] }) {
      if right.isEmpty { generalLinks.append(link) }
      // A link of a condition with several values is for none of them alone.
      if right.count == 1 { links[right[0].0, default: [:]][right[0].1] = link }
    }
  }

  private func collect(
    _ element: XMLElement,
    _ right: inout [(String, String)],
    _ bounds: inout [String: Range]
  ) {
    for child in element.elements {
      let response = child["respident"] ?? ""
      switch child.name {
      case "not": continue
      case "varequal", "varsubstring": right.append((response, child.allText.trimmed))
      case "vargte", "vargt": bounds[response, default: Range()].low = child.allText.trimmed
      case "varlte", "varlt": bounds[response, default: Range()].high = child.allText.trimmed
      default: collect(child, &right, &bounds)
      }
    }
  }

  /// The part of the score that a value brings.
  func weight(of value: String, for response: String) -> Double {
    let all = points[response] ?? []
    guard let most = all.map(\.points).max(), most > 0 else { return 0 }
    let best = all.filter { $0.value == value }.map(\.points).max() ?? 0
    return max(-1, best / most)
  }

  func rightValues(for response: String) -> [String] {
    var seen: Set<String> = []
    return (points[response] ?? []).filter { $0.points > 0 }.map(\.value).filter {
      seen.insert($0).inserted
    }
  }
}
