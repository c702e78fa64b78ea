import Content
import Foundation
import Records

/// Who stands behind the pseudonyms of a ledger.
///
/// A file of its own beside the store, so that no copy of the log carries names, and no copy of the
/// log brings back a name that was erased.
package struct PeopleFile: Sendable {
  package struct Person: Codable, Hashable, Sendable {
    package let person: PersonID
    package var name: String
    package var login: String?
    package var uid: UInt32?

    package init(person: PersonID, name: String, login: String? = nil, uid: UInt32? = nil) {
      self.person = person
      self.name = name
      self.login = login
      self.uid = uid
    }
  }

  private struct Layout: Codable {
    let schema: Int
    let people: [Person]
  }

  package static let schema = 1

  package let path: String
  package private(set) var people: [Person]

  /// Reads the file beside a store; none is an empty one.
  package init(besideStore store: String) throws {
    path = store + ".people"
    people = try Self.read(path)
  }

  private static func read(_ path: String) throws -> [Person] {
    guard fileExists(path) else { return [] }
    let bytes: [UInt8]
    do throws(FileFault) { bytes = try readRegularFile(path, atMost: 1 << 30) } catch {
      throw LedgerError.unreadable("\(path): \(error.reason)")
    }
    let layout: Layout
    do { layout = try JSONDecoder().decode(Layout.self, from: Data(bytes)) } catch {
      throw LedgerError.damaged("\(path) is no list of people: \(error)")
    }
    guard layout.schema <= Self.schema else {
      throw LedgerError.newerVersion(found: layout.schema, known: Self.schema)
    }
    return layout.people
  }

  /// Adds people whose login, user id and name nobody here has, and keeps the file durably.
  ///
  /// The file is read again under its lock, so two processes never overwrite each other's people.
  /// Gives those that were really added.
  package mutating func add(_ candidates: [Person]) throws -> [Person] {
    let added: [Person]
    do throws(FileFault) {
      let lock = try PosixFile(path: path + ".lock", creates: true)
      guard try lock.lock(seconds: SQLiteLedger.lockSeconds) else {
        throw FileFault(path, errno: EWOULDBLOCK)
      }
      defer { lock.unlock() }
      (people, added) = try Self.merge(candidates, into: path)
    } catch {
      throw error.errno == EWOULDBLOCK
        ? LedgerError.busy(seconds: SQLiteLedger.lockSeconds)
        : LedgerError.notRecorded("\(error.path): \(error.reason)")
    }
    return added
  }

  private static func merge(
    _ candidates: [Person],
    into path: String
  ) throws(FileFault) -> (all: [Person], added: [Person]) {
    var all: [Person]
    do { all = try read(path) } catch { throw FileFault(path, errno: EBADMSG) }
    var names = Set(all.map(\.name))
    var logins = Set(all.compactMap(\.login))
    var ids = Set(all.compactMap(\.uid))
    let added = candidates.filter { person in
      if let uid = person.uid, ids.contains(uid) { return false }
      if let login = person.login, logins.contains(login) { return false }
      guard person.uid != nil || !names.contains(person.name) else { return false }
      names.insert(person.name)
      if let login = person.login { logins.insert(login) }
      if let uid = person.uid { ids.insert(uid) }
      return true
    }
    guard !added.isEmpty else { return (all, []) }
    all += added
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(Layout(schema: schema, people: all)) else {
      throw FileFault(path, errno: EINVAL)  // texts and numbers always encode
    }
    try replaceFile(at: path, with: Array(data) + [0x0A])
    return (all, added)
  }

  /// Adds one person, or gives the one who is there already under the same user id.
  package mutating func addIfNew(_ person: Person) throws -> Person {
    if let added = try add([person]).first { return added }
    guard let known = people.first(where: { $0.uid == person.uid || $0.login == person.login })
    else { throw LedgerError.damaged("\(path) changed while it was read") }
    return known
  }

  package func person(uid: UInt32) -> Person? { people.first { $0.uid == uid } }

  /// Finds people by pseudonym, login or name, exactly.
  package func find(_ text: String) -> [Person] {
    people.filter { $0.person.rawValue == text || $0.login == text || $0.name == text }
  }

  package func name(of person: PersonID) -> String {
    people.first { $0.person == person }?.name ?? person.rawValue
  }
}
