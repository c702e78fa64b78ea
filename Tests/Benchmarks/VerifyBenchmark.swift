import Content
import Foundation
import Records
import Storage
import TestSupport

/// `records verify` per gigabyte of entries against sha256sum over the same bytes.
enum VerifyBenchmark {
  static let perBatch = 2_000

  static func run(entries: Int = 200_000) async throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }  // a leftover hurts nobody
    let ledger = try SQLiteLedger.open(
      path: folder.appending(path: "ledger.sqlite").path,
      organisation: "Example",
      now: { Timestamp(milliseconds: 1_772_442_840_000) }
    )
    for start in stride(from: 0, to: entries, by: perBatch) {
      var batch = LedgerBatch([])
      for number in start..<(start + perBatch) {
        let answer = try AnswerBenchmark.answer(number)
        batch.drafts += answer.drafts
        batch.documents = answer.documents
      }
      _ = try await ledger.append(batch)
    }
    let plain = folder.appending(path: "entries")
    try Data().write(to: plain)
    let handle = try FileHandle(forWritingTo: plain)
    var bytes = 0
    var position = 0
    while position < entries {
      let page = try await ledger.entries(from: position, limit: 10_000)
      let data = Data(page.flatMap(\.bytes))
      bytes += data.count
      try handle.write(contentsOf: data)
      position += page.count
    }
    var ours = Times()
    var theirs = Times()
    for _ in 0..<5 {
      ours.add(
        try await microseconds {
          let verification = try await ledger.verify()
          precondition(verification.holds && verification.size == entries)
        }
      )
      theirs.add(
        try await microseconds {
          let process = Process()
          process.executableURL = URL(filePath: "/usr/bin/sha256sum")
          process.arguments = [plain.path]
          process.standardOutput = Pipe()
          try process.run()
          process.waitUntilExit()
        }
      )
    }
    let gigabytes = Double(bytes) / 1e9
    print(
      "verify:    \(rounded(ours.median / 1e6 / gigabytes)) s per GB of entries (\(entries) entries)"
    )
    print("sha256sum: \(rounded(theirs.median / 1e6 / gigabytes)) s per GB")
    print("ratio:     \(rounded(ours.median / theirs.median)) (at most 3)")
    print("memory:    \(rounded(try peakMegabytes())) MB at most, writing included")
  }
}
