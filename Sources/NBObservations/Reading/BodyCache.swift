/// Bodies seen lately, by their raw bytes. Polls mostly repeat the body before: equal raw bytes were parsed, redacted
/// and digested already, so nothing of that is done again.
///
/// Raw bodies hold secrets: they stay in memory. A hash only finds the candidate; equality is decided by the bytes, or,
/// where a fleet is too large to keep those, by their SHA-256.
struct BodyCache {
  final class Entry {
    let body: Body
    /// Where its parts are; empty where the bytes are not kept.
    private let layout: BodyLayout
    /// The last observed answer with this body, and the envelope fields it was made from.
    var content: ObservedAnswer?
    fileprivate(set) var signature = EnvelopeSignature()
    /// The envelope by which it is found.
    fileprivate var name: UInt64?
    /// The raw bytes: comparing them costs least. Nil where the digest stands for them.
    private let bytes: UnsafeRawBufferPointer?
    /// A thirtieth of the memory, at the price of a digest for each comparison.
    private let digest: Digest

    fileprivate init(_ body: Body, raw: UnsafeRawBufferPointer, layout: BodyLayout, keepsBytes: Bool) {
      self.body = body
      self.layout = keepsBytes ? layout : BodyLayout()
      digest = keepsBytes ? .zero : Digest(hashing: raw)
      bytes = keepsBytes ? raw.copied() : nil
    }

    deinit { bytes?.deallocate() }

    /// What is known of it for the next body of its instance, valid as long as the entry; nil where the bytes are not kept.
    var known: KnownBody? { bytes.map { KnownBody(raw: $0, body: body, layout: layout) } }

    /// Bytes that are kept.
    fileprivate var kept: Int { bytes.map { $0.count + layout.size } ?? 0 }

    func isOf(_ raw: UnsafeRawBufferPointer) -> Bool {
      if let bytes { return bytes.isEqual(to: raw) }
      return digest == Digest(hashing: raw)
    }
  }

  /// Of raw bytes; bodies beyond it are kept by their digests.
  private let maximumBytes: Int
  /// Beyond this the cache starts anew, so that memory does not grow with the number of instances.
  private let maximumEntries: Int

  private var entries: [UInt64: Entry] = [:]
  private var latest: [String: UInt64] = [:]
  /// By a hash of the `notebook_id` of the envelope, where it has the usual form.
  private var named: [UInt64: Entry] = [:]
  private var bytes = 0

  /// - Parameters:
  ///   - maximumBytes: of raw bodies.
  ///   - maximumEntries: instances of which a body is kept, about 4 KB each.
  init(maximumBytes: Int = 32 << 20, maximumEntries: Int = RememberedInstances.limit) {
    self.maximumBytes = maximumBytes
    self.maximumEntries = maximumEntries
  }

  func find(_ raw: UnsafeRawBufferPointer, hash: UInt64) -> Entry? {
    guard let entry = entries[hash], entry.isOf(raw) else { return nil }
    return entry
  }

  /// The last body of an instance, by the body's own id.
  func find(instance id: String) -> Entry? { latest[id].flatMap { entries[$0] } }

  /// The last body that came in an envelope of the usual form with the same `notebook_id`, if it was kept since.
  func find(named scan: EnvelopeScan) -> Entry? { named[Self.hash(scan[.notebookID])] }

  /// Has a body found by the envelope that it came in.
  mutating func name(_ entry: Entry, by scan: EnvelopeScan) {
    entry.signature = EnvelopeSignature(scan)
    guard !scan[.notebookID].isEmpty else { return }
    let name = Self.hash(scan[.notebookID])
    if let other = entry.name, other != name, named[other] === entry { named[other] = nil }
    entry.name = name
    named[name] = entry
  }

  /// Keeps a body in place of the one that its instance had before.
  mutating func insert(
    _ body: Body, raw: UnsafeRawBufferPointer, hash: UInt64, layout: BodyLayout = BodyLayout()
  ) -> Entry {
    if entries.count >= maximumEntries {
      entries.removeAll(keepingCapacity: true)
      latest.removeAll(keepingCapacity: true)
      named.removeAll(keepingCapacity: true)
      bytes = 0
    }
    if let id = body.notebookID, let old = latest.updateValue(hash, forKey: id), old != hash { remove(old) }
    remove(hash)
    let fits = bytes + raw.count + layout.size <= maximumBytes
    let entry = Entry(body, raw: raw, layout: layout, keepsBytes: fits)
    entries[hash] = entry
    bytes += entry.kept
    return entry
  }

  private mutating func remove(_ hash: UInt64) {
    guard let removed = entries.removeValue(forKey: hash) else { return }
    bytes -= removed.kept
    if let name = removed.name, named[name] === removed { named[name] = nil }
  }

  /// 64 bits to find a candidate by: eight bytes of every 32 and the last ones, multiplied and folded. Of an instance only
  /// the latest body is kept, so what two of its bodies differ in need not be among them; ids, by which bodies of several
  /// instances differ, are longer than what is left out.
  static func hash(_ raw: UnsafeRawBufferPointer) -> UInt64 {
    var lane: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(raw.count)
    @inline(__always) func mix(_ word: UInt64) {
      let product = (lane ^ word).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
      lane = product.high ^ product.low
    }
    var at = 0
    while at &+ 8 <= raw.count {
      mix(raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      at &+= 32
    }
    if raw.count >= 8 {
      mix(raw.loadUnaligned(fromByteOffset: raw.count &- 8, as: UInt64.self))
    } else {
      for byte in raw { mix(UInt64(byte)) }
    }
    return lane
  }
}
