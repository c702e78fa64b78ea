import Content
import Records

/// Work that removes a cause, so that the thing does not come back; done by one person until a day.
package struct CorrectiveAction: Hashable, Sendable {
  /// What is changed, the simplest first: most things need no new tool.
  package enum Kind: String, CaseIterable, Sendable {
    case removeStep = "remove-step"
    case clarifyText = "clarify-text"
    case process
    case training
    case configuration
    case tool
  }

  /// How much work it is, in steps that nobody argues about.
  package enum Effort: Int, CaseIterable, Sendable {
    case one = 1
    case two = 2
    case three = 3
    case five = 5
    case eight = 8
  }

  package let kind: Kind
  package let what: Wording
  package let owner: PersonID
  package let due: Day
  package let effort: Effort

  /// Who wrote the training, if the action is one; they do not judge its effect.
  package let trainingAuthor: PersonID?

  package init(
    kind: Kind,
    what: Wording,
    owner: PersonID,
    due: Day,
    effort: Effort,
    trainingAuthor: PersonID? = nil
  ) {
    self.kind = kind
    self.what = what
    self.owner = owner
    self.due = due
    self.effort = effort
    self.trainingAuthor = trainingAuthor
  }
}

extension CorrectiveAction.Kind: RecordedValue {}

extension CorrectiveAction.Effort: RecordedValue {
  var recorded: JSONValue { .integer(rawValue) }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    guard let effort = value.integer.flatMap(CorrectiveAction.Effort.init(rawValue:)) else {
      throw .form(member: path, expected: "an effort of 1, 2, 3, 5 or 8")
    }
    self = effort
  }
}

extension CorrectiveAction: RecordedValue {
  var recorded: JSONValue {
    [
      "kind": kind.recorded, "what": what.recorded, "owner": owner.recorded, "due": due.recorded,
      "effort": effort.recorded, "trainingAuthor": trainingAuthor.recorded,
    ]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    kind = try members.read("kind")
    what = try members.read("what")
    owner = try members.read("owner")
    due = try members.read("due")
    effort = try members.read("effort")
    trainingAuthor = try members.read("trainingAuthor")
    try members.end()
  }
}
