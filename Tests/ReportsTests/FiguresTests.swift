import Psychometrics
import Reports
import Testing

@Suite struct `Numbers as text` {
  @Test(arguments: [
    (0.0, 2, "0.00"), (-0.001, 2, "0.00"), (-0.005, 2, "-0.01"), (2.5, 0, "3"), (0.125, 2, "0.13"),
    (1_234.5, 1, "1234.5"), (-12.0, 3, "-12.000"), (.infinity, 1, ""), (.nan, 1, ""),
    (0.069, 2, "0.07"),
  ])
  func `have a fixed count of decimals`(value: Double, places: Int, text: String) {
    #expect(decimal(value, places: places) == text)
  }

  @Test func `for readers have thin spaces, a minus sign and their noun`() {
    #expect(grouped(1_234_567) == "1\u{202F}234\u{202F}567")
    #expect(grouped(999) == "999")
    #expect(grouped(-1_000) == "\u{2212}1\u{202F}000")
    #expect(shownDecimal(-0.25, places: 2) == "\u{2212}0.25")
    #expect(percent(from: 0.541, to: 0.931) == "54–93\u{A0}%")
    #expect(counted(1, "person", "people") == "1\u{A0}person")
  }

  @Test func `months go on over the end of the year`() {
    let months = Month.all(from: Month(of: day(2025, 11, 30)), through: Month(of: day(2026, 2, 1)))
    #expect(months.map(\.iso) == ["2025-11", "2025-12", "2026-01", "2026-02"])
  }
}

@Suite struct `Share of trials` {
  @Test func `of one trial a person, some right and some wrong, is close to Wilson`() throws {
    let people = (0..<40).map { (count: $0 < 30 ? 1 : 0, total: 1) }
    let clustered = try #require(Share(byPerson: people, confidence: 0.9))
    let wilson = try #require(Share(30, of: 40, confidence: 0.9))
    #expect(clustered.share == wilson.share)
    // The spread between people has one degree of freedom less: 39 for 40 trials.
    #expect(abs(clustered.lower - wilson.lower) < 0.002)
    #expect(abs(clustered.upper - wilson.upper) < 0.002)
  }

  @Test func `of people who are each all right or all wrong counts people, not answers`() throws {
    let alike = (0..<20).map { (count: $0 < 15 ? 10 : 0, total: 10) }
    let clustered = try #require(Share(byPerson: alike, confidence: 0.9))
    let people = try #require(Share(15, of: 20, confidence: 0.9))
    #expect(abs(clustered.lower - people.lower) < 0.005)
    #expect(abs(clustered.upper - people.upper) < 0.005)
    #expect(clustered.total == 200)
  }

  @Test func `does not claim certainty where everybody is alike`() throws {
    let all = try #require(
      Share(byPerson: (0..<6).map { _ in (count: 9, total: 9) }, confidence: 0.9)
    )
    #expect(all.upper == 1)
    #expect(all.lower < 0.8)
  }

  @Test func `does not exist without trials or for impossible counts`() {
    #expect(Share(byPerson: [], confidence: 0.9) == nil)
    #expect(Share(byPerson: [(count: 0, total: 0)], confidence: 0.9) == nil)
    #expect(Share(byPerson: [(count: 3, total: 2)], confidence: 0.9) == nil)
    #expect(Share(1, of: 0, confidence: 0.9) == nil)
  }
}

@Suite struct `Interval of a median` {
  @Test func `is silent below eight`() {
    #expect(MedianInterval(of: Array(1...7), confidence: 0.9) == nil)
  }

  /// Binomial tables, n and one half: P(X ≤ 1) is 0.035 for 8, P(X ≤ 5) is 0.021 for 20 and
  /// P(X ≤ 6) is 0.058.
  @Test func `lies between the order statistics of the binomial distribution`() throws {
    let eight = try #require(MedianInterval(of: Array((1...8).reversed()), confidence: 0.9))
    #expect((eight.lower, eight.upper, eight.median) == (2, 7, 4.5))
    let twenty = try #require(MedianInterval(of: Array(1...20), confidence: 0.95))
    #expect((twenty.lower, twenty.upper, twenty.median) == (6, 15, 10.5))
  }
}

@Suite struct `Colours of a page` {
  static let schemes = ["light": Palette.light, "dark": Palette.dark]

  /// Relative luminance as WCAG 2.2 defines it.
  static func luminance(_ colour: String) -> Double {
    let number = Int(colour.dropFirst(), radix: 16) ?? 0
    let linear = [16, 8, 0].map { shift -> Double in
      let value = Double(number >> shift & 255) / 255
      return value <= 0.04045 ? value / 12.92 : power((value + 0.055) / 1.055)
    }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }

  /// x to the power of 2.4, as x² · (x²)^(1/5), the root by Newton's method.
  private static func power(_ x: Double) -> Double {
    let square = x * x
    var root = 1.0
    for _ in 0..<60 {
      let fourth = root * root * root * root
      root -= (fourth * root - square) / (5 * fourth)
    }
    return square * root
  }

  @Test(arguments: ["light", "dark"])
  func `has a contrast of at least 4.5 for every text`(scheme: String) throws {
    let palette = try #require(Self.schemes[scheme])
    for pair in palette.readablePairs {
      let values = [pair.text, pair.ground].map(Self.luminance).sorted()
      let contrast = (values[1] + 0.05) / (values[0] + 0.05)
      #expect(contrast >= 4.5, "\(pair.text) on \(pair.ground): \(contrast)")
    }
  }

  @Test func `luminance is right for black, white and grey`() {
    #expect(Self.luminance("#000000") == 0)
    #expect(abs(Self.luminance("#ffffff") - 1) < 1e-9)
    #expect(abs(Self.luminance("#777777") - 0.1845) < 1e-4)
  }
}
