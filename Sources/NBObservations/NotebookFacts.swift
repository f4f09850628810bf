import NBBasics

/// What one answer says about an instance, as far as the projections need it. Nil means that the answer left it out,
/// sent null, or sent a value of another JSON type; nothing here is carried over from earlier answers.
@dynamicMemberLookup
public struct NotebookFacts: Hashable, Sendable {
  /// The status word as sent, any case; nil when absent or empty.
  public var statusWord: String?
  /// `name` of the instance, as sent.
  public var name: String?
  /// What rows are grouped and filtered by. Its members are found here as if they were members of the facts.
  public var traits = NotebookTraits()
  /// `billing_items`; an empty list is told from an absent one.
  public var billingItems: BillingItems = .absent
  /// `volume`: the main storage; nil when the answer has no such object.
  public var volume: Volume?
  /// Whether `pool` is an object with an id or a name: the instance runs in a dedicated pool.
  public var hasPool = false
  /// `fail_reason`, redacted.
  public var failReason: String?
  /// `lease`; nil when the answer has no such object.
  public var lease: Lease?
  /// Top-level `create_at`: server time of creation.
  public var createAt: Instant?
  /// Top-level `update_at`: server time of the last persisted status change.
  public var updateAt: Instant?
  /// Known steps of `action_progress`, ascending by step, each once; empty when the list is absent.
  public var steps: [StepEntry] = []
  /// `error_code` as sent; nil when absent or empty.
  public var errorCode: String?
  /// `error_msg` (or the older `error_message`), redacted.
  public var errorMessage: String?

  /// Facts of an answer that says nothing: all are absent.
  public init() {}

  /// A trait.
  @inlinable
  public subscript<Value>(dynamicMember path: WritableKeyPath<NotebookTraits, Value>) -> Value {
    get { traits[keyPath: path] }
    set { traits[keyPath: path] = newValue }
  }

  /// The status that the word names; nil when the answer has no status.
  public var status: InstanceStatus? { statusWord.map(InstanceStatus.init(word:)) }
}

/// `billing_items`: absent (or null) is kept apart from an empty list.
public enum BillingItems: Hashable, Sendable {
  case absent
  /// The items as sent, in the order sent; items that are no strings are left out.
  case listed([String])
}

/// `volume`, the instance's main storage.
public struct Volume: Hashable, Sendable {
  /// EVS, EFS, SFS, OBS …, as sent.
  public var category: String?
  /// MANAGED or DEDICATED, as sent.
  public var ownership: String?
  /// GB.
  public var capacity: Int64?

  /// A volume from its parts; `capacity` in GB.
  public init(category: String? = nil, ownership: String? = nil, capacity: Int64? = nil) {
    self.category = category
    self.ownership = ownership
    self.capacity = capacity
  }
}

/// `lease`: when the instance will be stopped. The duration counts from creation, not from the last start.
public struct Lease: Hashable, Sendable {
  /// `create_at`: server time from which the duration counts.
  public var createAt: Instant?
  /// `update_at` of the lease, server time.
  public var updateAt: Instant?
  /// Milliseconds from `createAt` to the stop.
  public var duration: Int64?
  /// `enable`: whether the lease is in force; nil when not told.
  public var enabled: Bool?
  /// TIMING or IDLE, any case, as sent; often absent.
  public var type: String?

  /// A lease from its parts; `duration` in milliseconds.
  public init(
    createAt: Instant? = nil, updateAt: Instant? = nil, duration: Int64? = nil, enabled: Bool? = nil,
    type: String? = nil
  ) {
    self.createAt = createAt
    self.updateAt = updateAt
    self.duration = duration
    self.enabled = enabled
    self.type = type
  }

  /// When the platform stops the instance: `create_at + duration`, only when the lease is enabled and timing
  /// (any case, or type absent); else nil.
  public var end: Instant? {
    guard enabled == true, let createAt, let duration else { return nil }
    guard type == nil || type?.uppercased() == "TIMING" else { return nil }
    let (sum, overflow) = createAt.milliseconds.addingReportingOverflow(duration)
    return overflow ? nil : Instant(milliseconds: sum)
  }
}
