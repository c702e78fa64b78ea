import Content
import Records

/// What the figures of a report rest on: which log, how far, as of when, under which programme.
///
/// Whoever holds a report and a checkpoint of the log can tell from it whether both speak of the same
/// entries.
package struct ReportBasis: Hashable, Sendable {
  package let head: LedgerHead
  package let asOf: Day
  package let programme: Programme

  /// The digest of the programme and content in force, when the log holds one.
  package let snapshot: Digest?

  /// Whether entries were made by `debrief simulate`.
  package let isSimulated: Bool

  package init(
    head: LedgerHead,
    asOf: Day,
    programme: Programme,
    snapshot: Digest?,
    isSimulated: Bool
  ) {
    self.head = head
    self.asOf = asOf
    self.programme = programme
    self.snapshot = snapshot
    self.isSimulated = isSimulated
  }

  /// What stands on a simulated report, in its head and in its footer.
  package static let simulatedWords =
    "Simulated: a program made these entries with a fixed seed. They say nothing about real people."
}

/// The basis as machines read it.
struct BasisView: Encodable {
  let organisation: String
  let timeZone: String
  let origin: String
  let size: Int
  let root: String
  let snapshot: String?
  let asOf: Day
  let isSimulated: Bool

  init(_ basis: ReportBasis) {
    organisation = printable(basis.programme.organisation)
    timeZone = printable(basis.programme.timeZone)
    origin = printable(basis.head.origin)
    size = basis.head.size
    root = basis.head.root.description
    snapshot = basis.snapshot?.description
    asOf = basis.asOf
    isSimulated = basis.isSimulated
  }
}
