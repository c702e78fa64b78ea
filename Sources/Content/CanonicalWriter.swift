/// Writes canonical JSON (RFC 8785) as it goes, for texts that are written ten thousand at a time: a
/// ``JSONValue`` in between takes far longer than the text.
///
/// Whoever writes an object names its members in canonical order; a debug build holds them to it.
struct CanonicalWriter {
  private(set) var bytes: [UInt8]

  /// Whether a value would be the first inside its brackets, or follows its name.
  private var isFirst = true

  /// The member that was named last in the object that is being written.
  private var lastName: String?

  /// A writer with room for what an item says.
  init() {
    bytes = []
    bytes.reserveCapacity(2_048)
  }

  /// Forgets what was written and keeps the room for the next text.
  mutating func begin() {
    bytes.removeAll(keepingCapacity: true)
    isFirst = true
  }

  /// The SHA-256 of what was written.
  var digest: Digest { bytes.withUnsafeBytes { Digest(of: $0) } }

  // MARK: Values

  mutating func write(_ text: String) {
    separate()
    JSONValue.write(text, to: &bytes)
  }

  mutating func write(_ texts: [String]) { write(texts) { $0.write($1) } }

  mutating func write(_ value: JSONValue) {
    separate()
    value.write(to: &bytes)
  }

  mutating func write<Element>(
    _ elements: some Sequence<Element>,
    _ each: (inout CanonicalWriter, Element) -> Void
  ) {
    separate()
    bytes.append(UInt8(ascii: "["))
    isFirst = true
    for element in elements { each(&self, element) }
    bytes.append(UInt8(ascii: "]"))
    isFirst = false
  }

  mutating func writeObject(_ members: (inout CanonicalWriter) -> Void) {
    separate()
    bytes.append(UInt8(ascii: "{"))
    isFirst = true
    let outer = lastName
    lastName = nil
    members(&self)
    lastName = outer
    bytes.append(UInt8(ascii: "}"))
    isFirst = false
  }

  // MARK: Members

  mutating func member(_ name: String, _ text: String) {
    write(name: name)
    write(text)
  }

  mutating func member(_ name: String, _ texts: [String]) {
    write(name: name)
    write(texts)
  }

  mutating func member(_ name: String, _ value: JSONValue) {
    write(name: name)
    write(value)
  }

  mutating func member<Element>(
    _ name: String,
    _ elements: some Sequence<Element>,
    _ each: (inout CanonicalWriter, Element) -> Void
  ) {
    write(name: name)
    write(elements, each)
  }

  mutating func member(_ name: String, _ value: (inout CanonicalWriter) -> Void) {
    write(name: name)
    value(&self)
  }

  private mutating func write(name: String) {
    assert(lastName.map { precedesInUTF16($0, name) } ?? true, "‘\(name)’ is out of order")
    write(name)
    bytes.append(UInt8(ascii: ":"))
    isFirst = true
    lastName = name
  }

  private mutating func separate() {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
  }
}
