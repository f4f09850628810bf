import NBBasics
import NBObservations

/// What a question about exposure fixes.
package struct ExposureParameters: Hashable, Sendable {
  /// Begin of the window; nil: the first observation of the instance.
  package var from: Instant?
  /// End of the window, exclusive. It may lie after `asOf`: nothing is known beyond it.
  package var until: Instant
  /// The time of the question. Later observations do not count.
  package var asOf: Instant
  /// G: the longest gap still counted as observed, in milliseconds; a gap of exactly this length counts.
  package var longestGap: Int64 = 900_000
  /// How long after a lease's end the stop may take, in milliseconds.
  package var grace: Int64 = 300_000
  /// GB that are free, by volume category in any case.
  package var freeGB: [String: Int64] {
    get { freeGBByCategory }
    set { freeGBByCategory = Dictionary(newValue.map { ($0.uppercased(), $1) }, uniquingKeysWith: max) }
  }
  /// `--assume-billing documented`: likely counts as certain where it is inferred from the documentation.
  package var assumesDocumentedBilling = false

  private var freeGBByCategory: [String: Int64] = [:]

  /// The defaults for a window and an as-of: gaps up to 15 minutes, days and weeks in UTC, no free gigabytes.
  package init(from: Instant?, until: Instant, asOf: Instant) {
    self.from = from
    self.until = until
    self.asOf = asOf
  }
}
