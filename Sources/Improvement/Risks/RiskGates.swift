import Content
import Records

extension SystemGate {
  func risk() -> [Refusal] {
    system.risks[subject] == nil
      ? [
        refuse(
          "no-such-risk",
          "there is no risk ‘\(subject)’",
          next: "add it with: debrief risk add \(subject) …"
        )
      ] : []
  }

  func level(_ level: RiskLevel) -> [Refusal] {
    level.isInRange
      ? [] : [refuse("level-out-of-range", "likelihood and impact go from 1 to 5")]
  }

  func reviewDay(_ day: Day) -> [Refusal] {
    day > today && day <= today.adding(years: 3)
      ? [] : [refuse("review-outside", "the review lies after today and within three years")]
  }

  /// Every acceptance ends within twelve months, and is looked at before.
  func expiry(_ expiry: Day?, review: Day) -> [Refusal] {
    guard let expiry else {
      return [refuse("no-expiry", "an acceptance has a day on which it ends")]
    }
    return
      (expiry > today && expiry <= today.adding(years: 1)
      ? []
      : [refuse("expiry-outside", "an acceptance ends after today and within twelve months")])
      + (review > today && review <= expiry
        ? [] : [refuse("review-outside", "the review lies after today and not after the expiry")])
  }
}
