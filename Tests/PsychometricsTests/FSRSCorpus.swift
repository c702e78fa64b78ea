import Psychometrics
import Testing

/// `fsrs/public.json`: sequences of reviews as py-fsrs (double precision, no ceiling of stability) and
/// fsrs-rs (single precision, ceiling 36,500) compute them.
struct FSRSCorpus: Decodable {
  struct Conventions: Decodable {
    let tolerance: String
  }

  struct Agreement: Decodable {
    let rows: Int
    let intervalRows: Int
  }

  struct Review: Decodable {
    struct Peer: Decodable {
      let stability: Double
      let difficulty: Double
      let retrievabilityBefore: Double?
      let rawIntervals: [String: Double]
      let intervals: [String: Int]?

      enum CodingKeys: String, CodingKey {
        case stability, difficulty
        case retrievabilityBefore = "retrievability_before"
        case rawIntervals = "interval_raw"
        case intervals = "interval"
      }
    }

    let rating: Int
    let elapsedDays: Int
    let py: Peer
    let rs: Peer

    enum CodingKeys: String, CodingKey {
      case rating, py, rs
      case elapsedDays = "elapsed_days"
    }
  }

  struct Sequence: Decodable {
    let id: Int
    let kind: String
    let parameterSet: String
    let isClampedInRS: Bool
    let reviews: [Review]
    let retrievabilityAfterDays: [String: Double]

    enum CodingKeys: String, CodingKey {
      case id, kind
      case parameterSet = "params"
      case isClampedInRS = "rs_stability_clamped_36500"
      case reviews = "steps"
      case retrievabilityAfterDays = "retrievability_after_days"
    }
  }

  let conventions: Conventions
  let parameterSets: [String: [Double]]
  let agreement: Agreement
  let sequences: [Sequence]

  enum CodingKeys: String, CodingKey {
    case conventions, agreement, sequences
    case parameterSets = "parameter_sets"
  }

  private static let loaded = Result {
    try ReferenceCorpus.load(FSRSCorpus.self, from: "fsrs/public.json")
  }

  /// The file, read once; `nil` only if there is no corpus.
  static func shared() throws -> FSRSCorpus? {
    try loaded.get()
  }
}

extension FSRSCorpus.Agreement {
  enum CodingKeys: String, CodingKey {
    case rows
    case intervalRows = "interval_rows"
  }
}

extension FSRSCorpus.Sequence: CustomTestStringConvertible {
  var testDescription: String { "sequence \(id), \(kind), \(parameterSet)" }
}

/// How near stability (relative) and difficulty (absolute) must come to each peer, as the file says.
struct FSRSTolerances {
  let stabilityToPy: Double
  let stabilityToRS: Double
  let difficultyToPy: Double
  let difficultyToRS: Double

  init(_ conventions: FSRSCorpus.Conventions) throws {
    let form = /S rel (\S+) vs py, (\S+) vs rs; D abs (\S+) vs py, (\S+) vs rs/
    let match = try #require(conventions.tolerance.firstMatch(of: form)?.output)
    stabilityToPy = try #require(Double(match.1))
    stabilityToRS = try #require(Double(match.2))
    difficultyToPy = try #require(Double(match.3))
    difficultyToRS = try #require(Double(match.4))
  }
}
