import NBBasics
import NBObservations

/// What a question about exposure fixes.
public struct ExposureParameters: Hashable, Sendable {
  /// Begin of the window; nil: the first observation of the instance.
  public var from: Instant?
  /// End of the window, exclusive. It may lie after `asOf`: nothing is known beyond it.
  public var until: Instant
  /// The time of the question. Later observations do not count.
  public var asOf: Instant
  /// G: the longest gap still counted as observed, in milliseconds; a gap of exactly this length counts.
  public var longestGap: Int64 = 900_000
  /// How long after a lease's end the stop may take, in milliseconds.
  public var grace: Int64 = 300_000
  /// GB that are free, by volume category in any case.
  public var freeGB: [String: Int64] {
    get { freeGBByCategory }
    set { freeGBByCategory = Dictionary(newValue.map { ($0.uppercased(), $1) }, uniquingKeysWith: max) }
  }
  /// `--assume-billing documented`: likely counts as certain where it is inferred from the documentation.
  public var assumesDocumentedBilling = false

  private var freeGBByCategory: [String: Int64] = [:]

  /// The defaults of the specification for a window and an as-of.
  public init(from: Instant?, until: Instant, asOf: Instant) {
    self.from = from
    self.until = until
    self.asOf = asOf
  }
}
