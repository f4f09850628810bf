import NBEventLog

/// What `verify` found.
package enum VerificationResult: Sendable, Equatable {
  /// The log is what was appended.
  case intact(LogHead, Projections)
  /// The first thing that is wrong, in words that say where.
  case violated(String)

  /// What is known of the projections of an intact log.
  package enum Projections: Sendable, Equatable {
    /// Row for row what the log gives.
    case equal
    /// Made by another version, so that there is nothing to compare; the next command that reads them rebuilds them.
    case outdated
  }
}
