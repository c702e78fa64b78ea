/// A rule of item writing, or of a programme's content, that a machine can check.
///
/// Each rule is a file: what it looks for, its own good and bad examples, and at the foot its wording.
/// Documentation, `content check --explain` and the tests are made from these, so they cannot drift
/// apart. A rule takes values and gives ``Fault``s; it reads no file and no clock.
package protocol LintRule: Sendable {
  /// `L04`: L for items (after Haladyna, Downing and Rodriguez 2002), C for the programme's content.
  static var id: String { get }

  /// What sound content is like, as a sentence without a full stop.
  static var summary: String { get }

  /// What a fault is unless the rule says otherwise of one.
  static var severity: Diagnostic.Severity { get }

  /// Why it matters, in one line.
  static var why: String { get }

  /// What to do about a fault.
  static var hint: String { get }
  static var examples: [LintExample] { get }

  init()
}

/// A rule that looks at one choice among options: an item, or a gap of a text.
protocol QuestionRule: LintRule {
  func faults(in question: LintedQuestion, of item: LintedItem) -> [Fault]
}

/// A rule that looks at one item of any type.
protocol ItemRule: LintRule {
  func faults(in item: LintedItem) -> [Fault]
}

/// A rule that looks at an incident with all that belongs to it.
protocol IncidentRule: LintRule {
  func faults(in incident: LintedIncident) -> [Fault]
}

/// A rule that looks at all content at once.
protocol BankRule: LintRule {
  func faults(in bank: LintedBank) -> [Fault]
}

/// One place where content breaks a rule.
struct Fault {
  let place: SourceLocation
  let message: String
  var severity: Diagnostic.Severity?
  var note: String?

  /// A better hint than the rule's usual one.
  var hint: String?

  /// The item, lesson, incident or competency that it is about.
  var subject: String?

  init(
    _ message: String,
    at place: SourceLocation,
    severity: Diagnostic.Severity? = nil,
    note: String? = nil,
    hint: String? = nil,
    subject: String? = nil
  ) {
    self.place = place
    self.message = message
    self.severity = severity
    self.note = note
    self.hint = hint
    self.subject = subject
  }
}
