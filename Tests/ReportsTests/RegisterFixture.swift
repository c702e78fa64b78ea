import Content
import Records
import Reports

/// A register with entries of every kind, made by hand.
enum RegisterFixture {
  static func report(_ entries: [RegisterReport.Entry] = entries) throws -> RegisterReport {
    try RegisterReport(entries: entries, basis: SmallTown.report().basis)
  }

  static let entries: [RegisterReport.Entry] = [
    RegisterReport.Entry(
      id: "R-0001",
      title: "Staff confirm changed bank details by replying to the same mail",
      source: "signal: payment-changes below target in finance",
      state: "verifying",
      phase: .check,
      severity: "high",
      owner: "p-000000000003",
      raised: day(2026, 1, 12),
      due: day(2026, 5, 20),
      priority: .init(
        score: 14.4,
        parts: ["severity 4", "likelihood 3", "exposure 2", "effort 2"]
      ),
      causes: ["The form for suppliers has no place for a second channel", "Affects two teams"],
      actions: ["Change the form, p-000000000003, done 2026-03-02"],
      criterion: "mastery of payment-changes in finance above 0.80, n at least 8, within 90 days",
      baseline: "0.52 (0.34–0.70), n = 21 on 2026-01-12",
      measurement: "0.71 (0.54–0.84), n = 22 on 2026-05-18",
      waiting: "the window ends on 2026-06-01",
      history: [
        .init(day: day(2026, 1, 12), words: "raised by a signal", actor: "system"),
        .init(day: day(2026, 1, 14), words: "classified as nonconformity", actor: "p-000000000001"),
        .init(day: day(2026, 1, 20), words: "reported to the bank", actor: nil),
      ]
    ),
    RegisterReport.Entry(
      id: "R-0002",
      title: "Reports of lost devices arrive a day late",
      source: "staff suggestion",
      state: "in action",
      phase: .do,
      severity: "medium",
      owner: "p-000000000004",
      raised: day(2026, 2, 3),
      due: day(2026, 7, 1),
      priority: .init(score: 9, parts: ["severity 3", "likelihood 3", "exposure 2", "effort 2"])
    ),
    RegisterReport.Entry(
      id: "R-0003",
      title: "Item on sign-in prompts has two defensible answers",
      source: "item analysis",
      state: "raised",
      phase: .plan,
      severity: "low",
      raised: day(2026, 5, 2),
      priority: .init(score: 2.5, parts: ["severity 1", "likelihood 5", "exposure 1", "effort 2"])
    ),
    RegisterReport.Entry(
      id: "R-0004",
      title: "New joiners meet no lesson in their first month",
      source: "internal audit",
      state: "closed",
      phase: .act,
      severity: "medium",
      owner: "p-000000000005",
      raised: day(2025, 11, 10),
      closed: day(2026, 3, 20),
      outcome: .effective,
      priority: .init(score: 6, parts: ["severity 3", "likelihood 2", "exposure 2", "effort 2"]),
      criterion: "share of joiners with a lesson within 30 days above 0.9, n at least 8",
      measurement: "0.95 (0.80–0.99), n = 20",
      verdict: "effective"
    ),
    RegisterReport.Entry(
      id: "R-0005",
      title: "A reminder was sent and nothing changed",
      source: "management review",
      state: "closed",
      phase: .act,
      severity: "low",
      owner: "p-000000000006",
      raised: day(2025, 12, 1),
      closed: day(2026, 4, 9),
      outcome: .notEffective,
      priority: .init(score: 3, parts: ["severity 2", "likelihood 3", "exposure 1", "effort 2"]),
      verdict: "not effective; taken up in R-0002"
    ),
    RegisterReport.Entry(
      id: "R-0006",
      title: "A second mailbox for reports",
      source: "staff suggestion",
      state: "declined",
      phase: .act,
      severity: "low",
      raised: day(2026, 1, 8),
      closed: day(2026, 1, 15),
      priority: .init(score: 1, parts: ["severity 1", "likelihood 1", "exposure 1", "effort 1"]),
      waiting: nil
    ),
  ]
}
