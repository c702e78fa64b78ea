import Content
import Records

/// A text of the register, or the commitment to one.
///
/// What people write may have to be disposed of, so the log holds only the commitment and the text
/// stands beside it as a `Remark`. Only what the product itself wrote may stand in the log.
package enum Wording: Hashable, Sendable {
  /// Written by the product.
  case plain(String)

  /// Written by a person.
  case remark(Digest)

  /// What a reader sees in place of a text that was disposed of.
  package static let disposed = "[disposed]"

  /// The text, or `nil` if it is not there any more.
  package func known(in remarks: [Digest: Remark]) -> String? {
    switch self {
    case .plain(let text): text
    case .remark(let commitment): remarks[commitment]?.text
    }
  }

  /// The commitment to a text that stands beside the log.
  package var commitment: Digest? {
    switch self {
    case .plain: nil
    case .remark(let commitment): commitment
    }
  }

  /// The text for display.
  package func text(in remarks: [Digest: Remark]) -> String {
    known(in: remarks) ?? Self.disposed
  }
}

extension Wording: RecordedValue {
  var recorded: JSONValue {
    switch self {
    case .plain(let text): .string(text)
    case .remark(let commitment): ["remark": commitment.recorded]
    }
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    if case .string(let text) = value {
      self = .plain(text)
      return
    }
    var members = try Members(value, at: path)
    self = .remark(try members.read("remark"))
    try members.end()
  }
}
