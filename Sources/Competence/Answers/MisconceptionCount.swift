import Content
import Quiz
import Records

/// How many of a role were sure and wrong about an item at their first try.
package struct MisconceptionCount: Hashable, Sendable {
  package let role: RoleID
  package let item: ItemID
  package let sure: Int

  /// First answers of the role; a question that was corrected is met anew.
  package let n: Int

  /// Counts for each role and each item that anybody of it answered, in their order.
  package static func all(
    _ table: AnswerTable,
    roles: [PersonID: [RoleID]]
  ) -> [MisconceptionCount] {
    let names = Set(roles.values.joined()).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
    let held = table.answers.people.names.map { (roles[$0] ?? []).compactMap { numbers[$0] } }
    let none = (sure: 0, n: 0)
    var counts = Array(repeating: none, count: table.questions.count * names.count)
    for row in table.firstQuestionAnswers {
      let question = table.question(row) * names.count
      for role in held[Int(row.person)] {
        counts[question + role].n += 1
        counts[question + role].sure += row.isMisconception ? 1 : 0
      }
    }
    var merged: [Group: (sure: Int, n: Int)] = [:]
    for (index, question) in table.questions.names.enumerated() {
      let byRole = counts[(index * names.count)..<((index + 1) * names.count)]
      for (role, count) in zip(names, byRole) where count.n > 0 {
        let group = Group(role: role, item: question.item)
        let before = merged[group] ?? none
        merged[group] = (before.sure + count.sure, before.n + count.n)
      }
    }
    return merged.map { group, count in
      MisconceptionCount(role: group.role, item: group.item, sure: count.sure, n: count.n)
    }.sorted { ($0.role, $0.item) < ($1.role, $1.item) }
  }

  private struct Group: Hashable {
    let role: RoleID
    let item: ItemID
  }
}
