/// One object a stream, found by the stream's id without hashing: ids are given from 1 on without gaps.
struct StreamTable<Element: AnyObject> {
  private var slots: [Element?] = []

  /// The stream's object, made on first use.
  @inline(__always)
  mutating func object(_ stream: Int64, make: () -> Element) -> Element {
    let index = Int(stream)
    if index < slots.count, let known = slots[index] { return known }
    if index >= slots.count {
      slots.append(contentsOf: repeatElement(nil, count: max(index + 1, slots.count * 2) - slots.count))
    }
    let object = make()
    slots[index] = object
    return object
  }

  /// Calls `body` with every object, in the order of ids.
  func forEach<Thrown: Error>(_ body: (Int64, Element) throws(Thrown) -> Void) throws(Thrown) {
    for (index, slot) in slots.enumerated() {
      if let slot { try body(Int64(index), slot) }
    }
  }
}
