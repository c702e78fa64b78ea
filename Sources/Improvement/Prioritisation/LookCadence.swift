import Content

/// How often leadership, auditors and owners of risks look: as the programme says, else as is usual for
/// the size of the organisation.
package struct LookCadence: Hashable, Sendable {
  /// Months between two looks.
  package struct Interval: Hashable, Sendable {
    package let months: Int

    /// Whether the programme says so; what is usual gives way to what people agree on.
    package let isGiven: Bool

    init(months: Int, isGiven: Bool) {
      self.months = months
      self.isGiven = isGiven
    }

    /// The day by which the next look is due.
    package func day(after day: Day) -> Day { day.adding(days: months * 365 / 12) }
  }

  package let managementReview: Interval
  package let internalAudit: Interval

  /// `nil` where each risk has no more than the day of its own.
  package let riskReview: Interval?

  package init(_ programme: Programme, _ preset: OrganisationPreset) {
    let interval = { (months: Int?) in
      Interval(months: months ?? preset.reviewMonths, isGiven: months != nil)
    }
    managementReview = interval(programme.cadence.managementReview)
    internalAudit = interval(programme.cadence.internalAudit)
    riskReview = programme.cadence.riskReview.map { interval($0) }
  }
}
