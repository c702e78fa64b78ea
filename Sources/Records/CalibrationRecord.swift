import Content
import Psychometrics

/// `items.calibrated`, in a stream of its own: the parameters that items have from now on, and what
/// they were fitted from.
package struct CalibrationRecord: Hashable, Sendable {
  package static let kind = "items.calibrated"
  package static let stream = "content/calibration"

  /// The items of one competency, fitted together.
  package struct Fit: Hashable, Sendable {
    package let competency: CompetencyID
    package let model: CalibrationModel
    package let people: Int
    package let groupMean: Double
    package let groupDeviation: Double
    package let logLikelihood: Double
    package let nodes: Int
    package let items: [Item]

    package init(
      competency: CompetencyID,
      model: CalibrationModel,
      people: Int,
      groupMean: Double,
      groupDeviation: Double,
      logLikelihood: Double,
      nodes: Int,
      items: [Item]
    ) {
      self.competency = competency
      self.model = model
      self.people = people
      self.groupMean = groupMean
      self.groupDeviation = groupDeviation
      self.logLikelihood = logLikelihood
      self.nodes = nodes
      self.items = items
    }
  }

  /// An item as long as its key stays, with its parameters.
  package struct Item: Hashable, Sendable {
    package let item: ItemID
    package let keyDigest: Digest
    package let model: ItemResponseModel
    package let locationError: Double?
    package let slopeError: Double?

    /// The infit mean square: 1 for answers that follow the model.
    package let fit: Double?
    package let answers: Int

    package init(
      item: ItemID,
      keyDigest: Digest,
      model: ItemResponseModel,
      locationError: Double?,
      slopeError: Double?,
      fit: Double?,
      answers: Int
    ) {
      self.fit = fit
      self.item = item
      self.keyDigest = keyDigest
      self.model = model
      self.locationError = locationError
      self.slopeError = slopeError
      self.answers = answers
    }
  }

  package let fits: [Fit]

  /// The log that it was fitted from: as many entries, with this root over them.
  package let size: Int
  package let root: Digest

  package init(fits: [Fit], size: Int, root: Digest) {
    self.fits = fits
    self.size = size
    self.root = root
  }

  package var data: JSONValue {
    [
      "fits": .array(fits.map(\.data)), "root": .string(root.description), "size": .integer(size),
    ]
  }

  package init?(_ entry: LedgerEntry) throws(EntryFault) {
    guard entry.kind == Self.kind else { return nil }
    let data = RecordReader(entry)
    var fits: [Fit] = []
    for fit in try data.objects("fits") { fits.append(try Fit(fit)) }
    self.init(fits: fits, size: try data.integer("size"), root: try data.digest("root"))
  }
}

extension CalibrationRecord.Fit {
  fileprivate var data: JSONValue {
    [
      "competency": .string(competency.rawValue),
      "groupDeviation": .string(decimal(groupDeviation)),
      "groupMean": .string(decimal(groupMean)), "items": .array(items.map(\.data)),
      "logLikelihood": .string(decimal(logLikelihood)), "model": .string(model.rawValue),
      "nodes": .integer(nodes), "people": .integer(people),
    ]
  }

  fileprivate init(_ data: RecordReader) throws(EntryFault) {
    guard let model = CalibrationModel(rawValue: try data.string("model")) else {
      throw data.fault("model")
    }
    var items: [CalibrationRecord.Item] = []
    for item in try data.objects("items") { items.append(try CalibrationRecord.Item(item)) }
    self.init(
      competency: CompetencyID(rawValue: try data.string("competency")),
      model: model,
      people: try data.integer("people"),
      groupMean: try data.decimal("groupMean"),
      groupDeviation: try data.decimal("groupDeviation"),
      logLikelihood: try data.decimal("logLikelihood"),
      nodes: try data.integer("nodes"),
      items: items
    )
  }
}

extension CalibrationRecord.Item {
  fileprivate var data: JSONValue {
    var members: [String: JSONValue] = [
      "answers": .integer(answers), "asymptote": .string(decimal(model.lowerAsymptote.value)),
      "item": .string(item.rawValue), "keyDigest": .string(keyDigest.description),
      "location": .string(decimal(model.location)), "slope": .string(decimal(model.slope)),
    ]
    if let locationError { members["locationError"] = .string(decimal(locationError)) }
    if let fit { members["fit"] = .string(decimal(fit)) }
    if let slopeError { members["slopeError"] = .string(decimal(slopeError)) }
    return .object(members)
  }

  fileprivate init(_ data: RecordReader) throws(EntryFault) {
    let model = ItemResponseModel(
      location: try data.decimal("location"),
      slope: try data.decimal("slope"),
      lowerAsymptote: Probability(try data.decimal("asymptote")) ?? 0.0
    )
    guard let model else { throw data.fault("slope") }
    self.init(
      item: ItemID(rawValue: try data.string("item")),
      keyDigest: try data.digest("keyDigest"),
      model: model,
      locationError: data["locationError"] == nil ? nil : try data.decimal("locationError"),
      slopeError: data["slopeError"] == nil ? nil : try data.decimal("slopeError"),
      fit: data["fit"] == nil ? nil : try data.decimal("fit"),
      answers: try data.integer("answers")
    )
  }
}
