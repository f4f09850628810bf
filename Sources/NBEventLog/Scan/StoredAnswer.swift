import NBObservations

/// A stored answer as it was observed.
package struct StoredAnswer {
  /// The answer without its times, its body put together from base and patch.
  package let content: ObservedAnswer
  /// Its digests, recomputed and as stored.
  package let digests: AnswerDigests
  /// The digest that identities are made of: of the answer as it was appended, whatever was erased from it since.
  package var digest: Digest { digests.answer }
  /// A Date header that is no IMF-fixdate.
  package var irregularDate: String? { digests.irregularDate }
}
