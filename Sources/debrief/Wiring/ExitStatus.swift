import ArgumentParser
import Content
import Improvement
import Foundation
import Records
import Storage

/// What the program tells the shell; the numbers are those of sysexits(3).
enum ExitStatus: Int32 {
  case fine = 0
  case doesNotHold = 1
  case usage = 64
  case badData = 65
  case noInput = 66
  case cannotCreate = 73
  case inputOutput = 74
  case tryAgain = 75
  case notAllowed = 77
  case badConfiguration = 78
}

/// An end that the user should know the reason of: what happened, and what to do next.
struct Refusal: Error {
  let status: ExitStatus
  let message: String
  let hint: String

  init(_ status: ExitStatus, _ message: String, hint: String) {
    self.status = status
    self.message = message
    self.hint = hint
  }
}

extension Refusal {
  /// What a ledger's error means for the person at the terminal.
  init(_ error: LedgerError) {
    switch error {
    case .busy(let seconds):
      self.init(
        .tryAgain,
        "another process is writing to the ledger and did not finish in \(seconds) s",
        hint: "try again; nothing was recorded"
      )
    case .notRecorded(let reason):
      self.init(
        .inputOutput,
        "NOT recorded: \(reason)",
        hint: "free space or rights on that disk, then start again; what was acknowledged is safe"
      )
    case .unreadable(let reason):
      self.init(
        .noInput,
        "the ledger cannot be opened: \(reason)",
        hint: "check the path given by --store or DEBRIEF_STORE, and your rights on it"
      )
    case .newerVersion(let found, let known):
      self.init(
        .badConfiguration,
        "the ledger has layout \(found), and this program knows layouts up to \(known)",
        hint: "use the newer debrief that wrote it; nothing was changed"
      )
    case .damaged(let reason):
      self.init(
        .badData,
        "the ledger does not hold: \(reason)",
        hint: "keep all its files as they are, and run: debrief records verify"
      )
    case .conflict(let stream):
      self.init(
        .tryAgain,
        "somebody else changed ‘\(stream)’ a moment ago",
        hint: "look at it again and repeat the command; nothing was recorded"
      )
    case .unreadableDraft(let kind):
      self.init(
        .badData,
        "this would become an entry of kind \(kind) that nobody could read again",
        hint: "use times of the years 1 to 9999 and numbers below 2^53; nothing was recorded"
      )
    case .recordedUnacknowledged(let reason):
      self.init(
        .inputOutput,
        "recorded, but the head file could not be written: \(reason)",
        hint: "free space or rights on that disk and start again; the last answer is there"
      )
    case .eventReused(let event):
      self.init(
        .badData,
        "the event \(event) is already recorded with other facts",
        hint: "this is a fault of the program that sent it; nothing was recorded"
      )
    case .otherOrigin(let found, let expected):
      self.init(
        .badConfiguration,
        "the ledger belongs to \(found), and this workspace to \(expected)",
        hint: "use the store of this organisation, or correct ‘organisation’ in programme.yaml"
      )
    }
  }
}

/// Prints why the program ends, and ends it.
func leave(reporting error: any Error) -> Never {
  switch error {
  case let refusal as Refusal: leave(refusal)
  case let error as LedgerError: leave(Refusal(error))
  case let refused as RegisterRefused:
    for refusal in refused.refusals {
      printError("debrief: refused: \(neutralised(refusal.sentence))")
      printError("   next: \(neutralised(refusal.next))")
    }
    exit(ExitStatus.notAllowed.rawValue)
  case let fault as FileFault:
    leave(
      Refusal(
        .cannotCreate,
        "\(fault.path): \(fault.reason)",
        hint: "choose another place, or get the rights to write there"
      )
    )
  case let fault as ContentFault:
    for diagnostic in fault.diagnostics { printError(diagnostic.text) }
    exit(ExitStatus.badData.rawValue)
  default:
    let status = Debrief.exitCode(for: error).rawValue
    let message = Debrief.fullMessage(for: error)
    if !message.isEmpty {
      if status == 0 { printData(message) } else { printError(message) }
    }
    exit(status)
  }
}

private func leave(_ refusal: Refusal) -> Never {
  printError("debrief: error: \(neutralised(refusal.message))")
  printError("   hint: \(neutralised(refusal.hint))")
  exit(refusal.status.rawValue)
}
