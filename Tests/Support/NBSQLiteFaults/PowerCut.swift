/// What became of the changes that no sync had made durable when the power went.
package enum PowerCut: Sendable, CaseIterable {
  /// The disk has none of them.
  case dropped
  /// The disk has all of them.
  case kept
  /// All but the last write of each file, of which the first sectors are there.
  case torn
  /// Any sectors of any of them, whatever their order was.
  case scattered
  /// A fate for each file.
  case mixed
}

/// The disk under a recording: what is on it for good, and what only the operating system knows.
///
/// What was synced is on the disk. Of what was written since, a disk may have kept all, nothing, any sectors in any
/// order; a file may have grown before its bytes arrived. A file that was never synced may be missing; a removed one may
/// be back unless its directory was synced. A sector is written whole or not at all, and writing one leaves the others.
package struct SimulatedDisk: Sendable {
  private var states: [String: FileState] = [:]
  /// What the workload had been told was kept.
  package private(set) var acknowledged = 0

  /// A disk with these files on it, by name.
  package init(_ files: [String: [UInt8]] = [:]) {
    states = files.mapValues { FileState(durable: $0) }
  }

  /// What happened next.
  package mutating func apply(_ entry: FileRecording.Entry) {
    if case .syncDirectory = entry.change {
      for name in states.keys { states[name]?.syncName() }
    } else {
      states[entry.file, default: FileState(durable: nil)].apply(entry.change)
    }
    acknowledged = entry.acknowledged
  }

  /// The files that are there after the power was cut now, by name.
  ///
  /// - Parameter random: decides which sectors are there, and the fates of `mixed`.
  package func files(after cut: PowerCut, using random: inout some RandomNumberGenerator) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    // The order of a dictionary must not decide what is drawn.
    for (name, state) in states.sorted(by: { $0.key < $1.key }) {
      var fate = cut
      if cut == .mixed { fate = [.dropped, .kept, .torn, .scattered].randomElement(using: &random) ?? .kept }
      if let bytes = state.contents(fate, using: &random) { files[name] = bytes }
    }
    return files
  }
}

/// One file: what is durable, and what has happened to it since.
private struct FileState {
  private static let sector = 512

  private var durable: [UInt8]?
  private var pending: [FileRecording.Change] = []
  /// The durable contents with all that is pending.
  private var kept: [UInt8]?

  init(durable: [UInt8]?) {
    self.durable = durable
    kept = durable
  }

  mutating func apply(_ change: FileRecording.Change) {
    switch change {
    case .sync:
      durable = kept
      pending = []
    case .failedSync:
      kept = durable
      pending = []
    case .delete(isDurable: true):
      durable = nil
      kept = nil
      pending = []
    default:
      pending.append(change)
      Self.apply(change, to: &kept)
    }
  }

  /// Whether the file is there is on the disk; its bytes are not.
  mutating func syncName() {
    if let removal = pending.lastIndex(where: { if case .delete = $0 { true } else { false } }) {
      durable = nil
      pending.removeFirst(removal + 1)
    }
    if durable == nil, kept != nil { durable = [] }
  }

  private static func apply(_ change: FileRecording.Change, to bytes: inout [UInt8]?) {
    switch change {
    case .open: if bytes == nil { bytes = [] }
    case .delete: bytes = nil
    case .sync, .failedSync, .syncDirectory: break
    case .truncate(let size): if bytes != nil { resize(&bytes, to: Int(size)) }
    case .write(let place, let new): write(new[...], at: Int(place), to: &bytes)
    }
  }

  private static func resize(_ bytes: inout [UInt8]?, to size: Int) {
    var all = bytes ?? []
    bytes = nil
    if all.count > size { all.removeLast(all.count - size) }
    if all.count < size { all += [UInt8](repeating: 0, count: size - all.count) }
    bytes = all
  }

  private static func write(_ new: ArraySlice<UInt8>, at place: Int, to bytes: inout [UInt8]?) {
    var all = bytes ?? []
    bytes = nil
    if all.count < place + new.count { all += [UInt8](repeating: 0, count: place + new.count - all.count) }
    all.replaceSubrange(place..<(place + new.count), with: new)
    bytes = all
  }

  /// The parts of a write that lie in one sector each.
  private static func sectors(_ new: [UInt8], at place: Int) -> [(place: Int, bytes: ArraySlice<UInt8>)] {
    var parts: [(Int, ArraySlice<UInt8>)] = []
    var start = 0
    while start < new.count {
      let end = min(start + sector - (place + start) % sector, new.count)
      parts.append((place + start, new[start..<end]))
      start = end
    }
    return parts
  }

  func contents(_ fate: PowerCut, using random: inout some RandomNumberGenerator) -> [UInt8]? {
    switch fate {
    case .dropped: return durable
    case .kept, .mixed: return kept
    case .torn:
      guard case .write(let place, let new)? = pending.last else { return kept }
      var bytes = durable
      for change in pending.dropLast() { Self.apply(change, to: &bytes) }
      let parts = Self.sectors(new, at: Int(place))
      for part in parts.prefix(Int.random(in: 0...parts.count, using: &random)) {
        Self.write(part.bytes, at: part.place, to: &bytes)
      }
      return bytes
    case .scattered:
      var bytes = durable
      for change in pending {
        guard case .write(let place, let new) = change else {
          if Bool.random(using: &random) { Self.apply(change, to: &bytes) }
          continue
        }
        for part in Self.sectors(new, at: Int(place)) where Bool.random(using: &random) {
          Self.write(part.bytes, at: part.place, to: &bytes)
        }
      }
      // The length may be known before the bytes are there.
      if let kept, let there = bytes, there.count < kept.count, Int.random(in: 0..<4, using: &random) == 0 {
        Self.resize(&bytes, to: kept.count)
      }
      return bytes
    }
  }
}
