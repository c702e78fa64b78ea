import CCmarkGFM

/// A block of a Markdown document, as cmark-gfm sees it, without pointers into C.
struct MarkdownBlock {
  enum Kind {
    case heading(level: Int, text: String)
    case paragraph(String)
    case list(isOrdered: Bool, items: [ListItem])
    case quote([MarkdownBlock])
    case code(String)
    case table([[String]])
    case html(String)
    case image(alternative: String, path: String)
    case rule
  }

  struct ListItem {
    /// `nil` for an item without a box.
    let isChecked: Bool?
    let line: Int
    let blocks: [MarkdownBlock]
  }

  let kind: Kind

  /// The line of the file on which the block starts, counted from one.
  let line: Int
}

/// Parses Markdown with GitHub's tables and task lists (GFM 0.29).
///
/// Only the lines of blocks are taken from cmark: its inline columns are wrong on continuation lines.
enum MarkdownParser {
  // Found once and never changed, so all threads may use them.
  nonisolated(unsafe) private static let tasklist = syntaxExtension("tasklist")
  nonisolated(unsafe) private static let table = syntaxExtension("table")

  private static func syntaxExtension(_ name: String) -> OpaquePointer? {
    cmark_gfm_core_extensions_ensure_registered()
    return cmark_find_syntax_extension(name)
  }

  /// The blocks of a document in UTF-8.
  static func blocks(of document: [UInt8]) -> [MarkdownBlock] {
    guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { return [] }
    cmark_parser_attach_syntax_extension(parser, tasklist)
    cmark_parser_attach_syntax_extension(parser, table)
    document.withUnsafeBytes { bytes in
      let characters = bytes.assumingMemoryBound(to: CChar.self)
      cmark_parser_feed(parser, characters.baseAddress, characters.count)
    }
    let root = cmark_parser_finish(parser)
    cmark_parser_free(parser)
    defer { cmark_node_free(root) }
    return blocks(in: root, depth: 0)
  }

  /// Deeper nesting than this is not converted; a lesson needs three levels.
  private static let deepestNesting = 32

  private static func blocks(in node: OpaquePointer?, depth: Int) -> [MarkdownBlock] {
    var blocks: [MarkdownBlock] = []
    blocks.reserveCapacity(children(of: node).reduce(0) { count, _ in count + 1 })
    for child in children(of: node) { block(child, depth: depth).map { blocks.append($0) } }
    return blocks
  }

  private static func block(_ node: OpaquePointer, depth: Int) -> MarkdownBlock? {
    guard depth < deepestNesting, let kind = kind(of: node, depth: depth) else { return nil }
    return MarkdownBlock(kind: kind, line: Int(cmark_node_get_start_line(node)))
  }

  private static func kind(of node: OpaquePointer, depth: Int) -> MarkdownBlock.Kind? {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_HEADING:
      .heading(level: Int(cmark_node_get_heading_level(node)), text: plainText(of: node))
    case CMARK_NODE_PARAGRAPH: picture(in: node) ?? .paragraph(plainText(of: node))
    case CMARK_NODE_BLOCK_QUOTE: .quote(blocks(in: node, depth: depth + 1))
    case CMARK_NODE_CODE_BLOCK: .code(literal(of: node))
    case CMARK_NODE_HTML_BLOCK: .html(literal(of: node))
    case CMARK_NODE_THEMATIC_BREAK: .rule
    case CMARK_NODE_LIST:
      .list(
        isOrdered: cmark_node_get_list_type(node) == CMARK_ORDERED_LIST,
        items: children(of: node).map { listItem($0, depth: depth) }
      )
    default: isTable(node) ? .table(rows(of: node)) : nil
    }
  }

  private static func listItem(_ node: OpaquePointer, depth: Int) -> MarkdownBlock.ListItem {
    let hasBox = cmark_node_get_syntax_extension(node) == tasklist
    return MarkdownBlock.ListItem(
      isChecked: hasBox ? cmark_gfm_extensions_get_tasklist_item_checked(node) : nil,
      line: Int(cmark_node_get_start_line(node)),
      blocks: blocks(in: node, depth: depth + 2)
    )
  }

  /// Types of extensions get their numbers while a program runs, so a table is known by its name.
  private static func isTable(_ node: OpaquePointer) -> Bool {
    cmark_node_get_syntax_extension(node) == table
      && String(cString: cmark_node_get_type_string(node)) == "table"
  }

  private static func rows(of table: OpaquePointer) -> [[String]] {
    children(of: table).map { row in children(of: row).map { plainText(of: $0) } }
  }

  /// A paragraph that holds one picture and nothing else.
  private static func picture(in node: OpaquePointer) -> MarkdownBlock.Kind? {
    guard let inside = cmark_node_first_child(node), cmark_node_next(inside) == nil,
      cmark_node_get_type(inside) == CMARK_NODE_IMAGE
    else { return nil }
    return .image(
      alternative: plainText(of: inside),
      path: String(cString: cmark_node_get_url(inside))
    )
  }

  /// The text of inline nodes: code keeps its backquotes, emphasis goes, a link keeps its address.
  private static func plainText(of node: OpaquePointer, depth: Int = 0) -> String {
    guard depth < deepestNesting else { return "" }
    // Most often all of it is one text.
    if let only = cmark_node_first_child(node), cmark_node_next(only) == nil,
      cmark_node_get_type(only) == CMARK_NODE_TEXT
    {
      return literal(of: only).trimmed
    }
    var text = ""
    write(node, to: &text, depth: depth + 1)
    return text.trimmed
  }

  private static func write(_ node: OpaquePointer, to text: inout String, depth: Int) {
    for child in children(of: node) {
      switch cmark_node_get_type(child) {
      case CMARK_NODE_TEXT, CMARK_NODE_HTML_INLINE: text += literal(of: child)
      case CMARK_NODE_CODE: text += "`\(literal(of: child))`"
      case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: text += " "
      case CMARK_NODE_LINK, CMARK_NODE_IMAGE:
        let address = String(cString: cmark_node_get_url(child))
        text += "\(plainText(of: child, depth: depth)) (\(address))"
      default: if depth < deepestNesting { write(child, to: &text, depth: depth + 1) }
      }
    }
  }

  /// The children one after the other, without an array of them.
  private static func children(of node: OpaquePointer?) -> some Sequence<OpaquePointer> {
    sequence(state: cmark_node_first_child(node)) { next -> OpaquePointer? in
      defer { next = next.flatMap { cmark_node_next($0) } }
      return next
    }
  }

  private static func literal(of node: OpaquePointer) -> String {
    cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
  }
}

extension StringProtocol {
  /// Without white space at either end.
  package var trimmed: String { String(Substring(self).trimmedView) }
}

extension Substring {
  fileprivate var trimmedView: Substring {
    let isPlain = { (byte: UInt8?) in byte.map { $0 < 0x80 && !isBlank($0) } ?? true }
    if isPlain(utf8.first), isPlain(utf8.last) { return self }
    if let ends = trimmedEnds { return self[ends] }
    var rest = self
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return rest
  }

  /// What is left without the white space of ASCII; `nil` where something else comes next to it,
  /// which may be white space too, or join with it into one character.
  private var trimmedEnds: Range<Index>? {
    guard let first = utf8.firstIndex(where: { !isBlank($0) }),
      let last = utf8.lastIndex(where: { !isBlank($0) })
    else { return startIndex..<startIndex }
    guard utf8[first] < 0x80, utf8[last] < 0x80 else { return nil }
    return first..<utf8.index(after: last)
  }
}
