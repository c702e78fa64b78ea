import Foundation
import Psychometrics

/// The mathematics against the programs that others use for it, in the same run: memory, calibration,
/// classical analysis and adaptive steps.
///
/// The peers are Python packages; their scripts and pinned versions lie in the folder `bench-peers` of
/// `DEBRIEF_CORPUS`. Without an interpreter only our own figures are printed.
struct MeasurementBenchmark {
  /// An interpreter that has the peers, or `nil`.
  let python: String?

  func run(sets: [String]) throws {
    try memory()
    try classical()
    try adaptive()
    for name in sets.isEmpty ? ["2PL-10kx100", "2PL-10kx100-mis30", "2PL-50kx200"] : sets {
      try calibration(name)
    }
  }

  // MARK: Memory

  private func memory() throws {
    let peers = try peer("fsrs_step.py").flatMap { try JSONSerialization.jsonObject(with: $0) }
    let table = peers as? [String: [String: Double]] ?? [:]
    let rate = { (name: String) in
      table.first { $0.key.hasPrefix(name) }?.value["per_s_median"]
    }
    var generator = SplitMix64(seed: 1)
    let gaps = [0, 1, 3, 8, 21, 55, 144]
    let reviews = (0..<20_000).map { _ in
      (
        ReviewGrade(rawValue: 1 + generator.nextIndex(below: 4)) ?? .good,
        gaps[generator.nextIndex(below: gaps.count)]
      )
    }
    let parameters = FSRSParameters.standard
    let step = cpuMedian(21) {
      var state = MemoryState(first: .good, parameters: parameters)
      for (grade, days) in reviews {
        state = state.reviewed(grade, afterDays: days, parameters: parameters)
      }
      blackHole(state.stability.count)
    }
    let steps = 20_000 / step * 1e6
    report(
      "FSRS step, one card",
      steps / 1e6,
      "M/s",
      against: rate("fsrs-rs-python memory_state, ")
    )
    let first = (0..<5_000).map { reviews[$0].0 }
    let grades = (0..<20).map { row in
      (0..<5_000).map { Float(reviews[(row * 5_000 + $0) % 20_000].0.rawValue) }
    }
    let elapsed = (0..<20).map { row in
      (0..<5_000).map { Float(reviews[(row * 5_000 + $0) % 20_000].1) }
    }
    let sweep = cpuMedian(21) {
      var states = MemorySweep(first: first, parameters: parameters)
      for row in 0..<20 {
        states.review(grades[row], afterDays: elapsed[row], parameters: parameters)
      }
      blackHole(Double(states.stability[7]))
    }
    report(
      "FSRS sweep, 5,000 states x 20",
      100_000 / sweep,
      "M/s",
      against: rate("fsrs-rs-python memory_state_batch")
    )
  }

  private func report(_ name: String, _ ours: Double, _ unit: String, against peer: Double?) {
    let ratio = peer.map { ", \(rounded(ours * 1e6 / $0)) times fsrs-rs (\(rounded($0 / 1e6)))" }
    print("\(name): \(rounded(ours)) \(unit)\(ratio ?? "")")
  }

  // MARK: Classical analysis

  private func classical() throws {
    let set = try CorpusResponses(people: 10_000, items: 100, model: .twoParameter, missing: false)
    let time = cpuMedian(21) {
      blackHole(ItemRestAnalysis(of: set.matrix).map { Double($0.people) } ?? 0)
    }
    var words = "classical analysis 10,000 x 100: \(rounded(time)) µs"
    if let lines = try peer("ctt.py") {
      for line in String(decoding: lines, as: UTF8.self).split(separator: "\n") {
        let row = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
        guard row["set"] as? String == "10000x100" else { continue }
        if let numpy = row["numpy_s"] as? Double {
          words +=
            ", numpy \(rounded(numpy * 1e6)) µs, \(rounded(numpy * 1e6 / time)) times as fast"
        }
        if let limit = row["c_limit_s"] as? Double { words += "; C \(rounded(limit * 1e6)) µs" }
      }
    }
    print(words)
  }

  // MARK: Adaptive steps

  private func adaptive() throws {
    var generator = SplitMix64(seed: 20_261_123)
    let models = (0..<300).compactMap { _ in
      ItemResponseModel(
        location: max(-3, min(3, generator.nextNormal())),
        slope: max(0.4, min(2.5, exp(0.3 * generator.nextNormal())))
      )
    }
    let pool = AdaptiveTest.Pool(models)
    let people = (0..<400).map { _ in
      (generator.nextNormal(), (0..<30).map { _ in generator.nextUnit() })
    }
    var square = 0.0
    let time = cpuMedian(11) {
      square = 0
      for (ability, draws) in people {
        var test = AdaptiveTest(pool)
        for draw in draws {
          guard let item = test.nextItem() else { return }
          let chance = models[item].probability(atAbility: ability).value
          test.take(item: item, isCorrect: draw < chance)
        }
        square += (test.ability - ability) * (test.ability - ability)
      }
    }
    let root = (square / Double(people.count)).squareRoot()
    print(
      "next item and ability update, 300 items: \(rounded(time / 12_000)) µs, "
        + "root mean square error of ability after 30: \(rounded(root))"
    )
    if let lines = try peer("cat_step.py") {
      print(String(decoding: lines, as: UTF8.self), terminator: "")
    }
  }

