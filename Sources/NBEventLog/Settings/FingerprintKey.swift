import NBBasics
import NBObservations
import NBSQLite

extension EventLog {
  /// Takes a key that was made elsewhere, unless there is one already.
  ///
  /// - Returns: whether the key is the database's now.
  package func adopt(fingerprintKey key: [UInt8]) throws(Failure) -> Bool {
    try connection.transaction(.immediate) { () throws(Failure) in
      if let stored = try connection.firstValue(LogSQL.readFingerprintKey)?.blob { return stored == key }
      let statement = try connection.prepare(LogSQL.insertFingerprintKey)
      statement.bind(key, at: 1)
      try statement.run()
      return true
    }
  }

  /// The key of token fingerprints and pseudonyms; made on first use, and never again.
  package func fingerprintKey() throws(Failure) -> [UInt8] {
    func stored() throws(Failure) -> [UInt8]? {
      try connection.firstValue(LogSQL.readFingerprintKey)?.blob
    }
    if let key = try stored() { return key }
    return try connection.transaction(.immediate) { () throws(Failure) in
      // Another process may have been faster.
      if let key = try stored() { return key }
      let key = Fingerprinter.makeKey()
      let statement = try connection.prepare(LogSQL.insertFingerprintKey)
      statement.bind(key, at: 1)
      try statement.run()
      return key
    }
  }
}
