/// What an accepted text looks like: letters and digits, `*` for any run of them, `(a|b)` for
/// alternatives, which may be empty.
///
/// Never run as a regular expression. All places of the pattern that the text may have reached are
/// followed at once, so matching takes time proportional to text times pattern, whatever an author
/// wrote. Thompson (1968), *Communications of the ACM* 11:419.
package struct TextPattern: Hashable, Sendable {
  private enum Step: Hashable {
    case character(Character)

    /// Takes any character and stays.
    case anything
    case fork([Int])
    case accept
  }

  /// A pattern beyond this is refused; so is deeper nesting.
  package static let longestText = 200
  static let deepestNesting = 8

  private indirect enum Node: Hashable {
    /// A sign as the author wrote it; one that is no letter or digit asks for nothing.
    case character(Character)
    case anything
    case sequence([Node])
    case alternatives([Node])
  }

  private let steps: [Step]
  private let node: Node

  /// Reads a pattern; `nil` if brackets do not pair, it is too long, or nothing is asked for.
  package init?(_ text: String) {
    guard text.utf8.count <= Self.longestText else { return nil }
    var rest = text[...]
    guard let node = Self.alternatives(&rest, depth: 0), rest.isEmpty else { return nil }
    var steps: [Step] = []
    Self.compile(node, into: &steps)
    guard steps.contains(where: { if case .character = $0 { true } else { false } }) else {
      return nil
    }
    self.steps = steps + [.accept]
    self.node = node
  }

  private static func alternatives(_ text: inout Substring, depth: Int) -> Node? {
    guard depth <= deepestNesting else { return nil }
    var branches: [[Node]] = [[]]
    while let next = text.first, next != ")" {
      text.removeFirst()
      switch next {
      case "|": branches.append([])
      case "*": branches[branches.count - 1].append(.anything)
      case "(":
        guard let inner = alternatives(&text, depth: depth + 1), text.first == ")" else {
          return nil
        }
        text.removeFirst()
        branches[branches.count - 1].append(inner)
      default: branches[branches.count - 1].append(.character(next))
      }
    }
    let nodes = branches.map(Node.sequence)
    return nodes.count == 1 ? nodes[0] : .alternatives(nodes)
  }

  private static func compile(_ node: Node, into steps: inout [Step]) {
    switch node {
    case .character(let character):
      steps += lettersAndDigits(String(character)).map(Step.character)
    case .anything: steps.append(.anything)
    case .sequence(let nodes): for node in nodes { compile(node, into: &steps) }
    case .alternatives(let nodes):
      let fork = steps.count
      steps.append(.fork([]))
      var starts: [Int] = []
      var exits: [Int] = []
      for node in nodes {
        starts.append(steps.count)
        compile(node, into: &steps)
        exits.append(steps.count)
        steps.append(.fork([]))
      }
      steps[fork] = .fork(starts)
      for exit in exits { steps[exit] = .fork([steps.count]) }
    }
  }

  /// Whether a text, given by its letters and digits, is of this form from end to end.
  package func matches(_ plain: String) -> Bool {
    var reached = [Bool](repeating: false, count: steps.count)
    reach(0, in: &reached)
    for character in plain {
      var next = [Bool](repeating: false, count: steps.count)
      for (place, step) in steps.enumerated() where reached[place] {
        switch step {
        case .character(character): reach(place + 1, in: &next)
        case .anything: reach(place, in: &next)
        case .character, .fork, .accept: break
        }
      }
      reached = next
    }
    return reached[steps.count - 1]
  }

  /// Marks a place, and all places that are reached from it without taking a character.
  private func reach(_ start: Int, in reached: inout [Bool]) {
    var open = [start]
    while let place = open.popLast() {
      guard !reached[place] else { continue }
      reached[place] = true
      switch steps[place] {
      case .anything: open.append(place + 1)
      case .fork(let targets): open += targets
      case .character, .accept: break
      }
    }
  }
}

// MARK: Spelling out

extension TextPattern {
  /// One text that the pattern accepts, to be shown: of alternatives the first, and none where none
  /// is needed; runs of any letters are left out.
  package var example: String {
    let spelt = Self.spelt(node, atMost: Self.mostSpellings).lazy.map {
      Self.words($0.text.replacing("*", with: ""))
    }
    return spelt.first { !lettersAndDigits($0).isEmpty } ?? ""
  }

  /// Whether the example leaves out a run of any letters, so that it may be no whole word.
  var isStem: Bool { spellings.first?.contains("*") ?? true }

  /// As many texts as are spelt out of one pattern; more are more than anybody reads.
  package static let mostSpellings = 20

  /// Texts that the pattern accepts, those nearest to the example first, with `*` for any run.
  package var spellings: [String] {
    var seen: Set<String> = []
    return Self.spelt(node, atMost: Self.mostSpellings).map { Self.words($0.text) }.filter {
      !lettersAndDigits($0).isEmpty && seen.insert($0).inserted
    }
  }

  /// Whether it accepts no more than what is spelt out.
  package var isSpeltOut: Bool {
    Self.spelt(node, atMost: Self.mostSpellings + 1).count <= Self.mostSpellings
  }

  private typealias Spelling = (text: String, distance: Int)

  /// Texts of a part of a pattern with their distance from the first: how many alternatives further.
  private static func spelt(_ node: Node, atMost most: Int) -> [Spelling] {
    switch node {
    case .character(let character): [(String(character), 0)]
    case .anything: [("*", 0)]
    case .sequence(let nodes):
      nodes.reduce([("", 0)]) { heads, node in
        let tails = spelt(node, atMost: most)
        return nearest(
          heads.flatMap { head in
            tails.map { (head.text + $0.text, head.distance + $0.distance) }
          },
          atMost: most
        )
      }
    case .alternatives(let nodes):
      nearest(
        // What may be left out is left out first.
        (nodes.filter(isNothing) + nodes.filter { !isNothing($0) }).enumerated().flatMap {
          place,
          node in
          spelt(node, atMost: most).map { ($0.text, $0.distance + place) }
        },
        atMost: most
      )
    }
  }

  private static func isNothing(_ node: Node) -> Bool { node == .sequence([]) }

  private static func nearest(_ spellings: [Spelling], atMost most: Int) -> [Spelling] {
    // In order of distance, as written among equals, and each text once.
    let sorted = spellings.enumerated().sorted {
      ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset)
    }
    var seen: Set<String> = []
    return Array(
      sorted.map(\.element).filter { seen.insert($0.text).inserted }.prefix(most)
    )
  }

  private static func words(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
