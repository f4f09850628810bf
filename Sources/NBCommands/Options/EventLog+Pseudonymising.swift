import NBEventLog

extension EventLog {
  /// Whether users are kept as fingerprints; the first that appends to a database decides it.
  ///
  /// - Parameters:
  ///   - wanted: what this run asks for.
  ///   - isDryRun: nothing is kept.
  /// - Throws: ``CommandFailure`` when fingerprints are wanted in a database that keeps users by name.
  func settledPseudonymising(_ wanted: Bool, isDryRun: Bool = false) throws -> Bool {
    let chosen = isDryRun ? try pseudonymises() ?? wanted : try choosePseudonymising(wanted)
    guard chosen || !wanted else {
      throw CommandFailure(
        .failed, "the users of this database are kept by name: its first ingest was without --pseudonymise",
        hint: "Leave --pseudonymise out, or start another database with it.")
    }
    return chosen
  }
}
