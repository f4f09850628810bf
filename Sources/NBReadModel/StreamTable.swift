/// A set of streams that is asked for every event: a bit for each.
struct StreamSet {
  private var words: [UInt64]

  init(_ streams: Set<Int64>) {
    words = Array(repeating: 0, count: Int(streams.max() ?? 0) / 64 + 1)
    for stream in streams { words[Int(stream) / 64] |= 1 << UInt64(stream % 64) }
  }

  @inline(__always)
  func contains(_ stream: Int64) -> Bool {
    let index = Int(stream) / 64
    return stream >= 0 && index < words.count && words[index] >> UInt64(stream % 64) & 1 == 1
  }
}

/// One object a stream, found by the stream's id without hashing: ids are given from 1 on without gaps.
struct StreamTable<Element: AnyObject> {
  /// By id, without counting references: counting would cost a write to every object that is looked at.
  private var slots: [Unmanaged<Element>?] = []
  /// Keeps the objects.
  private var objects: [Element] = []
  /// By numbers that no log gives, but a damaged page may hold.
  private var others: [Int64: Element] = [:]
  private static var slotCount: Int64 { 1 << 24 }

  /// How many streams have one.
  var count: Int { objects.count + others.count }

  /// The stream's object; nil when none was made.
  @inline(__always)
  func known(_ stream: Int64) -> Element? {
    guard (0..<Self.slotCount).contains(stream) else { return others[stream] }
    let index = Int(stream)
    return index < slots.count ? slots[index]?.takeUnretainedValue() : nil
  }

  /// The stream's object, made on first use.
  @inline(__always)
  mutating func object(_ stream: Int64, make: () -> Element) -> Element {
    unretained(stream, make: make).takeUnretainedValue()
  }

  /// As ``object(_:make:)``, not retained: valid for as long as the table is.
  @inline(__always)
  mutating func unretained(_ stream: Int64, make: () -> Element) -> Unmanaged<Element> {
    guard (0..<Self.slotCount).contains(stream) else { return other(stream, make: make) }
    let index = Int(stream)
    if index < slots.count, let known = slots[index] { return known }
    if index >= slots.count {
      slots.append(contentsOf: repeatElement(nil, count: max(index + 1, slots.count * 2) - slots.count))
    }
    let object = make()
    objects.append(object)
    let made = Unmanaged.passUnretained(object)
    slots[index] = made
    return made
  }

  private mutating func other(_ stream: Int64, make: () -> Element) -> Unmanaged<Element> {
    let object = others[stream] ?? make()
    others[stream] = object
    return .passUnretained(object)
  }

  /// Calls `body` with every object, in the order of ids; numbers that no log gives come last.
  func forEach<Thrown: Error>(_ body: (Int64, Element) throws(Thrown) -> Void) throws(Thrown) {
    for (index, slot) in slots.enumerated() {
      if let slot { try body(Int64(index), slot.takeUnretainedValue()) }
    }
    for (stream, object) in others.sorted(by: { $0.key < $1.key }) { try body(stream, object) }
  }
}
