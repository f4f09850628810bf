import NBBasics
import NBSQLite

extension EventLog {
  /// Whether ids and names of users are replaced before they are stored; nil before the first ingest decided it. A
  /// database that holds some people by name and others not would be of no use.
  package func pseudonymises() throws(Failure) -> Bool? {
    try connection.firstValue(LogSQL.readPseudonymise)?.integer.map { $0 != 0 }
  }

  /// Keeps the choice, unless one was made before.
  ///
  /// - Returns: the choice that stands.
  package func choosePseudonymising(_ wanted: Bool) throws(Failure) -> Bool {
    if let chosen = try pseudonymises() { return chosen }
    return try connection.transaction(.immediate) { () throws(Failure) in
      // Another process may have been faster.
      if let chosen = try pseudonymises() { return chosen }
      let statement = try connection.prepare(LogSQL.insertPseudonymise)
      statement.bind(Int64(wanted ? 1 : 0), at: 1)
      try statement.run()
      return wanted
    }
  }
}
