import NBBasics
import NBSQLite

extension EventLog {
  /// From here on what is deleted or overwritten is zeroed within the file.
  package func overwriteWhatGoes() throws(Failure) { try connection.execute("PRAGMA secure_delete = ON") }

  /// Writes the file anew, so that nothing is left of what was erased before, and empties the write-ahead log.
  ///
  /// - Returns: whether the write-ahead log is empty; false when a reader still needed a part of it.
  package func purge() throws(Failure) -> Bool {
    try connection.execute("VACUUM")
    return try connection.checkpoint()
  }
}
