import Content

/// What the drafts of several files are called: a file’s name, and as much of its folders as tells it
/// apart from the others.
///
/// A draft holds the questions of one file: of two files with one draft the second would replace the
/// questions of the first that are called alike.
package struct DraftNames {
  /// A name for each path, in their order; a path that is given twice has one name.
  package private(set) var names: [String]

  package init(of paths: [String]) {
    let parts = paths.map { Self.parts(of: $0) }
    var depths = [Int](repeating: 1, count: paths.count)
    names = zip(parts, depths).map { Self.name($0, depth: $1) }
    while true {
      let shared = places(shared: paths).flatMap(\.self).filter { depths[$0] < parts[$0].count }
      guard !shared.isEmpty else { break }
      for place in shared {
        depths[place] += 1
        names[place] = Self.name(parts[place], depth: depths[place])
      }
    }
    // Folders that a slug does not tell apart are told apart by number.
    while let group = places(shared: paths).first {
      let first = paths[group[0]]
      var numbers: [String: Int] = [first: 1]
      for place in group where paths[place] != first {
        let number = numbers[paths[place]] ?? numbers.count + 1
        numbers[paths[place]] = number
        names[place] = "\(number) \(names[place])"
      }
    }
  }

  /// The places of different paths whose drafts would be one.
  private func places(shared paths: [String]) -> [[Int]] {
    let groups = Dictionary(grouping: names.indices) { slug(names[$0], fallback: "draft") }
    return groups.values.filter { Set($0.map { paths[$0] }).count > 1 }.sorted { $0[0] < $1[0] }
  }

  /// Folders and the name without its ending.
  private static func parts(of path: String) -> [String] {
    var parts = path.split(separator: "/").map(String.init).filter { $0 != "." && $0 != ".." }
    guard let file = parts.popLast() else { return [path] }
    guard let dot = file.lastIndex(of: "."), dot > file.startIndex else { return parts + [file] }
    return parts + [String(file[..<dot])]
  }

  private static func name(_ parts: [String], depth: Int) -> String {
    parts.suffix(depth).joined(separator: " ")
  }
}
