import NBObservations

/// What is odd about the observations behind a figure.
package struct ExposureFlags: OptionSet, Hashable, Sendable {
  /// One bit a flag.
  package let rawValue: UInt16

  /// Flags by their bits.
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Feature DEFAULT, yet the resource is listed.
  package static let freeButListed = ExposureFlags(rawValue: 1)
  /// `billing_items` holds a word that is not STORAGE, COMPUTE or ALL. Both resources carry it.
  package static let unknownItem = ExposureFlags(rawValue: 2)
  /// COMPUTE is listed in STOPPED, CREATE_FAILED or START_FAILED.
  package static let listedWhileStopped = ExposureFlags(rawValue: 4)
  /// COMPUTE is listed without a known status.
  package static let unknownStatus = ExposureFlags(rawValue: 8)
  /// Gone, and seen again later. Both resources carry it.
  package static let resurrected = ExposureFlags(rawValue: 16)
  /// RUNNING, no pool, feature NOTEBOOK, and COMPUTE is not in the list.
  package static let runningNotListed = ExposureFlags(rawValue: 32)
  /// In a pool, yet COMPUTE is listed.
  package static let poolButListed = ExposureFlags(rawValue: 64)
  /// The volume is smaller than at the latest earlier look that knew its capacity. STORAGE carries it.
  package static let capacityShrank = ExposureFlags(rawValue: 128)

  private static let named: [(flag: ExposureFlags, word: String)] = [
    (.capacityShrank, "capacity-shrank"),
    (.freeButListed, "free-but-listed"),
    (.listedWhileStopped, "listed-while-stopped"),
    (.poolButListed, "pool-but-listed"),
    (.resurrected, "resurrected"),
    (.runningNotListed, "running-not-listed"),
    (.unknownItem, "unknown-item"),
    (.unknownStatus, "unknown-status"),
  ]

  /// The words of the output, in alphabetical order.
  package var words: [String] { Self.named.filter { contains($0.flag) }.map(\.word) }
}

extension ExposureFacts {
  /// The flags that this observation carries for a resource as long as it holds. `resurrected` needs the later
  /// observations, and `capacityShrank` belongs to an instant.
  func flags(of resource: ExposureResource) -> ExposureFlags {
    var flags: ExposureFlags = []
    if billing.contains(.unknownItem) { flags.insert(.unknownItem) }
    let isListed = billing.lists(resource)
    if isListed, isCodeLab, !isGone { flags.insert(.freeButListed) }
    if resource == .storage { return flags }
    if isListed {
      if hasPool { flags.insert(.poolButListed) }
      if !isCodeLab {
        switch status {
        case .stopped, .createFailed, .startFailed: flags.insert(.listedWhileStopped)
        case .other, nil: flags.insert(.unknownStatus)
        case .initial, .creating, .starting, .running, .snapshotting, .error, .stopping, .deleting, .deleted,
          .deleteFailed, .frozen, .gone:
          break
        }
      }
    } else if billing.contains(.present), status == .running, !hasPool, isNotebook {
      flags.insert(.runningNotListed)
    }
    return flags
  }

  /// `feature` NOTEBOOK, in any case, or missing.
  private var isNotebook: Bool { traits.feature?.isWord("NOTEBOOK") ?? true }
}
