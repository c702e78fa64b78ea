import Dispatch
import Synchronization

/// Maps elements on all cores, in their order; `body` has to be pure.
package func inParallel<Element: Sendable, Value: Sendable>(
  _ elements: [Element],
  _ body: @Sendable (Element) -> Value
) -> [Value] {
  let values = Mutex([Value?](repeating: nil, count: elements.count))
  DispatchQueue.concurrentPerform(iterations: elements.count) { index in
    let value = body(elements[index])
    values.withLock { $0[index] = value }
  }
  return values.withLock { $0.compactMap(\.self) }
}
