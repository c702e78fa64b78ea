import Content
import Records

extension SystemGate {
  var reviewIsClosed: Refusal {
    refuse(
      "review-is-closed",
      "the review ‘\(subject)’ is closed",
      next: "prepare another: debrief review prepare …"
    )
  }

  func openReview() -> [Refusal] {
    guard let review = system.reviews[subject] else {
      return [
        refuse(
          "no-such-review",
          "there is no review ‘\(subject)’",
          next: "prepare it with: debrief review prepare \(subject)"
        )
      ]
    }
    return review.closed == nil ? [] : [reviewIsClosed]
  }
}

extension ManagementSystem {
  mutating func change(
    review record: SystemRecord,
    _ change: (inout ManagementReview) -> Void
  ) throws(SystemFault) {
    guard var review = reviews[record.subject] else {
      throw .unknownSubject(record.event, record.subject)
    }
    change(&review)
    reviews[record.subject] = review
  }
}
