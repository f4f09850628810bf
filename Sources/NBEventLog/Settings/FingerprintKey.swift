import NBObservations
import NBSQLite

extension EventLog {
  /// The key of token fingerprints and pseudonyms; made on first use, and never again.
  package func fingerprintKey() throws(StoreError) -> [UInt8] {
    func stored() throws(StoreError) -> [UInt8]? {
      try connection.firstValue(LogSQL.readFingerprintKey)?.blob
    }
    if let key = try stored() { return key }
    return try connection.transaction(.immediate) { () throws(StoreError) in
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
