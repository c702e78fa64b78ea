import ArgumentParser
import Content
import Records
import Storage

struct RecordsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "records",
    abstract: "The ledger: verify that nobody altered it, and correct a key for everybody.",
    subcommands: [RecordsVerify.self, RecordsCorrectKey.self]
  )
}

struct RecordsVerify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Recompute the whole ledger and name the first entry that does not hold.",
    discussion: "Ends with status 0 when all holds, 1 when something does not."
  )

  @OptionGroup var options: GlobalOptions

  @Flag(help: "Print JSON.")
  var json = false

  @Flag(help: "Compute every decision and every score again from the answers.")
  var recompute = false

  func run() async throws {
    let path = try Workbench.storePath(options.settings)
    guard fileExists(path) || fileExists(path + ".head") else {
      throw Refusal(
        .noInput,
        "there is no ledger at \(path)",
        hint: "name one by --store sqlite:PATH, or begin one with: debrief practice"
      )
    }
    let verification: LedgerVerification
    do {
      verification = try await SQLiteLedger.inspect(path: path).verify()
    } catch LedgerError.damaged(let reason) {
      verification = Self.broken(reason)
    } catch LedgerError.unreadable(let reason) where !fileExists(path) {
      verification = Self.broken("\(reason), but its head file is there")
    }
    let recomputed =
      recompute && verification.holds ? try await Recomputation(options.settings) : nil
    if json {
      try printJSON(Line(verification, recomputed))
    } else {
      show(verification)
      recomputed?.show()
    }
    if !verification.holds || recomputed?.faults.isEmpty == false {
      throw ExitCode(ExitStatus.doesNotHold.rawValue)
    }
  }

  /// The verdict on a store that cannot even be read as one.
  private static func broken(_ reason: String) -> LedgerVerification {
    LedgerVerification(
      size: 0,
      root: MerkleTree.emptyRoot,
      streams: 0,
      fault: LedgerVerification.Fault(position: nil, reason: reason),
      remarks: []
    )
  }

  private func show(_ verification: LedgerVerification) {
    for remark in verification.remarks { printError("debrief: note: \(neutralised(remark))") }
    if let fault = verification.fault {
      let place = fault.position.map { "entry \($0)" } ?? "the store"
      printData("\(place) does not hold: \(neutralised(fault.reason))")
      printError(
        "   hint: keep all files of the store as they are, and compare with a backup or a checkpoint"
      )
    } else {
      printData("\(verification.size) entries in \(verification.streams) streams hold")
      printData("root \(verification.root)")
    }
  }

  private struct Line: Encodable {
    let schema = 1
    let holds: Bool
    let entries: Int
    let streams: Int
    let root: String
    let position: Int?
    let fault: String?
    let remarks: [String]
    let recomputation: Recomputation?

    init(_ verification: LedgerVerification, _ recomputation: Recomputation?) {
      self.recomputation = recomputation
      holds = verification.holds
      entries = verification.size
      streams = verification.streams
      root = verification.root.description
      position = verification.fault?.position
      fault = verification.fault?.reason
      remarks = verification.remarks
    }
  }
}
