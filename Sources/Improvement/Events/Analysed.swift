import Content
import Records

extension RegisterEvent {
  /// The cause was found, by two people.
  package struct Analysed: Hashable, Sendable {
    package let method: CauseMethod
    package let extent: ExtentCheck

    /// The risks that this bears on, by their ids; they are to be reassessed before closing.
    package let risks: [String]

    /// The other person.
    package let with: PersonID?
    package let declaredConflict: Bool

    package init(
      method: CauseMethod,
      extent: ExtentCheck,
      risks: [String],
      with other: PersonID?,
      declaredConflict: Bool = false
    ) {
      self.method = method
      self.extent = extent
      self.risks = risks
      with = other
      self.declaredConflict = declaredConflict
    }
  }
}

extension RegisterEvent.Analysed: RegisterFacts {
  var words: String { "cause found: \(method.words)" }

  /// On the light path the analysis may come after the plan; then it changes no state.
  func fold(into entry: inout RegisterEntry, as record: RegisterRecord) throws(RegisterFault) {
    entry.cycle.analysis = RegisterEntry.Dated(self, record)
    let leadsToPlan: [RegisterState] = [.raised, .triaged, .contained, .reopened]
    if leadsToPlan.contains(entry.state) { entry.state = .analysed }
  }

  var recorded: JSONValue {
    [
      "method": method.recorded, "extent": extent.recorded, "risks": risks.recorded,
      "with": with.recorded, "declaredConflict": .bool(declaredConflict),
    ]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    method = try members.read("method")
    extent = try members.read("extent")
    risks = try members.read("risks")
    with = try members.read("with")
    declaredConflict = try members.read("declaredConflict")
    try members.end()
  }
}
