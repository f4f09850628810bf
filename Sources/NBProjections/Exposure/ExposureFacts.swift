import NBObservations

/// What one observation says about exposure, and what it is grouped by. Observations with equal facts are
/// interchangeable for every question about exposure.
///
/// Nothing is carried over from earlier answers: what an answer leaves out is missing here (rule E3). Free text and
/// `lease.update_at` are not part of it.
@dynamicMemberLookup
package struct ExposureFacts: Hashable, Sendable {
  /// GONE for a gone answer; `.other` for an unknown word; nil without a status.
  package var status: InstanceStatus?
  /// What is listed, or that nothing was sent.
  package var billing: BillingShape = []
  /// The instance runs in a dedicated pool.
  package var hasPool = false
  /// Nil when the answer had no volume.
  package var volume: Volume?
  /// `updateAt` is always nil.
  package var lease: Lease?
  /// The capacity lies below the latest earlier known one of the instance. True for the observation that shows the
  /// smaller volume first, and only for it.
  package var capacityShrank = false
  /// What exposure is grouped by. Image categories are an empty list when absent.
  package var traits = NotebookTraits()

  /// An answer that says nothing at all.
  package init() {}

  /// The facts of a state-carrying answer: gone, or accepted with a body. Nil for every other answer.
  package init?(_ answer: Answer) {
    switch answer.observationClass {
    case .gone: break
    case .accepted where answer.hasBody: break
    default: return nil
    }
    let facts = answer.facts
    status = answer.status
    billing = BillingShape(facts.billingItems)
    hasPool = facts.hasPool
    volume = facts.volume
    lease = facts.lease
    lease?.updateAt = nil
    traits = facts.traits
    traits.imageCategories = facts.imageCategories ?? []
  }

  package subscript<Value>(dynamicMember path: WritableKeyPath<NotebookTraits, Value>) -> Value {
    get { traits[keyPath: path] }
    set { traits[keyPath: path] = newValue }
  }

  /// Gone or DELETED: there is nothing left to charge for.
  package var isGone: Bool { status == .gone || status == .deleted }

  /// `feature` DEFAULT, in any case: the free CodeLab instance.
  var isCodeLab: Bool { traits.feature?.isWord("DEFAULT") ?? false }

  /// Free for a resource: CodeLab, and class N for it.
  func isFree(of resource: ExposureResource) -> Bool {
    isCodeLab && exposureClass(of: resource) == .no
  }

  /// GB that are charged for, after the free ones of the volume's category (keys in upper case).
  /// Nil when the capacity is not known; a negative one counts as 0.
  func chargeableGB(freeGB: [String: Int64]) -> Int64? {
    guard let volume, let capacity = volume.capacity else { return nil }
    guard !freeGB.isEmpty, let free = volume.category.flatMap({ freeGB[$0.uppercased()] }) else {
      return max(0, capacity)
    }
    let (rest, overflow) = capacity.subtractingReportingOverflow(free)
    return overflow ? 0 : max(0, rest)
  }
}
