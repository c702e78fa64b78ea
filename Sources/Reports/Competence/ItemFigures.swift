import Competence
import Content
import Psychometrics

/// How an item behaved at first attempts, as it may be shown.
package struct ItemFigures: Hashable, Sendable {
  package let item: ItemID
  package let keyDigest: Digest

  /// Today's wording; the id where the content no longer has the item.
  package let stem: String
  package let facility: Share

  /// People who were sure and wrong, of all who met the item.
  package let misconceptions: Share
  package let discrimination: CorrelationInterval?

  /// Why there is none.
  package let withoutDiscrimination: String?

  /// What speaks against the item, in words.
  package let verdicts: [String]

  init(_ analysis: ItemAnalysis, library: ContentLibrary, confidence: Probability) {
    let current = library.item(analysis.question.item)
    item = analysis.question.item
    keyDigest = analysis.question.keyDigest
    stem = current?.stem ?? analysis.question.item.rawValue
    facility = Share(analysis.facility.correct, analysis.facility.interval)
    misconceptions =
      Share(analysis.misconceptions, of: analysis.facility.sampleSize, confidence: confidence)
      ?? facility
    discrimination = analysis.discrimination
    withoutDiscrimination =
      analysis.discrimination == nil
      ? analysis.discriminationIsUndefined?.words ?? "cannot be estimated" : nil
    let answered = current.flatMap { library.version(of: $0.id) == analysis.version ? $0 : nil }
    verdicts = analysis.verdicts.map { $0.words(answered) }
  }

  var order: String { "\(item) \(keyDigest)" }
}

extension ItemAnalysis.Verdict {
  /// The verdict for a reader, with the text of an option.
  ///
  /// The item is there only if the content still has the version that was answered; otherwise the
  /// letter of an option does not mean what the content shows.
  func words(_ item: Item?) -> String {
    switch self {
    case .negativeDiscrimination:
      return "who knows more elsewhere chooses the key less often: check the key"
    case .belowGuessing:
      return "fewer people choose the key than would by guessing: check key and wording"
    case .distractorPreferred(let option):
      let text = item.flatMap { item -> String? in
        guard case .choice(let choice) = item.interaction else { return nil }
        return choice.options.first { $0.id == option }?.text
      }
      return "option \(option)\(text.map { " (“\($0)”)" } ?? "") draws more people than the key"
    }
  }
}

extension UndefinedMoment {
  fileprivate var words: String {
    switch self {
    case .tooFew(let count, let needed): "needs \(needed) people with other answers, has \(count)"
    case .noVariance: "everybody answered alike"
    case .unpaired, .notFinite: "cannot be estimated"
    }
  }
}
