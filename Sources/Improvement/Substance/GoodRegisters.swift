import Content
import Records

/// Whole registers about which no rule has anything to say, however unusual they look.
package enum GoodRegisters {
  package static let all: [SubstanceExample] = [fast, alone, honest]

  /// Small opportunities that were done and shown to work within days, now and then.
  private static let fast = SubstanceExample.good("fast and legitimate closures") { register in
    register.today = 150
    for number in 1...6 {
      register.entry(number) { entry in
        entry.raised = number * 20
        (entry.isNonconformity, entry.severity, entry.effort) = (false, .low, .one)
        (entry.control, entry.window, entry.finish, entry.due) = (nil, 1, 4, 7)
        entry.leavesOut = [.contain, .cause]
        entry.close = number * 20 + 6
      }
    }
    register.audit("spring", on: 145)
  }

  /// One person who does everything, and says so each time.
  private static let alone = SubstanceExample.good("a company of one person") { register in
    register.people = 1
    register.today = 210
    for number in 1...2 {
      register.entry(number) { entry in
        entry.raised = number * 50
        entry.control = ControlID(rawValue: number == 1 ? "A.5.14" : "A.8.13")
        entry.whys =
          number == 1
          ? entry.whys
          : ["The copy of March was empty", "The script ends with success when the disk is full"]
        (entry.raiser, entry.classifier, entry.analyst) = (.lead, .lead, .lead)
        (entry.planner, entry.owner, entry.verifier, entry.closer) = (.lead, .lead, .lead, .lead)
        entry.declaresConflict = true
      }
    }
    register.audit(
      "year",
      on: 200,
      by: .lead,
      areaOwner: .lead,
      declaresConflict: true
    )
    register.review("year", on: 205, attendees: [.lead], closedBy: .lead)
  }

  /// An audit that looked and found nothing, and a review that decided something all the same.
  private static let honest = SubstanceExample.good("an honest audit without a finding") {
    register in
    register.entry()
    register.audit("spring", on: 120)
    register.review("year", on: 150)
  }
}
