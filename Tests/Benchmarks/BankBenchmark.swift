import Content
import Foundation

import Psychometrics
import Storage
import TestSupport

/// Ten thousand questions in 500 files: reading them with all structural checks, against the program
/// `cmark-gfm` rendering the same files, and opening the compiled bank.
enum BankBenchmark {
  static let files = 500
  static let perFile = 20

  /// For one core: `taskset -c 0 swift run -c release benchmarks bank`.
  static func run() throws {
    let workspace = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: workspace) }  // a leftover hurts nobody
    let bytes = try write(to: workspace)
    let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
    print(
      "bank: \(files * perFile) questions in \(files) files, \(rounded(Double(bytes) / 1e6)) MB; "
        + "\(cores) cores unless bound to fewer"
    )
    var (ours, ourCPU): ([Double], [Double]) = ([], [])
    var theirs: [SpawnedProgram] = []
    for _ in 0..<9 {
      let before = processMicroseconds()
      ours.append(try timed { try read(workspace) })
      ourCPU.append(processMicroseconds() - before)
      theirs.append(try render(workspace))
    }
    let (mine, peer) = (median(ours) / 1_000, median(theirs.map(\.elapsed)))
    let (myCPU, peerCPU) = (median(ourCPU) / 1_000, median(theirs.map(\.used)))
    print("cmark-gfm: \(rounded(peer)) ms, \(rounded(peerCPU)) ms of CPU")
    print(
      "cold load: \(rounded(mine)) ms, \(rounded(mine / peer)) times cmark-gfm "
        + "(at most 2 on one core, 1.2 on two); "
        + "\(rounded(myCPU)) ms of CPU, \(rounded(myCPU / peerCPU)) times"
    )
    let reading = try peakMegabytes() / (Double(bytes) / 1e6)
    usleep(200_000)  // younger files are not kept in a bank
    let bank = BankFile(
      workspace: workspace.path,
      cacheFolder: workspace.appending(path: "cache").path
    )
    _ = try bank.library()
    var warm: [Double] = []
    for _ in 0..<50 { warm.append(try timed { _ = try bank.library() }) }
    print("warm bank: \(rounded(median(warm) / 1_000)) ms (at most 5)")
    print(
      "memory: \(rounded(reading)) times the text (at most 12), "
        + "\(rounded(try peakMegabytes() / (Double(bytes) / 1e6))) with writing the bank"
    )
  }

  private static func read(_ workspace: URL) throws {
    let reading = ContentFolder.read(workspace.path)
    guard reading.library?.outlines.count == files else {
      throw ContentFault(diagnostics: reading.diagnostics)
    }
  }

  private static func render(_ workspace: URL) throws -> SpawnedProgram {
    let folder = workspace.appending(path: "Content/incidents").path
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    return try SpawnedProgram(
      "/usr/bin/env",
      ["cmark-gfm", "-e", "table", "-e", "tasklist"] + names,
      in: folder,
      environment: ProcessInfo.processInfo.environment
    )
  }

  private static func timed(_ body: () throws -> Void) throws -> Double {
    let start = monotonicMicroseconds()
    try body()
    return monotonicMicroseconds() - start
  }

  private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

  // MARK: The bank

  private static let words = """
    phishing password token session attachment invoice vendor link domain sender urgent payroll report \
    device update patch backup badge visitor tailgate screen lock encrypt key share cloud public private \
    policy incident escalate verify callback wire transfer gift card prompt fatigue macro sandbox drive \
    travel hotspot browser extension credential reuse manager leak breach
    """.split(separator: " ").map(String.init)

  /// Writes the workspace, and returns the size of its incidents in bytes.
  private static func write(to workspace: URL) throws -> Int {
    var generator = SplitMix64(seed: 20_261_123)
    let folder = workspace.appending(path: "Content/incidents", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Fixture.programme.write(
      to: workspace.appending(path: ContentReading.programmePath),
      atomically: false,
      encoding: .utf8
    )
    try Fixture.competencies.write(
      to: workspace.appending(path: ContentReading.competenciesPath),
      atomically: false,
      encoding: .utf8
    )
    let sentence = { (words: Int, generator: inout SplitMix64) in
      (0..<words).map { _ in Self.words[generator.nextIndex(below: Self.words.count)] }
        .joined(separator: " ")
    }
    var bytes = 0
    for number in 0..<files {
      let name = "bank-\(String(number + 10_000).dropFirst())"
      var text = """
        ---
        incident: \(name)
        title: \(sentence(4, &generator))
        occurred: 2025-03
        severity: 3
        audience: [all-staff]
        sources:
          - {id: review, title: A review, publisher: Example Council, date: 2025, url: "https://example.org/"}
        review-by: 2027-05-01
        owner: security-training
        ---

        # \(sentence(4, &generator))

        \(sentence(60, &generator)).

        ## Lesson: \(sentence(4, &generator)) {#lesson .lesson competency=report-early controls=A.6.8}

        \(sentence(30, &generator)).

        """
      for item in 0..<perFile {
        let stem = sentence(12 + generator.nextIndex(below: 16), &generator)
        let key = generator.nextIndex(below: 4)
        text += "\n### \(stem)? {#q\(item) difficulty=0.\(generator.nextIndex(below: 10))}\n\n"
        for option in 0..<4 {
          text +=
            "- [\(option == key ? "x" : " ")] \(sentence(4 + generator.nextIndex(below: 6), &generator)) \(option)\n"
          text += "  > \(sentence(6, &generator)).\n"
        }
      }
      bytes += text.utf8.count
      try text.write(to: folder.appending(path: "\(name).md"), atomically: false, encoding: .utf8)
    }
    return bytes
  }
}
