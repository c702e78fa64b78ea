/// Bytes that stay readable as long as somebody holds them, such as those of a file in memory.
package protocol HeldBytes: AnyObject, Sendable {
  var bytes: UnsafeRawBufferPointer { get }
}
