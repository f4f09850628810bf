import NBObservations

/// Rules E5 to E9 of docs/semantics.md: the two tables.
extension ExposureFacts {
  /// How sure this observation is that the resource is charged.
  ///
  /// - Parameter assumesDocumented: raises *likely* to *certain* where it is inferred from the documentation, that is
  ///   where `billing_items` is missing.
  func exposureClass(of resource: ExposureResource, assumesDocumented: Bool = false) -> ExposureClass {
    if isGone { return .no }
    let isListed = billing.lists(resource)
    if isCodeLab { return isListed ? .possible : .no }
    if billing.contains(.present) {
      // An array without the resource, also an empty one: no, in every status.
      guard isListed else { return .no }
      return resource == .compute ? computeClassWhenListed : storageClassWhenListed
    }
    let inferred = resource == .compute ? computeClassWhenMissing : storageClassWhenMissing
    return inferred == .likely && assumesDocumented ? .certain : inferred
  }

  private var computeClassWhenListed: ExposureClass {
    switch status {
    case .running, .snapshotting: .certain
    case .starting, .stopping, .creating, .error: .likely
    case .initial, .deleting, .deleteFailed, .frozen: .possible
    case .stopped, .createFailed, .startFailed: .possible
    case .deleted, .gone: .no
    case .other, nil: .likely
    }
  }

  private var computeClassWhenMissing: ExposureClass {
    // The pool is paid for as a whole, not by the instance.
    if hasPool { return .no }
    switch status {
    case .running, .snapshotting: return .likely
    case .starting, .stopping, .creating, .error: return .possible
    case .initial, .deleting, .deleteFailed, .frozen: return .possible
    case .stopped, .createFailed, .startFailed, .deleted, .gone: return .no
    case .other, nil: return .possible
    }
  }

  /// Whether the volume exists for sure in this status.
  private var hasStorage: Bool {
    switch status {
    case .running, .snapshotting, .starting, .stopping, .stopped, .error, .startFailed, .deleteFailed: true
    case .initial, .creating, .createFailed, .deleting, .frozen, .deleted, .gone, .other, nil: false
    }
  }

  private var storageClassWhenListed: ExposureClass { hasStorage ? .certain : .likely }

  private var storageClassWhenMissing: ExposureClass {
    guard let volume else { return .possible }
    if volume.ownership?.isWord("DEDICATED") ?? false { return .no }
    return hasStorage ? .likely : .possible
  }
}
