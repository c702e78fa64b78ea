extension Tabletop {
  /// The canonical JSON of the story; the ledger keeps it under its digest.
  package var versionText: [UInt8] {
    var writer = CanonicalWriter()
    writer.writeObject { story in
      story.member("id", id)
      story.member("opening", opening) { $1.write(to: &$0) }
      story.member("scenes", scenes) { $0.write(scene: $1) }
      story.member("title", title)
    }
    return writer.bytes
  }

  /// The scenes on the way that the real organisation took, from the first on.
  package var actualPath: [Scene] {
    var path: [Scene] = []
    var next = scenes.first { $0.isActual }
    while let scene = next, !path.contains(where: { $0.id == scene.id }) {
      path.append(scene)
      next = scene.choices.lazy.compactMap { self.scene($0.target) }.first { $0.isActual }
    }
    return path
  }
}

extension CanonicalWriter {
  fileprivate mutating func write(scene: Tabletop.Scene) {
    writeObject { object in
      object.member("actual", .bool(scene.isActual))
      object.member("choices", scene.choices) { $0.write(choice: $1) }
      object.member("debrief", scene.ending.map { .string($0.debrief) } ?? .null)
      object.member("id", scene.id)
      object.member("outcome", scene.ending.map { .string($0.outcome.rawValue) } ?? .null)
      object.member("text", scene.text) { $1.write(to: &$0) }
      object.member("title", scene.title)
    }
  }

  private mutating func write(choice: Tabletop.Choice) {
    writeObject { object in
      object.member("consequence", choice.consequence)
      object.member("target", choice.target)
      object.member("text", choice.text)
    }
  }
}
