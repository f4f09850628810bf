import NBObservations

/// What one observation says about exposure, and what it is grouped by. Observations with equal facts are
/// interchangeable for every question about exposure.
///
/// Nothing is carried over from earlier answers: what an answer leaves out is missing here (rule E3). Free text and
/// `lease.update_at` are not part of it.
public struct ExposureFacts: Hashable, Sendable {
  /// GONE for a gone answer; `.other` for an unknown word; nil without a status.
  public var status: InstanceStatus?
  /// What is listed, or that nothing was sent.
  public var billing: BillingShape = []
  /// As sent.
  public var feature: String?
  /// The instance runs in a dedicated pool.
  public var hasPool = false
  /// Nil when the answer had no volume.
  public var volume: Volume?
  /// `updateAt` is always nil.
  public var lease: Lease?
  /// The capacity lies below the latest earlier known one of the instance. True for the observation that shows the
  /// smaller volume first, and only for it.
  public var capacityShrank = false

  /// The flavor id.
  public var flavor: String?
  /// With the image's categories an input of the flavor class, for flavors that the catalogue does not know.
  public var customSpecCategory: String?
  /// Empty when absent.
  public var imageCategories: [String] = []
  /// `image.id`.
  public var imageID: String?
  /// `image.name`.
  public var imageName: String?
  /// `image.tag`.
  public var imageTag: String?
  /// `workspace_id`.
  public var workspaceID: String?
  /// `user.id`.
  public var userID: String?
  /// `user.name`.
  public var userName: String?
  /// `pool.id`.
  public var poolID: String?

  /// An answer that says nothing at all.
  public init() {}

  /// The facts of a state-carrying answer: gone, or accepted with a body. Nil for every other answer.
  public init?(_ answer: Answer) {
    switch answer.observationClass {
    case .gone: break
    case .accepted where answer.hasBody: break
    default: return nil
    }
    let facts = answer.facts
    status = answer.status
    billing = BillingShape(facts.billingItems)
    feature = facts.feature
    hasPool = facts.hasPool
    volume = facts.volume
    lease = facts.lease
    lease?.updateAt = nil
    flavor = facts.flavor
    customSpecCategory = facts.customSpecCategory
    imageCategories = facts.imageCategories ?? []
    imageID = facts.imageID
    imageName = facts.imageName
    imageTag = facts.imageTag
    workspaceID = facts.workspaceID
    userID = facts.userID
    userName = facts.userName
    poolID = facts.poolID
  }

  /// Gone or DELETED: there is nothing left to charge for.
  public var isGone: Bool { status == .gone || status == .deleted }

  /// `feature` DEFAULT, in any case: the free CodeLab instance.
  var isCodeLab: Bool { feature?.isWord("DEFAULT") ?? false }

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
