import Content
import Foundation
import Storage

/// The folder that holds `Content/` and `Reports/`.
struct Workspace {
  let path: String

  init(_ settings: Settings) throws {
    if let given = settings.workspace {
      guard isFolder("\(given)/Content") else {
        throw Refusal(
          .noInput,
          "\(given) has no folder Content",
          hint: "give the folder that holds Content/ by --workspace"
        )
      }
      path = given
      return
    }
    var folder = FileManager.default.currentDirectoryPath
    while !isFolder("\(folder)/Content") {
      guard let slash = folder.lastIndex(of: "/"), folder != "/" else {
        throw Refusal(
          .noInput,
          "there is no folder Content here or above",
          hint: "change into a workspace, or name one by --workspace DIR"
        )
      }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
    path = folder
  }

  /// Where what can be made anew is kept, by the XDG base directories.
  private static var cacheFolder: String {
    let environment = ProcessInfo.processInfo.environment
    let cache = environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    return "\(cache ?? "\(environment["HOME"] ?? ".")/.cache")/debrief"
  }

  func read() -> ContentReading { ContentFolder.read(path) }

  /// The content, or all that is wrong with it.
  func library() throws -> ContentLibrary {
    try BankFile(workspace: path, cacheFolder: Self.cacheFolder).library()
  }
}
