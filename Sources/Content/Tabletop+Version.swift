extension Tabletop {
  /// The canonical JSON of the story; the ledger keeps it under its digest.
  package var versionText: [UInt8] {
    let scenes = scenes.map { scene -> JSONValue in
      let choices = scene.choices.map { choice -> JSONValue in
        [
          "consequence": .string(choice.consequence), "target": .string(choice.target),
          "text": .string(choice.text),
        ]
      }
      return [
        "actual": .bool(scene.isActual), "choices": .array(choices),
        "debrief": scene.ending.map { .string($0.debrief) } ?? .null, "id": .string(scene.id),
        "outcome": scene.ending.map { .string($0.outcome.rawValue) } ?? .null,
        "text": .array(scene.text.map(\.canonical)), "title": .string(scene.title),
      ]
    }
    let value: JSONValue = [
      "id": .string(id), "opening": .array(opening.map(\.canonical)), "scenes": .array(scenes),
      "title": .string(title),
    ]
    return value.canonicalBytes
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
