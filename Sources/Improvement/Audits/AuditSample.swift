import Content
import Psychometrics
import Records

/// Cases drawn by chance from a population, in a way that anybody can repeat: same population, same
/// seed, same cases.
///
/// The population is named by the digest of its sorted members, so a later drawing from a population
/// that has changed is seen to be another.
package struct AuditSample: Hashable, Sendable {
  /// What was drawn from: `people`, `entries`, `lessons` or `items`.
  package let of: String
  package let population: Int
  package let populationDigest: Digest
  package let seed: UInt64

  /// The cases in their order in the population.
  package let drawn: [String]

  /// Draws at most `size` members.
  package init(of population: String, members: some Sequence<String>, size: Int, seed: UInt64) {
    let members = Set(members).sorted()
    var generator = SplitMix64(seed: seed, stream: "audit sample")
    of = population
    self.population = members.count
    populationDigest = Digest(of: JSONValue.array(members.map(JSONValue.string)).canonicalBytes)
    self.seed = seed
    drawn = Array(members.stablyShuffled(using: &generator).prefix(max(0, size))).sorted()
  }

  package var words: String {
    "\(drawn.count) of \(population) \(of) drawn with seed \(seed)"
  }

  /// How many of the population may still not conform when every drawn case does, at a confidence.
  ///
  /// The exact hypergeometric bound: the largest number of defects for which drawing none of them has
  /// at least the remaining probability. Computed as a product of ratios, largest first.
  package func mostDefects(confidence: Double = 0.95) -> Int {
    let (total, size) = (population, drawn.count)
    var chance = 1.0  // of drawing no defect among `defects`
    var defects = 0
    while defects < total - size {
      chance *= Double(total - size - defects) / Double(total - defects)
      if chance < 1 - confidence { return defects }
      defects += 1
    }
    return defects
  }

  /// What the sample lets one say.
  package var statement: String {
    drawn.count == population
      ? "all \(population) \(of) were looked at; nothing is inferred"
      : "if all \(drawn.count) conform, at most \(mostDefects()) of the \(population) \(of) do not, "
        + "with 95 % confidence"
  }
}

extension AuditSample: RecordedValue {
  var recorded: JSONValue {
    [
      "of": .string(of), "population": .integer(population),
      "populationDigest": populationDigest.recorded, "seed": .string(String(seed)),
      "drawn": drawn.recorded,
    ]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    of = try members.read("of")
    population = try members.read("population")
    populationDigest = try members.read("populationDigest")
    let text: String = try members.read("seed")
    guard let number = UInt64(text) else {
      throw .form(member: members.place(of: "seed"), expected: "a number from 0 to 2^64 - 1")
    }
    seed = number
    drawn = try members.read("drawn")
    try members.end()
  }
}
