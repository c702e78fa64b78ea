import Content
import Psychometrics

/// How people here forget, fitted to the log, and whether it is used.
///
/// `memory.fitted`, in a stream of its own. Parameters that do not predict better than the standard
/// ones are recorded all the same, so that everybody can see that it was tried.
package struct MemoryFitRecord: Hashable, Sendable {
  package static let kind = "memory.fitted"
  package static let stream = "programme/memory"

  package let parameters: FSRSParameters

  /// Whether these parameters are used from now on.
  package let isUsed: Bool

  /// By how much the held-out log loss fell, and the standard error of that.
  package let gain: Double
  package let gainError: Double
  package let standardLogLoss: Double
  package let fittedLogLoss: Double
  package let standardRMSE: Double
  package let fittedRMSE: Double
  package let predictions: Int
  package let people: Int

  /// The log that it was fitted from: as many entries, with this root over them.
  package let size: Int
  package let root: Digest

  package init(_ fit: MemoryFit, size: Int, root: Digest) {
    parameters = fit.parameters
    isUsed = fit.isWorthUsing
    gain = fit.gain
    gainError = fit.gainError
    standardLogLoss = fit.standard.logLoss
    fittedLogLoss = fit.fitted.logLoss
    standardRMSE = fit.standard.rmseBins
    fittedRMSE = fit.fitted.rmseBins
    predictions = fit.standard.count
    people = fit.people
    self.size = size
    self.root = root
  }

  package var data: JSONValue {
    [
      "fittedLogLoss": .string(decimal(fittedLogLoss)),
      "fittedRMSE": .string(decimal(fittedRMSE)), "gain": .string(decimal(gain)),
      "gainError": .string(decimal(gainError)), "isUsed": .bool(isUsed),
      "people": .integer(people), "predictions": .integer(predictions),
      "root": .string(root.description), "size": .integer(size),
      "standardLogLoss": .string(decimal(standardLogLoss)),
      "standardRMSE": .string(decimal(standardRMSE)),
      "weights": .array(parameters.weights.map { .string(decimal($0)) }),
    ]
  }

  package init?(_ entry: LedgerEntry) throws(EntryFault) {
    guard entry.kind == Self.kind else { return nil }
    let data = RecordReader(entry)
    let weights = try data.strings("weights").compactMap(Double.init)
    do throws(InvalidFSRSParameters) {
      parameters = try FSRSParameters(validating: weights)
    } catch { throw data.fault("weights") }
    guard let used = data["isUsed"]?.bool, weights.count == 21 else { throw data.fault("isUsed") }
    isUsed = used
    gain = try data.decimal("gain")
    gainError = try data.decimal("gainError")
    standardLogLoss = try data.decimal("standardLogLoss")
    fittedLogLoss = try data.decimal("fittedLogLoss")
    standardRMSE = try data.decimal("standardRMSE")
    fittedRMSE = try data.decimal("fittedRMSE")
    predictions = try data.integer("predictions")
    people = try data.integer("people")
    size = try data.integer("size")
    root = try data.digest("root")
  }
}
