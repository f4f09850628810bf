import NBBasics
import NBEventLog
import NBObservations
import NBSQLite
import NBTestFiles

/// The database of the first release with its first few events: small enough to be looked at some thousand times.
enum EarlierDatabase {
  /// The bytes of a database whose schema and projections are those that release 0.1.0 left.
  static func bytes(events: Int64) throws -> [UInt8] {
    let directory = TemporaryDirectory()
    FrozenDatabase.all[0].unpack(into: directory, as: "log.db")
    let path = directory.file("log.db")
    let head = try head(path, after: events)
    do {
      let connection = try Connection(path: path, mode: .readWrite)
      let triggers = try connection.schemaObjects().filter { $0.kind == "trigger" }
      for trigger in triggers { try connection.drop(trigger) }
      try connection.execute(
        """
        DELETE FROM event WHERE position > \(events);
        DELETE FROM append_commit;
        INSERT INTO append_commit VALUES (1, \(events), 1, x'\(head.hex)');
        DELETE FROM answer WHERE answer_id NOT IN (
          SELECT answer_id FROM event
          UNION SELECT base_id FROM answer WHERE base_id IS NOT NULL AND answer_id IN (SELECT answer_id FROM event));
        DELETE FROM stream WHERE stream_id NOT IN (SELECT stream_id FROM answer);
        DELETE FROM reject;
        """)
      for table in ["instance", "attempt", "step", "exposure_spell"] {
        try connection.execute("DELETE FROM \(table) WHERE stream_id NOT IN (SELECT stream_id FROM stream)")
      }
      for trigger in triggers { try connection.execute(trigger.sql) }
      try connection.execute("VACUUM")
      try connection.checkpoint()
    }
    guard let bytes = directory.bytes(of: "log.db") else { throw Unsound("the small database is missing") }
    return bytes
  }

  /// The chain behind the first events.
  private static func head(_ path: String, after events: Int64) throws -> Digest {
    let log = try EventLog.open(path: path, access: .read)
    var scan = try EventScan(log.connection, .position(1...events))
    let answers = try AnswerReader(log.connection)
    var chain = Digest.zero
    while let event = try scan.next() {
      chain = EventIdentity.chain(chain, event.identity(try answers.answer(event.answerID)))
    }
    return chain
  }
}
