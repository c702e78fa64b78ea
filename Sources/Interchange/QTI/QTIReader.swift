import Content

/// Reads QTI 1.2, 2.1, 2.2 and 3.0: an item, or a file of items.
///
/// Tests and manifests name the files of their items; those are read as a package.
package struct QTIReader {
  package static func read(_ source: SourceText) -> ForeignReading {
    do throws(ContentFault) {
      let document = try XMLDocument(source)
      var reading = read(document)
      reading.limitDiagnostics(source)
      return reading
    } catch {
      var reading = ForeignReading()
      reading.diagnostics = error.diagnostics
      return reading
    }
  }

  private static func read(_ document: XMLDocument) -> ForeignReading {
    switch document.root.qtiName {
    case "questestinterop": return QTI12Reader.read(document)
    case "assessment-item":
      var reader = QTIItemReader(document)
      reader.read(document.root)
      return reader.reading
    case "assessment-test", "manifest", "assessment-section":
      return refused(
        document,
        "qti-other-files",
        "<\(document.root.name)> names the files of its items, and holds none",
        "give the package (.zip, .imscc) or the files of the items"
      )
    default:
      return refused(
        document,
        "qti-root",
        "the file is <\(document.root.name.prefix(60))>, which holds no items of QTI",
        "give an <assessmentItem>, <qti-assessment-item>, <questestinterop> or a package"
      )
    }
  }

  private static func refused(
    _ document: XMLDocument,
    _ code: String,
    _ message: String,
    _ hint: String
  ) -> ForeignReading {
    var reading = ForeignReading()
    reading.diagnostics = [
      Diagnostic(code: code, message, at: document.location(of: document.root), hint: hint)
    ]
    return reading
  }
}
