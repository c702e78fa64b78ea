import Records

/// Who acts on the register, and in which duties.
package struct RegisterActor: Hashable, Sendable {
  package let person: PersonID
  package let duties: Set<Duty>

  package init(person: PersonID, duties: Set<Duty>) {
    self.person = person
    self.duties = duties
  }

  /// The checks that run by themselves; they see, and decide nothing.
  package static let system = RegisterActor(person: .system, duties: [])

  /// Somebody who reports and does not want to be known.
  package static let anonymous = RegisterActor(person: .anonymous, duties: [])

  /// Whether there is one accountable person behind it.
  package var isAccountable: Bool { person.isAccountable }
}

extension PersonID {
  /// Stands in the log where the reporter does not want to be known; it is nobody's pseudonym.
  package static let anonymous = PersonID(rawValue: "anonymous")

  /// Whether this is a person's pseudonym, and not the product, nobody, or the name of a team.
  package var isAccountable: Bool { rawValue.hasPrefix("p-") && rawValue.utf8.count > 2 }
}

/// How many people an organisation has, which decides how far duties can be kept apart.
package struct OrganisationSize: Hashable, Sendable {
  /// Enrolled people who did not leave.
  package let activePeople: Int

  package init(activePeople: Int) { self.activePeople = activePeople }

  /// Three or fewer: the same person may do both, and has to say so.
  package var isSmall: Bool { activePeople <= 3 }
}