  // MARK: Calibration

  private func calibration(_ name: String) throws {
    guard let set = try CorpusResponses(named: name) else { return print("no set \(name)") }
    var fit: ItemCalibration?
    let time = try cpuMedian(3) {
      fit = try ItemCalibration(
        set.matrix,
        model: set.model,
        asymptotes: set.model == .threeParameter ? Array(repeating: 0.175, count: set.items) : [],
        needingErrors: false,
        tolerance: 1e-4
      )
    }
    guard let fit else { return }
    print(
      "\(name): \(rounded(time / 1e6)) CPU s, \(fit.iterations) iterations, \(fit.nodes) nodes, "
        + "RMSE b \(set.rootMeanSquare(fit) { $0.location } of: { $0.locations }), "
        + "a \(set.rootMeanSquare(fit) { $0.slope } of: { $0.slopes })"
    )
    if let lines = try peer("irt_fit.py", [name]) {
      print(String(decoding: lines, as: UTF8.self), terminator: "")
    }
  }

  // MARK: Peers

  private func peer(_ script: String, _ arguments: [String] = []) throws -> Data? {
    guard let python, let corpus = ProcessInfo.processInfo.environment["DEBRIEF_CORPUS"] else {
      return nil
    }
    let process = Process()
    process.executableURL = URL(filePath: python)
    process.arguments = ["\(corpus)/bench-peers/\(script)"] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? data : nil
  }
}

/// The median of the CPU microseconds that an action takes.
private func cpuMedian(_ times: Int, _ action: () throws -> Void) rethrows -> Double {
  let measured = try (0..<times).map { _ in
    let start = processMicroseconds()
    try action()
    return processMicroseconds() - start
  }
  return measured.sorted()[times / 2]
}

/// Keeps a result from being optimised away.
@inline(never) private func blackHole(_ value: Double) {
  if value == .infinity { print("infinite") }
}

/// The simulated sets of the reference corpus, bit for bit: `irt/simulate.py` says how they are made.
private struct CorpusResponses {
  let matrix: ResponseMatrix
  let model: CalibrationModel
  let items: Int
  let locations: [Double]
  let slopes: [Double]

  init?(named name: String) throws {
    let parts = name.split(separator: "-")
    guard parts.count >= 2,
      let model = ["1PL": .rasch, "2PL": .twoParameter, "3PL": .threeParameter][
        parts[0]
      ] as CalibrationModel?
    else { return nil }
    let sizes = parts[1].split(separator: "x")
    guard sizes.count == 2, let thousands = Int(sizes[0].dropLast()), let items = Int(sizes[1])
    else { return nil }
    try self.init(
      people: thousands * 1000,
      items: items,
      model: model,
      missing: parts.count == 3
    )
  }

  init(people: Int, items: Int, model: CalibrationModel, missing: Bool) throws {
    let slopes = (0..<items).map { item in
      model == .rasch ? 1 : max(0.4, min(2.5, exp(0.3 * Self.normal(3, 4, item))))
    }
    let locations = (0..<items).map { max(-3, min(3, Self.normal(5, 6, $0))) }
    let asymptotes = (0..<items).map {
      model == .threeParameter ? 0.1 + 0.15 * Self.uniform(7, $0) : 0
    }
    var cells = [Int8](repeating: 0, count: people * items)
    for person in 0..<people {
      let ability = Self.normal(1, 2, person)
      for item in 0..<items {
        let c = asymptotes[item]
        let chance = c + (1 - c) / (1 + exp(-slopes[item] * (ability - locations[item])))
        let cell = person * items + item
        cells[cell] = Self.uniform(8, cell) < chance ? 1 : 0
        if missing, Self.uniform(9, cell) < 0.3 { cells[cell] = -1 }
      }
    }
    guard let matrix = ResponseMatrix(people: people, items: items, cells: cells) else {
      throw POSIXError(.EINVAL)
    }
    self.matrix = matrix
    self.model = model
    self.items = items
    self.locations = locations
    self.slopes = slopes
  }

  private static func uniform(_ stream: UInt64, _ index: Int) -> Double {
    var z = 20_261_123 &+ stream &* 0xD1B5_4A32_D192_ED03
    z = z &+ (UInt64(index) + 1) &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    return Double(z >> 11) / 9_007_199_254_740_992
  }

  private static func normal(_ first: UInt64, _ second: UInt64, _ index: Int) -> Double {
    (-2 * log(1 - uniform(first, index))).squareRoot() * cos(2 * .pi * uniform(second, index))
  }

  func rootMeanSquare(
    _ fit: ItemCalibration,
    _ fitted: (ItemResponseModel) -> Double,
    of truth: (CorpusResponses) -> [Double]
  ) -> String {
    let truth = truth(self)
    let square = fit.items.indices.reduce(0) { sum, item in
      let error = fitted(fit.items[item].model) - truth[item]
      return sum + error * error
    }
    return String(format: "%.4f", (square / Double(truth.count)).squareRoot())
  }
}
