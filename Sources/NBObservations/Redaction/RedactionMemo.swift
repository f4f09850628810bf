import NBBasics

/// Strings that had to be looked at for secrets, each with what was made of it. Answers of an instance repeat their
/// addresses, and finding out that nothing is to be removed costs as much as removing it.
///
/// What it holds may be secret: it stays in memory.
final class RedactionMemo {
  private struct Slot {
    let raw: [UInt8]
    let isURL: Bool
    let written: [UInt8]
  }

  /// A string that comes to the place of another takes it: there are no more than so many.
  private static let places = 8_192
  /// Bytes; longer strings are not kept.
  private static let longest = 1_024

  private var slots: [Int: Slot] = [:]

  /// What the string with this JSON text, without its quotes, is written as; nil when it is not known.
  func written(_ raw: UnsafeRawBufferPointer, isURL: Bool) -> [UInt8]? {
    guard raw.count <= Self.longest, let slot = slots[Self.index(raw)], slot.isURL == isURL,
      slot.raw.count == raw.count, slot.raw.withUnsafeBytes({ $0.elementsEqual(raw, count: raw.count) })
    else { return nil }
    return slot.written
  }

  /// Keeps what a string was written as, quotes included.
  func keep(_ raw: UnsafeRawBufferPointer, isURL: Bool, written: some Sequence<UInt8>) {
    guard raw.count <= Self.longest else { return }
    slots[Self.index(raw)] = Slot(raw: Array(raw), isURL: isURL, written: Array(written))
  }

  private static func index(_ raw: UnsafeRawBufferPointer) -> Int {
    Int(truncatingIfNeeded: BodyCache.hash(raw) >> 32) & (places - 1)
  }
}
