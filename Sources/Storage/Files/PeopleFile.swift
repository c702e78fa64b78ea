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
    guard fileExists(path) else {
      people = []
      return
    }
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
    people = layout.people
  }

  /// Adds a person and keeps the file durably.
  package mutating func add(_ person: Person) throws {
    people.append(person)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let bytes = Array(try encoder.encode(Layout(schema: Self.schema, people: people)))
    do throws(FileFault) { try replaceFile(at: path, with: bytes + [0x0A]) } catch {
      throw LedgerError.notRecorded("\(path): \(error.reason)")
    }
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
