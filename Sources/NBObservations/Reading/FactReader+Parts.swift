import NBBasics

extension FactReader {
  /// Facts that are read together, each from members of the root that no other part reads.
  struct Parts: OptionSet, Sendable {
    let rawValue: UInt32

    init(rawValue: UInt32) { self.rawValue = rawValue }

    static let status = Parts(rawValue: 1 << 0)
    static let name = Parts(rawValue: 1 << 1)
    static let flavor = Parts(rawValue: 1 << 2)
    static let feature = Parts(rawValue: 1 << 3)
    static let workspace = Parts(rawValue: 1 << 4)
    static let failReason = Parts(rawValue: 1 << 5)
    static let errorCode = Parts(rawValue: 1 << 6)
    static let errorMessage = Parts(rawValue: 1 << 7)
    static let createAt = Parts(rawValue: 1 << 8)
    static let updateAt = Parts(rawValue: 1 << 9)
    static let user = Parts(rawValue: 1 << 10)
    static let customSpec = Parts(rawValue: 1 << 11)
    static let image = Parts(rawValue: 1 << 12)
    static let pool = Parts(rawValue: 1 << 13)
    static let billingItems = Parts(rawValue: 1 << 14)
    static let volume = Parts(rawValue: 1 << 15)
    /// All of the lease.
    static let lease = Parts(rawValue: 1 << 16)
    static let steps = Parts(rawValue: 1 << 17)
    /// Of the lease that alone.
    static let leaseUpdateAt = Parts(rawValue: 1 << 18)

    /// Every fact.
    static let all = Parts(rawValue: (1 << 19) - 1)
    /// Facts that are a number of milliseconds.
    static let instants: Parts = [.updateAt, .leaseUpdateAt]

    /// What is read from a member of the root.
    private static let members: [(name: StaticString, parts: Parts)] = [
      ("status", .status), ("name", .name), ("flavor", .flavor), ("feature", .feature), ("workspace_id", .workspace),
      ("fail_reason", .failReason), ("error_code", .errorCode), ("error_msg", .errorMessage),
      ("error_message", .errorMessage), ("create_at", .createAt), ("update_at", .updateAt), ("user_id", .user),
      ("user", .user), ("custom_spec", .customSpec), ("image", .image), ("pool", .pool),
      ("billing_items", .billingItems), ("volume", .volume), ("lease", .lease), ("action_progress", .steps),
    ]

    /// The facts that are read from a member of the root with this name; none of most.
    init(reading name: UnsafeRawBufferPointer) {
      let member = Self.members.first { member in
        member.name.utf8CodeUnitCount == name.count
          && UnsafeRawBufferPointer(start: member.name.utf8Start, count: name.count)
            .elementsEqual(name, count: name.count)
      }
      self = member?.parts ?? []
    }
  }
}
