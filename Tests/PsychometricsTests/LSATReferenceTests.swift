import Psychometrics
import Testing

/// `irt/lsat.json`: two sections of the Law School Admission Test (Bock and Lieberman 1970) with the
/// abilities that the R package ltm estimates for each pattern of five responses.
private struct LSATCorpus: Decodable {
  struct Section: Decodable {
    struct Models: Decodable {
      let a: [Double]
      let b: [Double]
    }

    struct Abilities: Decodable {
      let pattern: [String]
      let eap: [Double]
      let se: [Double]
    }

    let twopl: Models
    let abilities: Abilities

    enum CodingKeys: String, CodingKey {
      case twopl
      case abilities = "eap_2pl"
    }
  }

  let lsat6: Section
  let lsat7: Section
}

@Suite(.needsReferenceCorpus) struct `Ability estimates agree with ltm` {
  @Test func `for every pattern of LSAT6 and LSAT7`() throws {
    let corpus = try #require(try ReferenceCorpus.load(LSATCorpus.self, from: "irt/lsat.json"))
    for section in [corpus.lsat6, corpus.lsat7] {
      let models = try zip(section.twopl.a, section.twopl.b).map { slope, location in
        try #require(ItemResponseModel(location: location, slope: slope))
      }
      let abilities = section.abilities
      #expect(abilities.pattern.count == abilities.eap.count && abilities.pattern.count >= 30)
      for (pattern, (mean, error)) in zip(abilities.pattern, zip(abilities.eap, abilities.se)) {
        let estimate = AbilityEstimate(
          from: zip(models, pattern).map { ModelledResponse($0, isCorrect: $1 == "1") }
        )
        // What the grid cuts off below -6 is worth up to 3e-6 for the pattern 00000.
        #expect(isClose(estimate.mean, mean, within: 5e-6), "pattern \(pattern)")
        #expect(isClose(estimate.standardDeviation, error, within: 5e-6), "pattern \(pattern)")
      }
    }
  }
}
