import Foundation
import TestSupport

/// Damaged input for as long as somebody has patience.
///
/// Before each input is read its seed is written to a file, so that a reader which stops the program
/// leaves the seed behind; what takes longer than a second is told as well.
enum Fuzzing {
  static func run(reader name: String, seconds: Double, from first: UInt64) throws {
    guard let reader = Mutation.Reader(rawValue: name) else {
      print("known are \(Mutation.Reader.allCases.map(\.rawValue).joined(separator: ", "))")
      return
    }
    let mutation = Mutation(reader)
    let note = URL(filePath: "/tmp/debrief-fuzz-\(name)")
    let start = monotonicMicroseconds()
    var seed = first
    var faults = 0
    while monotonicMicroseconds() - start < seconds * 1e6 {
      try Data("\(seed)\n".utf8).write(to: note)
      let begin = processMicroseconds()
      if let fault = mutation.fault(of: mutation.input(seed: seed)) {
        print("\(name), seed \(seed): \(fault)")
        faults += 1
      }
      let time = (processMicroseconds() - begin) / 1e6
      if time > 1 { print("\(name), seed \(seed): \(rounded(time)) s of CPU") }
      seed += 1
    }
    print("\(name): \(seed - first) inputs, \(faults) faults, \(rounded(try peakMegabytes())) MB")
  }
}
