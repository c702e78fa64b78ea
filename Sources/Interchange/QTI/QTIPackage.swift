import Content

#if Packages
import CArchive
import Foundation
#endif

/// Reads a package: a zip with a manifest and the files of its items.
///
/// Names may not lead out of the package, links are refused, and sizes are bounded: nothing of a
/// package is ever written to the disk.
struct QTIPackage {
  static let mostFiles = 5_000
  static let largestFile = ForeignSource.largestFile
  static let largestWhole = 64 * 1_024 * 1_024

  /// Whether bytes are a zip archive.
  static func isPackage(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) }

  let path: String

  private func fault(_ code: String, _ message: String, _ hint: String) -> ForeignReading {
    var reading = ForeignReading()
    reading.diagnostics = [
      Diagnostic(
        code: code,
        message,
        at: SourceLocation(path: path, line: 1, column: 1),
        hint: hint
      )
    ]
    return reading
  }

  /// Reads the items in the order of the manifest.
  func read(_ bytes: [UInt8]) -> ForeignReading {
    #if Packages
    do throws(PackageRefused) {
      return read(try entries(bytes))
    } catch {
      return fault(
        "qti-package-refused",
        error.reason,
        "make the package again with a program that you trust"
      )
    }
    #else
    return fault(
      "qti-package",
      "this debrief was built without packages",
      "unpack it and give the files of its items, or build with --traits Packages"
    )
    #endif
  }

  private func read(_ files: [String: [UInt8]]) -> ForeignReading {
    var reading = ForeignReading()
    for name in order(files) {
      guard let bytes = files[name] else { continue }
      let shown = "\(path)/\(name)"
      do throws(ContentFault) {
        let source = try ForeignSource(path: shown, bytes: bytes).source
        let part = QTIReader.read(source)
        // What is no item is a part of every package.
        if part.items.isEmpty,
          part.diagnostics.allSatisfy({ ["qti-root", "qti-other-files"].contains($0.code) })
        {
          continue
        }
        reading.items += part.items
        reading.diagnostics += part.diagnostics
        reading.losses += part.losses
      } catch {
        reading.diagnostics += error.diagnostics
      }
    }
    return reading
  }

  /// The files that the manifest names in its order, or else every XML file by name.
  private func order(_ files: [String: [UInt8]]) -> [String] {
    let all = files.keys.filter { name in
      (name.hasSuffix(".xml") || name.hasSuffix(".qti")) && !name.hasSuffix("imsmanifest.xml")
    }.sorted()
    let manifestName = files.keys.filter {
      $0 == "imsmanifest.xml" || $0.hasSuffix("/imsmanifest.xml")
    }
    .min { $0.utf8.count < $1.utf8.count }
    guard let manifestName, let bytes = files[manifestName] else { return all }
    let manifest: XMLElement
    do throws(ContentFault) {
      manifest = try XMLDocument(path: manifestName, bytes: bytes).root
    } catch { return all }
    let folder = manifestName.dropLast("imsmanifest.xml".count)
    let resources = manifest.descendants(named: "resource").filter { resource in
      let type = resource["type"] ?? ""
      return type.contains("imsqti_item") || type.contains("imsqti_xmlv1p")
        || type.contains("imsqti_apipitem")
    }
    var seen: Set<String> = []
    let named = resources.flatMap { resource -> [String] in
      let files = resource.all("file").compactMap { $0["href"] }
      return ([resource["href"]].compactMap(\.self) + files).map { "\(folder)\($0)" }
    }.filter {
      files[$0] != nil && ($0.hasSuffix(".xml") || $0.hasSuffix(".qti")) && seen.insert($0).inserted
    }
    return named.isEmpty ? all : named
  }
}

#if Packages
/// Why a package is not read.
private struct PackageRefused: Error {
  let reason: String
}

extension QTIPackage {
  /// The regular files of the archive by name, or why there is something wrong with it.
  private func entries(_ bytes: [UInt8]) throws(PackageRefused) -> [String: [UInt8]] {
    // Without a UTF-8 locale libarchive gives no names but those of ASCII.
    setlocale(LC_CTYPE, "C.UTF-8")
    guard let archive = archive_read_new() else {
      throw PackageRefused(reason: "there is no memory")
    }
    defer { archive_read_free(archive) }
    archive_read_support_format_zip(archive)
    var files: [String: [UInt8]] = [:]
    var folded: Set<String> = []
    var whole = 0
    // The archive reads from the buffer until it is freed, so all reading is done within.
    let failure = bytes.withUnsafeBytes { buffer -> String? in
      guard archive_read_open_memory(archive, buffer.baseAddress, buffer.count) == ARCHIVE_OK else {
        return "the archive cannot be opened"
      }
      var entry: OpaquePointer?
      while true {
        let status = archive_read_next_header(archive, &entry)
        if status == ARCHIVE_EOF { return nil }
        guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let entry else {
          return "the archive is damaged"
        }
        guard let name = archive_entry_pathname_utf8(entry).map({ String(cString: $0) }) else {
          return "the name of a file is not UTF-8"
        }
        guard folded.count < Self.mostFiles else {
          return "there are more than \(Self.mostFiles) files"
        }
        if let reason = Self.refusal(name, entry) { return reason }
        guard folded.insert(name.lowercased()).inserted else {
          return "two files are called ‘\(name)’"
        }
        if name.hasSuffix("/") { continue }
        guard let content = Self.content(archive, &whole) else {
          return "‘\(name)’ is damaged, encrypted or too large"
        }
        files[name] = content
      }
    }
    if let failure { throw PackageRefused(reason: failure) }
    return files
  }

  private static func refusal(_ name: String, _ entry: OpaquePointer) -> String? {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    let isOutside =
      name.hasPrefix("/") || name.contains("\\") || name.contains(":") || parts.contains("..")
    if isOutside { return "the name ‘\(name)’ leads out of the package" }
    let kind = archive_entry_filetype(entry)
    let isPlain = kind == mode_t(0o100000) || kind == mode_t(0o040000)
    if !isPlain || archive_entry_symlink(entry) != nil || archive_entry_hardlink(entry) != nil {
      return "‘\(name)’ is a link or a device"
    }
    return nil
  }

  private static func content(_ archive: OpaquePointer, _ whole: inout Int) -> [UInt8]? {
    var content: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = archive_read_data(archive, &chunk, chunk.count)
      guard count >= 0 else { return nil }
      if count == 0 { return content }
      whole += count
      guard content.count + count <= largestFile, whole <= largestWhole else { return nil }
      content += chunk[..<count]
    }
  }
}
#endif
