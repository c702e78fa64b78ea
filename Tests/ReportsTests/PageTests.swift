import Content
import Records
import Reports
import Testing

@Suite struct `Page` {
  static func pages() throws -> [(name: String, html: String)] {
    [
      ("competence", try SmallTown.report().html),
      ("competence without a log", try SmallTown.emptyReport().html),
      ("register", try RegisterFixture.report().html),
      ("register without entries", try RegisterFixture.report([]).html),
    ]
  }

  @Test func `is well-formed XML`() throws {
    for page in try Self.pages() { #expect(PageReader(page.html).fault == nil, "\(page.name)") }
  }

  @Test func `names every id once, and every reference finds its id`() throws {
    for page in try Self.pages() {
      let reader = PageReader(page.html)
      #expect(Set(reader.ids).count == reader.ids.count, "\(page.name): \(reader.ids)")
      for link in reader.links {
        #expect(link.hasPrefix("#") && reader.ids.contains(String(link.dropFirst())), "\(link)")
      }
      for id in reader.references { #expect(reader.ids.contains(id), "\(page.name): \(id)") }
    }
  }

  @Test func `has one first heading, a skip link, a language and landmarks`() throws {
    for page in try Self.pages() {
      let reader = PageReader(page.html)
      #expect(reader.elements.count { $0 == "h1" } == 1)
      for name in ["main", "header", "footer", "nav"] {
        #expect(reader.elements.count { $0 == name } == 1, "\(page.name): \(name)")
      }
      #expect(page.html.contains("<html lang=\"en\">"))
      #expect(reader.links.first == "#content")
    }
  }

  @Test func `gives every chart a title, a description and a table`() throws {
    for page in try Self.pages() {
      let reader = PageReader(page.html)
      for chart in reader.charts {
        #expect(!chart.title.isEmpty && !chart.description.isEmpty, "\(page.name): \(chart.id)")
        #expect(chart.hasTable, "\(page.name): \(chart.id)")
      }
      #expect(reader.silentDrawings == 0)
    }
    #expect(try PageReader(SmallTown.report().html).charts.count == 3)
    #expect(try PageReader(RegisterFixture.report().html).charts.count == 1)
  }

  @Test func `fetches and runs nothing`() throws {
    let banned: Set = [
      "script", "link", "img", "iframe", "object", "embed", "use", "image", "form", "base", "audio",
      "video", "foreignObject",
    ]
    for page in try Self.pages() {
      let reader = PageReader(page.html)
      #expect(banned.isDisjoint(with: reader.elements), "\(page.name)")
      let isActive = { (attribute: String) in
        let name = attribute.split(separator: " ").last ?? ""
        return name.hasPrefix("on") || name == "src" || name == "style" || name == "srcset"
      }
      #expect(!reader.attributes.contains(where: isActive), "\(page.name)")
      for address in ["http:", "https:", "//", "@import", "url(h", "data:"] {
        #expect(!page.html.contains(address), "\(page.name) holds \(address)")
      }
      #expect(page.html.contains("default-src 'none'; style-src 'unsafe-inline'"))
    }
  }

  @Test func `says what it rests on and that it is simulated`() throws {
    let report = try SmallTown.report()
    for html in [report.html, try RegisterFixture.report().html] {
      let text = PageReader(html).text
      #expect(text.contains("debrief/example-council/1/0"))
      #expect(text.contains("74\u{A0}entries"))
      #expect(text.contains(report.basis.head.root.description))
      #expect(text.contains("the end of 2026-05-31, Europe/Berlin"))
      #expect(text.contains("debrief records verify"))
      #expect(text.split(separator: ReportBasis.simulatedWords).count == 3)
    }
    let real = try SmallTown.log().report(asOf: SmallTown.end).html
    #expect(!real.contains("Simulated:"))
    #expect(real.contains("Recorded, not simulated."))
  }
}
