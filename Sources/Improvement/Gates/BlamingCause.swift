import Content
import Records

/// Recognises an analysis that ends at a person.
///
/// Whoever did it could do it because something let them: a root cause is what can be changed so that
/// nobody does it again. It knows set phrases in English and German, pseudonyms, and a person as the
/// subject of a reproach; it does not know names, and a determined writer gets round it.
package enum BlamingCause {
  package static func isBlaming(_ text: String) -> Bool {
    let words = TextSubstance.words(of: text)
    let folded = " \(words.joined(separator: " ")) "
    return phrases.contains { folded.contains(" \($0)") } || namesPseudonym(text)
      || reproachesPerson(words, folded)
  }

  private static func namesPseudonym(_ text: String) -> Bool {
    text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "-") }.contains { word in
      word.hasPrefix("p-") && word.utf8.count == 14
        && word.dropFirst(2).allSatisfy(\.isHexDigit)
    }
  }

  private static func reproachesPerson(_ words: [String], _ folded: String) -> Bool {
    let subject = words.drop { determiners.contains($0) || $0 == "new" || $0 == "responsible" }
    guard let first = subject.first else { return false }
    let isPerson = people.contains(first) || people.contains(subject.dropFirst().first ?? "")
    return isPerson && reproaches.contains { folded.contains(" \($0) ") }
  }

  private static let phrases = [
    "human error", "human mistake", "human failure", "user error", "user mistake",
    "operator error", "employee error", "personal mistake", "individual mistake",
    "be more careful", "more careful", "more carefully", "pay more attention",
    "pay attention", "paid attention", "lack of attention", "inattenti", "careless",
    "negligen", "lack of care", "lack of diligence", "should have known", "should know better",
    "common sense", "lazy", "laziness", "stupid", "incompeten", "somebody forgot",
    "someone forgot", "menschliches versagen", "menschlicher fehler", "unachtsam", "unaufmerksam",
    "nachlässig", "fahrlässig", "besser aufpassen", "mehr aufpassen", "schusselig",
  ]

  private static let determiners: Set<String> = [
    "a", "an", "the", "one", "our", "some", "this", "that", "because", "since",
  ]

  private static let people: Set<String> = [
    "he", "she", "they", "somebody", "someone", "person", "people", "user", "users", "employee",
    "employees", "colleague", "colleagues", "clerk", "staff", "operator", "administrator", "admin",
    "manager", "intern", "trainee", "contractor", "developer", "engineer", "accountant",
    "assistant", "receptionist", "nurse", "member", "worker", "cashier", "recipient", "victim",
  ]

  private static let reproaches = [
    "forgot", "failed to", "failed", "did not check", "didn't check", "did not follow",
    "didn't follow", "did not read", "didn't read", "did not think", "didn't think",
    "did not pay", "didn't pay", "did not care", "didn't care", "did not notice",
    "didn't notice", "ignored", "overlooked", "clicked", "fell for", "made a mistake",
    "made an error", "was tired", "was stressed", "was distracted", "was in a hurry",
    "were distracted", "should have",
  ]
}
