/// The place of one incident in a library: what is known of it at once, and the incident and its
/// versions when somebody asks for them.
final class IncidentShelf: Sendable {
  let id: IncidentID
  let language: String
  let lessons: [LessonOutline]
  let hasTabletop: Bool

  /// What ``incident`` and ``versions`` come from.
  struct Content: Sendable {
    let incident: Incident
    let versions: [ItemID: ItemVersion]
  }

  /// The incident of a shelf that was filled with it; its versions are computed when they are asked for.
  private let filled: Incident?
  private let content: Kept<Content?>

  /// A shelf with its incident.
  convenience init(_ incident: Incident) {
    self.init(incident) { Self.versions(of: incident) }
  }

  /// A shelf with a translation, whose items keep the key digests of the original.
  convenience init(_ translation: Incident, keysOf original: IncidentShelf) {
    self.init(translation) {
      let keys = original.versions
      return Self.versions(of: translation).mapValues { own in
        let key = keys[own.item]?.keyDigest ?? own.keyDigest
        return ItemVersion(item: own.item, digest: own.digest, keyDigest: key)
      }
    }
  }

  private init(_ incident: Incident, versions: @escaping @Sendable () -> [ItemID: ItemVersion]) {
    id = incident.id
    language = incident.language
    lessons = incident.lessons.map(LessonOutline.init)
    hasTabletop = incident.tabletop != nil
    filled = incident
    content = Kept { Content(incident: incident, versions: versions()) }
  }

  /// The versions of all items; of two with the same id, the first counts.
  private static func versions(of incident: Incident) -> [ItemID: ItemVersion] {
    var versions: [ItemID: ItemVersion] = [:]
    var writer = CanonicalWriter()
    for lesson in incident.lessons {
      for item in lesson.items where versions[item.id] == nil {
        versions[item.id] = ItemVersion(of: item, by: &writer)
      }
    }
    return versions
  }

  /// A shelf that is opened by `open`, which gives `nil` if the incident is there no more.
  init(
    id: IncidentID,
    language: String,
    lessons: [LessonOutline],
    hasTabletop: Bool,
    open: @escaping @Sendable () -> Content?
  ) {
    self.id = id
    self.language = language
    self.lessons = lessons
    self.hasTabletop = hasTabletop
    filled = nil
    content = Kept(open)
  }

  var incident: Incident? { filled ?? content.value?.incident }
  var versions: [ItemID: ItemVersion] { content.value?.versions ?? [:] }
}
