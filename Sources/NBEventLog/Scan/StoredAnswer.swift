import NBObservations

/// A stored answer as it was observed.
public struct StoredAnswer {
  /// The answer without its times, its body put together from base and patch.
  public let content: ObservedAnswer
  /// A Date header that is no IMF-fixdate.
  public let irregularDate: String?
  /// The digest that was stored with the body, for `verify`.
  public let storedBodyDigest: Digest?
}
