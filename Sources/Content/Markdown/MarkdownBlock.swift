import CCmarkGFM

/// A block of a Markdown document, as cmark-gfm sees it, without pointers into C.
struct MarkdownBlock {
  indirect enum Kind {
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
  private static let extensionsAreRegistered: Void = cmark_gfm_core_extensions_ensure_registered()

  static func blocks(of text: String) -> [MarkdownBlock] {
    _ = extensionsAreRegistered
    guard let parser = cmark_parser_new(CMARK_OPT_SOURCEPOS) else { return [] }
    for name in ["tasklist", "table"] {
      cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name))
    }
    var copy = text
    copy.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        cmark_parser_feed(parser, characters.baseAddress, characters.count)
      }
    }
    let document = cmark_parser_finish(parser)
    cmark_parser_free(parser)
    defer { cmark_node_free(document) }
    return children(of: document).compactMap { block($0, depth: 0) }
  }

  /// Deeper nesting than this is not converted; a lesson needs three levels.
  private static let deepestNesting = 32

  private static func block(_ node: OpaquePointer, depth: Int) -> MarkdownBlock? {
    guard depth < deepestNesting else { return nil }
    let nested = { children(of: node).compactMap { block($0, depth: depth + 1) } }
    let kind: MarkdownBlock.Kind
    switch name(of: node) {
    case "heading":
      kind = .heading(level: Int(cmark_node_get_heading_level(node)), text: plainText(of: node))
    case "paragraph": kind = picture(in: node) ?? .paragraph(plainText(of: node))
    case "block_quote": kind = .quote(nested())
    case "code_block": kind = .code(literal(of: node))
    case "html_block": kind = .html(literal(of: node))
    case "thematic_break": kind = .rule
    case "table":
      kind = .table(children(of: node).map { row in children(of: row).map { plainText(of: $0) } })
    case "list":
      let items = children(of: node).map { item in
        MarkdownBlock.ListItem(
          isChecked: name(of: item) == "tasklist"
            ? cmark_gfm_extensions_get_tasklist_item_checked(item) : nil,
          line: Int(cmark_node_get_start_line(item)),
          blocks: children(of: item).compactMap { block($0, depth: depth + 2) }
        )
      }
      kind = .list(isOrdered: cmark_node_get_list_type(node) == CMARK_ORDERED_LIST, items: items)
    default: return nil
    }
    return MarkdownBlock(kind: kind, line: Int(cmark_node_get_start_line(node)))
  }

  /// A paragraph that holds one picture and nothing else.
  private static func picture(in node: OpaquePointer) -> MarkdownBlock.Kind? {
    let inside = children(of: node)
    guard inside.count == 1, name(of: inside[0]) == "image" else { return nil }
    return .image(
      alternative: plainText(of: inside[0]),
      path: String(cString: cmark_node_get_url(inside[0]))
    )
  }

  /// The text of inline nodes: code keeps its backquotes, emphasis goes, a link keeps its address.
  private static func plainText(of node: OpaquePointer, depth: Int = 0) -> String {
    guard depth < deepestNesting else { return "" }
    return inlineText(of: node, depth: depth + 1).trimmed
  }

  private static func inlineText(of node: OpaquePointer, depth: Int) -> String {
    children(of: node).map { child in
      switch name(of: child) {
      case "text", "html_inline": literal(of: child)
      case "code": "`\(literal(of: child))`"
      case "softbreak", "linebreak": " "
      case "link", "image":
        "\(plainText(of: child, depth: depth)) (\(String(cString: cmark_node_get_url(child))))"
      default: depth < deepestNesting ? inlineText(of: child, depth: depth + 1) : ""
      }
    }.joined()
  }

  private static func children(of node: OpaquePointer?) -> [OpaquePointer] {
    Array(
      sequence(first: cmark_node_first_child(node)) { cmark_node_next($0) }.prefix { $0 != nil }
    )
    .compactMap(\.self)
  }

  private static func name(of node: OpaquePointer) -> String {
    String(cString: cmark_node_get_type_string(node))
  }

  private static func literal(of node: OpaquePointer) -> String {
    cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
  }
}

extension StringProtocol {
  /// Without white space at either end.
  package var trimmed: String {
    var rest = self[...]
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }
}
