import Content

/// A report as one file that needs nothing else: style and drawings inside, no script, no address
/// that a browser would fetch.
///
/// The file is well-formed XML as well, so that a machine can read it without an HTML parser. It
/// forbids itself every source by a content security policy: should text ever slip through as markup,
/// it still could not load or run anything.
package struct HTMLPage: Sendable {
  package struct Section: Sendable {
    package let id: String
    package let title: String
    package let body: Markup

    package init(id: String, title: String, _ body: Markup...) {
      self.id = id
      self.title = title
      self.body = Markup(body)
    }
  }

  package let title: String

  /// The report in a sentence or two.
  package let lede: Markup
  package let sections: [Section]
  package let basis: ReportBasis

  package init(title: String, lede: Markup, sections: [Section], basis: ReportBasis) {
    self.title = title
    self.lede = lede
    self.sections = sections
    self.basis = basis
  }

  /// The whole file.
  package var text: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8"/>
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <meta name="generator" content="debrief"/>
    <title>\(escapedText("\(title), \(basis.programme.organisation), \(basis.asOf)"))</title>
    <style>
    \(PageStyle.css)
    </style>
    </head>
    \(body.source)</html>

    """
  }

  private var body: Markup {
    .tag(
      "body",
      .tag("a", ["class": "skip", "href": "#content"], "Skip to the content"),
      header,
      .tag("main", ["id": "content", "tabindex": "-1"], Markup(sections.map(section))),
      PageFooter(basis: basis).markup
    )
  }

  private var header: Markup {
    let links = sections.map { section in
      Markup.tag("li", .tag("a", ["href": "#\(section.id)"], Markup(section.title)))
    }
    return .tag(
      "header",
      .tag("p", ["class": "over"], "\(basis.programme.organisation) · as of \(basis.asOf)"),
      .tag("h1", Markup(title)),
      basis.isSimulated
        ? .tag("p", ["class": "simulated", "role": "note"], Markup(ReportBasis.simulatedWords))
        : .nothing,
      .tag("p", ["class": "lede"], lede),
      .tag("nav", ["aria-label": "Contents"], .tag("ol", Markup(links)))
    )
  }

  private func section(_ section: Section) -> Markup {
    .tag(
      "section",
      ["id": section.id, "aria-labelledby": "\(section.id)-heading"],
      .tag("h2", ["id": "\(section.id)-heading"], Markup(section.title)),
      .tag("div", section.body)
    )
  }
}
