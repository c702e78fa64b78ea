/// The colours of a page in one scheme, as `#rrggbb`.
///
/// ``readablePairs`` lists every pair of text and ground that occurs; a test holds each to a contrast
/// of 4.5 to 1 (WCAG 2.2, success criterion 1.4.3).
package struct Palette: Sendable {
  package let ground: String
  package let text: String
  package let muted: String
  package let accent: String
  package let weak: String
  package let rule: String
  package let track: String
  package let note: String

  /// Shades of a share, from small to large.
  package let heat: [String]

  package static let light = Palette(
    ground: "#fdfcf9",
    text: "#1f2429",
    muted: "#595f66",
    accent: "#1f4f7a",
    weak: "#9c3a10",
    rule: "#c9c5bb",
    track: "#e2dfd7",
    note: "#f4f0e6",
    heat: ["#f0f3f5", "#dfe8ef", "#c8d9e7", "#aecae0"]
  )

  package static let dark = Palette(
    ground: "#16191d",
    text: "#e6e3dc",
    muted: "#a7abb0",
    accent: "#8dbce8",
    weak: "#f2a277",
    rule: "#4a4f56",
    track: "#30353b",
    note: "#22262b",
    heat: ["#1d242b", "#223140", "#284056", "#2f506f"]
  )

  package var readablePairs: [(text: String, ground: String)] {
    let onGround = [text, muted, accent, weak].map { ($0, ground) }
    return onGround + [(text, note), (muted, note)] + heat.map { (text, $0) }
  }

  /// The colours as custom properties.
  var css: String {
    let named = [
      ("ground", ground), ("text", text), ("muted", muted), ("accent", accent), ("weak", weak),
      ("rule", rule), ("track", track), ("note", note),
    ]
    let shades = heat.enumerated().map { ("heat\($0.offset)", $0.element) }
    return (named + shades).map { "--\($0.0):\($0.1)" }.joined(separator: ";")
  }
}
