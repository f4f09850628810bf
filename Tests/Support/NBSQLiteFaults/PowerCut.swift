/// The files that a power cut can leave of a recording.
///
/// What was synced is on the disk. Of what was written since, a disk may have kept all, nothing, any sectors in any
/// order. A file that was never synced may be missing; a removed one may be back unless its directory was synced.
public struct PowerCut: Sendable {
  /// What became of the changes that no sync had made durable.
  public enum Fate: Sendable, CaseIterable {
    case dropped, kept, torn, scattered
  }

  private static let sector = 512

  /// Files by name at the moment of the cut; a file that is not there is missing.
  public private(set) var files: [String: [UInt8]] = [:]
  /// What the workload had been told was kept.
  public private(set) var acknowledged = 0

  /// - Parameters:
  ///   - count: how many entries of the recording had happened.
  ///   - random: decides which sectors of torn and scattered writes are there.
  public init(
    _ entries: [FileRecording.Entry], after count: Int, fate: Fate, using random: inout some RandomNumberGenerator
  ) {
    var states: [String: FileState] = [:]
    for entry in entries[..<count] {
      states[entry.file, default: FileState()].apply(entry.change)
      acknowledged = entry.acknowledged
    }
    // The order of a dictionary must not decide what is drawn.
    for (name, state) in states.sorted(by: { $0.key < $1.key }) {
      if let bytes = state.contents(fate, sector: Self.sector, using: &random) { files[name] = bytes }
    }
  }
}

/// One file: what is durable, and what has happened to it since.
private struct FileState {
  private var durable: [UInt8]?
  private var pending: [FileRecording.Change] = []

  mutating func apply(_ change: FileRecording.Change) {
    switch change {
    case .sync:
      durable = kept
      pending = []
    case .delete(isDurable: true):
      durable = nil
      pending = []
    default: pending.append(change)
    }
  }

  /// The contents as the program sees them.
  private var kept: [UInt8]? {
    var bytes = durable
    for change in pending { Self.apply(change, to: &bytes) }
    return bytes
  }

  private static func apply(_ change: FileRecording.Change, to bytes: inout [UInt8]?) {
    switch change {
    case .open: if bytes == nil { bytes = [] }
    case .delete: bytes = nil
    case .sync: break
    case .truncate(let size):
      guard let old = bytes else { return }
      bytes =
        old.count > size ? Array(old.prefix(Int(size))) : old + [UInt8](repeating: 0, count: Int(size) - old.count)
    case .write(let place, let new): write(new[...], at: Int(place), to: &bytes)
    }
  }

  private static func write(_ new: ArraySlice<UInt8>, at place: Int, to bytes: inout [UInt8]?) {
    var all = bytes ?? []
    bytes = nil
    if all.count < place + new.count { all += [UInt8](repeating: 0, count: place + new.count - all.count) }
    all.replaceSubrange(place..<(place + new.count), with: new)
    bytes = all
  }

  func contents(
    _ fate: PowerCut.Fate, sector: Int, using random: inout some RandomNumberGenerator
  ) -> [UInt8]? {
    switch fate {
    case .dropped: return durable
    case .kept: return kept
    case .torn:
      guard case .write(let place, let new)? = pending.last else { return kept }
      var earlier = self
      earlier.pending.removeLast()
      var bytes = earlier.kept
      let sectors = Int.random(in: 0...(new.count / sector), using: &random)
      Self.write(new.prefix(sectors * sector), at: Int(place), to: &bytes)
      return bytes
    case .scattered:
      var bytes = durable
      for change in pending {
        guard case .write(let place, let new) = change else {
          if Bool.random(using: &random) { Self.apply(change, to: &bytes) }
          continue
        }
        for start in stride(from: 0, to: new.count, by: sector) where Bool.random(using: &random) {
          Self.write(new[start..<min(start + sector, new.count)], at: Int(place) + start, to: &bytes)
        }
      }
      return bytes
    }
  }
}
