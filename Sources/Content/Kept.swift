import Synchronization

/// A value that is made when somebody first asks for it, and kept.
final class Kept<Value: Sendable>: Sendable {
  private let make: @Sendable () -> Value
  private let kept: Mutex<Value?>

  init(_ make: @escaping @Sendable () -> Value) {
    self.make = make
    kept = Mutex(nil)
  }

  var value: Value {
    kept.withLock { kept in
      if let value = kept { return value }
      let value = make()
      kept = value
      return value
    }
  }
}
