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

  private indirect enum Node {
    case character(Character)
    case anything
    case sequence([Node])
    case alternatives([Node])
  }

  private let steps: [Step]

  /// One text that the pattern accepts: the first of all alternatives, runs left out.
  package let example: String

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
    example = Self.spell(node)
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
      default:
        let plain = lettersAndDigits(String(next)).map(Node.character)
        branches[branches.count - 1] += plain
      }
    }
    let nodes = branches.map(Node.sequence)
    return nodes.count == 1 ? nodes[0] : .alternatives(nodes)
  }

  private static func compile(_ node: Node, into steps: inout [Step]) {
    switch node {
    case .character(let character): steps.append(.character(character))
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

  private static func spell(_ node: Node) -> String {
    switch node {
    case .character(let character): String(character)
    case .anything: ""
    case .sequence(let nodes): nodes.map(spell).joined()
    case .alternatives(let nodes): nodes.map(spell).first { !$0.isEmpty } ?? ""
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
