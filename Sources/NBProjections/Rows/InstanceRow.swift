import NBBasics
import NBObservations

/// A row of `instance`: what is known of it, and the state from which its projections go on.
package struct InstanceRow: ProjectionRow {
  package static let table = "instance"
  package static let key = ["stream_id"]

  package var stream: Int64 = 0
  package var name: String?
  package var status: String?
  package var statusClass: String?
  package var statusSinceLow: Instant?
  package var statusSinceHigh: Instant?
  package var lastObservedAt: Instant?
  /// Those that have columns.
  package var traits = InstanceTraits.unknown
  package var flavorClassGuess = ""
  package var flavorClassGuessBasis = ""
  package var billingItems: String?
  package var volumeCategory: String?
  package var volumeGB: Int64?
  package var leaseType: String?
  package var leaseEnabled: Bool?
  package var leaseEnd: Instant?
  package var failReason: String?
  package var events: Int64 = 0
  package var pollsWithoutInformation: Int64 = 0
  package var refusedStarts: Int64 = 0
  package var tokenRestarts: Int64 = 0
  package var state: [UInt8] = []

  package static let columns: [RowColumn<InstanceRow>] =
    [
      RowColumn("stream_id", \.stream),
      RowColumn("name", \.name),
      RowColumn("status", \.status),
      RowColumn("status_class", \.statusClass),
      RowColumn("status_since_low", \.statusSinceLow),
      RowColumn("status_since_high", \.statusSinceHigh),
      RowColumn("last_observed_at", \.lastObservedAt),
    ] + RowColumn.traits(\.traits) + [
      RowColumn("flavor_class_guess", \.flavorClassGuess),
      RowColumn("flavor_class_guess_basis", \.flavorClassGuessBasis),
      RowColumn("billing_items", \.billingItems),
      RowColumn("volume_category", \.volumeCategory),
      RowColumn("volume_gb", \.volumeGB),
      RowColumn("lease_type", \.leaseType),
      RowColumn("lease_enabled", \.leaseEnabled),
      RowColumn("lease_end", \.leaseEnd),
      RowColumn("fail_reason", \.failReason),
      RowColumn("events", \.events),
      RowColumn("polls_without_information", \.pollsWithoutInformation),
      RowColumn("refused_starts", \.refusedStarts),
      RowColumn("token_restarts", \.tokenRestarts),
      RowColumn("state", \.state),
    ]

  /// The columns that ``InstanceProjection/goOn(at:low:)`` moves; it leaves the others as they are.
  package static let moving = ["last_observed_at", "events", "state"]

  package init() {}

  package init(_ projection: InstanceProjection, stream: Int64) {
    let status = projection.status
    self.stream = stream
    name = status.name
    self.status = status.statusWord
    statusClass = status.status?.statusClass.rawValue
    statusSinceLow = status.statusSince?.low
    statusSinceHigh = status.statusSince?.high
    lastObservedAt = status.lastObserved
    traits = status.traits
    flavorClassGuess = traits.flavorClass.class.rawValue
    flavorClassGuessBasis = traits.flavorClass.basis.rawValue
    billingItems = Self.json(status.billingItems)
    volumeCategory = status.volume.category
    volumeGB = status.volume.capacity
    leaseType = status.lease.type
    leaseEnabled = status.lease.enabled
    leaseEnd = status.lease.end
    failReason = status.failReason
    events = Int64(status.events)
    pollsWithoutInformation = Int64(status.pollsWithoutInformation)
    refusedStarts = Int64(status.refusedStarts)
    tokenRestarts = Int64(projection.tokenRestarts.count)
    state = projection.encoded
  }

  /// A JSON array of the items as sent; nil when absent, so that absent and empty stay apart.
  private static func json(_ items: BillingItems) -> String? {
    guard case .listed(let words) = items else { return nil }
    var text: [UInt8] = [UInt8(ascii: "[")]
    for (index, word) in words.enumerated() {
      if index > 0 { text.append(UInt8(ascii: ",")) }
      JSONText.appendQuoted(word, to: &text)
    }
    text.append(UInt8(ascii: "]"))
    return String(decoding: text, as: UTF8.self)
  }
}
