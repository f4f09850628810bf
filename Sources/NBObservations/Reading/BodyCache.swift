/// Bodies seen lately, by their raw bytes. Polls mostly repeat the body before: equal raw bytes were parsed, redacted
/// and digested already, so nothing of that is done again.
///
/// Raw bodies hold secrets: they stay in memory. A hash only finds the candidate; equality is decided by the bytes.
struct BodyCache {
  final class Entry {
    let raw: [UInt8]
    let body: Body
    /// The last observed answer with this body, and the envelope fields it was made from.
    var content: ObservedAnswer?
    var signature = EnvelopeSignature()

    init(raw: [UInt8], body: Body) {
      self.raw = raw
      self.body = body
    }
  }

  /// Beyond this the cache starts anew, so that memory does not grow with the number of instances.
  private static let maximumBytes = 96 << 20

  private var entries: [UInt64: Entry] = [:]
  private var latest: [String: UInt64] = [:]
  private var bytes = 0

  func find(_ raw: UnsafeRawBufferPointer, hash: UInt64) -> Entry? {
    guard let entry = entries[hash], entry.raw.count == raw.count else { return nil }
    let isEqual = entry.raw.withUnsafeBytes { $0.elementsEqual(raw, count: raw.count) }
    return isEqual ? entry : nil
  }

  /// Keeps `entry` in place of the body that its instance had before.
  mutating func insert(_ entry: Entry, hash: UInt64) {
    if bytes + entry.raw.count > Self.maximumBytes {
      entries.removeAll(keepingCapacity: true)
      latest.removeAll(keepingCapacity: true)
      bytes = 0
    }
    if let replaced = entries.updateValue(entry, forKey: hash) { bytes -= replaced.raw.count }
    bytes += entry.raw.count
    guard let id = entry.body.notebookID else { return }
    if let old = latest.updateValue(hash, forKey: id), old != hash, let evicted = entries.removeValue(forKey: old) {
      bytes -= evicted.raw.count
    }
  }

  /// 64 bits of a fast, non-cryptographic hash: four lanes of multiply and fold.
  static func hash(_ raw: UnsafeRawBufferPointer) -> UInt64 {
    var lanes: (UInt64, UInt64, UInt64, UInt64) = (
      0x9E37_79B9_7F4A_7C15, 0xBF58_476D_1CE4_E5B9, 0x94D0_49BB_1331_11EB, UInt64(raw.count) | 1
    )
    @inline(__always) func mix(_ lane: UInt64, _ word: UInt64) -> UInt64 {
      let product = (lane ^ word).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
      return product.high ^ product.low
    }
    var at = 0
    while at &+ 32 <= raw.count {
      lanes.0 = mix(lanes.0, raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      lanes.1 = mix(lanes.1, raw.loadUnaligned(fromByteOffset: at &+ 8, as: UInt64.self))
      lanes.2 = mix(lanes.2, raw.loadUnaligned(fromByteOffset: at &+ 16, as: UInt64.self))
      lanes.3 = mix(lanes.3, raw.loadUnaligned(fromByteOffset: at &+ 24, as: UInt64.self))
      at &+= 32
    }
    while at < raw.count {
      lanes.0 = mix(lanes.0, UInt64(raw[at]))
      at &+= 1
    }
    return mix(mix(lanes.0, lanes.1), mix(lanes.2, lanes.3))
  }
}
