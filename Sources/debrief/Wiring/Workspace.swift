import Content
import Foundation
import Storage

/// The folder that holds `Content/` and `Reports/`.
struct Workspace {
  let path: String

  init(_ options: GlobalOptions) throws {
    if let given = options.workspace {
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

  func read() -> ContentReading { ContentFolder.read(path) }

  /// The content, or all that is wrong with it.
  func library() throws -> ContentLibrary {
    let reading = read()
    guard let library = reading.library else {
      throw ContentFault(diagnostics: reading.diagnostics.filter { $0.severity == .error })
    }
    return library
  }
}
