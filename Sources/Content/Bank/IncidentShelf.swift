import Synchronization

/// The place of one incident in a library: what is known of it at once, and the incident itself when
/// somebody asks for it.
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

  private let open: @Sendable () -> Content?
  private let content: Mutex<Content?>

  /// A shelf with its incident; its versions are computed here.
  convenience init(_ incident: Incident) {
    var versions: [ItemID: ItemVersion] = [:]
    var writer = CanonicalWriter()
    for lesson in incident.lessons {
      for item in lesson.items where versions[item.id] == nil {
        versions[item.id] = ItemVersion(of: item, by: &writer)
      }
    }
    self.init(incident, versions: versions)
  }

  /// A shelf with a translation, whose items keep the key digests of the original.
  convenience init(_ translation: Incident, keysOf original: IncidentShelf) {
    let keys = original.versions
    let versions = translation.lessons.flatMap(\.items).map { item -> (ItemID, ItemVersion) in
      let own = ItemVersion(of: item)
      let key = keys[item.id]?.keyDigest ?? own.keyDigest
      return (item.id, ItemVersion(item: item.id, digest: own.digest, keyDigest: key))
    }
    self.init(translation, versions: Dictionary(versions) { first, _ in first })
  }

  private init(_ incident: Incident, versions: [ItemID: ItemVersion]) {
    id = incident.id
    language = incident.language
    lessons = incident.lessons.map(LessonOutline.init)
    hasTabletop = incident.tabletop != nil
    let content = Content(incident: incident, versions: versions)
    open = { content }
    self.content = Mutex(content)
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
    self.open = open
    content = Mutex(nil)
  }

  private var opened: Content? {
    content.withLock { kept in
      if kept == nil { kept = open() }
      return kept
    }
  }

  var incident: Incident? { opened?.incident }
  var versions: [ItemID: ItemVersion] { opened?.versions ?? [:] }
}
