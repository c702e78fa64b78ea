import Content
import Improvement
import Testing

@Suite struct `Criterion and decimals` {
  @Test(arguments: [
    ("0.80", 10, Effectiveness.effective), ("0.8", 10, .effective),
    ("0.7999999", 10, .notEffective),
    ("0.99", 9, .inconclusive), ("0.10", 9, .inconclusive), ("-0.9", 10, .notEffective),
  ])
  func `the result follows from value and n`(_ value: String, _ n: Int, _ expected: Effectiveness) {
    #expect(Facts.criterion().judgement(of: Facts.measurement(value, n: n)) == expected)
  }

  @Test func `below means at most`() {
    let criterion = Criterion(
      metric: "repeats",
      direction: .below,
      threshold: Facts.decimal("0"),
      minimumN: 1,
      windowDays: 30,
      method: Facts.sentence,
      verifier: Cast.verifier.person
    )
    #expect(criterion.isReached(by: Facts.decimal("0.0")))
    #expect(!criterion.isReached(by: Facts.decimal("1")))
    #expect(criterion.words == "repeats at most 0, n at least 1, after 30 days")
  }

  @Test func `a figure of another metric says nothing`() {
    let other = Facts.measurement("1", n: 500, metric: "clicks")
    #expect(Facts.criterion().judgement(of: other) == .inconclusive)
  }

  @Test func `the digest changes with every part`() {
    let digests = [
      Facts.criterion(), Facts.criterion(threshold: "0.8"), Facts.criterion(minimumN: 11),
      Facts.criterion(method: .plain("Count the changes in the bank's log")),
      Facts.criterion(verifier: Cast.lead.person),
    ].map(\.digest)
    #expect(Set(digests).count == digests.count)
  }

  @Test(arguments: ["0", "-1", "12.50", "007", "-0.0", "123456789012345678901234567890.5"])
  func `decimals keep their text`(_ text: String) throws {
    #expect(try #require(DecimalText(text)).description == text)
  }

  @Test(arguments: [
    "", "-", ".5", "5.", "1.2.3", "+1", "1e3", "1,5", " 1", "1 ", "--1", "0x10", "٣", "NaN",
    String(repeating: "9", count: 41),
  ])
  func `anything else is no decimal`(_ text: String) {
    #expect(DecimalText(text) == nil)
  }

  @Test func `decimals are ordered exactly, far beyond floating point`() throws {
    let ascending = [
      "-20", "-3.5", "-3.25", "-0.01", "0", "0.0000000000000000000000000001", "0.5", "0.50001", "3",
      "10", "9007199254740992", "9007199254740993",
    ].map(Facts.decimal)
    for (index, left) in ascending.enumerated() {
      for (other, right) in ascending.enumerated() {
        #expect((left < right) == (index < other), "\(left) < \(right)")
        #expect((left == right) == (index == other), "\(left) == \(right)")
      }
    }
    for (left, right) in [("0.8", "0.80"), ("-0", "0"), ("007", "7.0")] {
      let (left, right) = (Facts.decimal(left), Facts.decimal(right))
      #expect(left == right && !(left < right) && left.hashValue == right.hashValue)
    }
    #expect(Facts.decimal("-12.50").double == -12.5)
  }
}
