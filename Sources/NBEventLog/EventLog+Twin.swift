import NBBasics
import NBSQLite

extension EventLog {
  /// So often another commit may come between before it is given up.
  private static let mostTries = 5

  /// Runs `body` in a transaction that reads, with a second log over the same file that sees the very same state, for
  /// another thread to read. It is given nil where there is none: in memory, where the file cannot be opened again, where
  /// writers leave no moment between their commits.
  ///
  /// The second one is not to be used after `body`.
  package func readingTwice<Result>(
    _ body: (EventLog?) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    if let twin = openedAgain() {
      defer { twin.connection.rollBack() }
      for _ in 0..<Self.mostTries {
        guard let version = try? twin.connection.dataVersion else { break }
        let result = try connection.transaction(.deferred) { () throws(Failure) -> Result? in
          guard isSame(as: twin, since: version) else { return nil }
          return try body(twin)
        }
        if let result { return result }
        twin.connection.rollBack()
      }
    }
    return try connection.transaction(.deferred) { () throws(Failure) in try body(nil) }
  }

  /// Another reader of the same file; nil where there is none.
  package func openedAgain() -> EventLog? {
    // Of a file that nobody is said to change, changes are not seen.
    guard path != ":memory:", !connection.isImmutable else { return nil }
    return try? EventLog.open(path: path, access: .read)
  }

  /// Begins to read here and there, and says whether both see one state: nobody has committed since the other one had
  /// this version, and so nobody between the two begins.
  func isSame(as twin: EventLog, since version: Int64) -> Bool {
    do throws(Failure) {
      // A deferred transaction begins with the first read.
      _ = try connection.dataVersion
      try twin.connection.begin(.deferred)
      return try twin.connection.dataVersion == version && !connection.hasMoved
    } catch {
      return false
    }
  }
}
