import Foundation
@preconcurrency import Glibc

/// Measures speed and memory as ratios against a peer in the same run.
///
///     swift run -c release benchmarks [answer | verify ENTRIES | load | bank | lint | register | signals [PYTHON] |
///       fuzz READER [SECONDS [SEED]] | start PROGRAM | measure [PYTHON [SET …]]]
///
/// Times of a virtual disk vary from minute to minute, so what is compared is interleaved and the
/// medians are divided; a ratio carries over to other machines, an absolute time does not.
@main
enum Benchmarks {
  static func main() async throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let names = arguments.isEmpty ? ["answer", "verify", "load", "bank", "lint"] : [arguments[0]]
    for name in names {
      switch name {
      case "answer": try await AnswerBenchmark.run()
      case "verify":
        try await VerifyBenchmark.run(
          entries: arguments.dropFirst().first.flatMap(Int.init) ?? 200_000
        )
      case "load": try LoadBenchmark.run()
      case "bank": try BankBenchmark.run()
      case "lint": try LintBenchmark.run()
      case "register":
        let sizes = arguments.dropFirst().compactMap(Int.init)
        try await RegisterBenchmark.run(
          entries: sizes.first ?? 10_000,
          events: sizes.dropFirst().first ?? 1_000_000
        )
      case "signals":
        let rest = Array(arguments.dropFirst())
        try SignalBenchmark.run(
          answers: rest.compactMap(Int.init).first ?? 10_000_000,
          python: rest.first { Int($0) == nil }
        )
      case "start": try StartBenchmark.run(program: arguments.dropFirst().first ?? "debrief")
      case "fuzz":
        let rest = Array(arguments.dropFirst())
        try Fuzzing.run(
          reader: rest.first ?? "",
          seconds: rest.dropFirst().first.flatMap(Double.init) ?? 60,
          from: rest.dropFirst(2).first.flatMap(UInt64.init) ?? 1_000
        )
      case "measure":
        try MeasurementBenchmark(python: arguments.dropFirst().first).run(
          sets: Array(arguments.dropFirst(2))
        )
      default:
        print(
          "known are answer, verify ENTRIES, load, bank, lint, register, signals [PYTHON], fuzz READER SECONDS SEED, start PROGRAM, measure PYTHON"
        )
      }
    }
  }
}

/// Measured times in microseconds.
struct Times {
  private var values: [Double] = []

  mutating func add(_ microseconds: Double) { values.append(microseconds) }

  func quantile(_ share: Double) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? .nan : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
  }

  var median: Double { quantile(0.5) }

  var words: String {
    "median \(rounded(median)) µs, 99 % \(rounded(quantile(0.99))) µs, n = \(values.count)"
  }
}

func rounded(_ value: Double) -> String { String(format: "%.2f", value) }

/// Microseconds of a clock that only goes forward.
func monotonicMicroseconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
}

/// Wall-clock microseconds of an action.
func microseconds(_ action: () async throws -> Void) async rethrows -> Double {
  let start = monotonicMicroseconds()
  try await action()
  return monotonicMicroseconds() - start
}

/// CPU microseconds that the process has used so far, in all threads.
func processMicroseconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
}

/// The most memory that the process ever held, in megabytes, as the kernel says.
func peakMegabytes() throws -> Double {
  let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
  let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
  return Double(line?.filter(\.isNumber) ?? "").map { $0 / 1_024 } ?? .nan
}
