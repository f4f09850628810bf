import NBBasics
import NBEventLog
import NBObservations
import NBSQLite

/// Figures that describe a database, of whatever version its projections are.
public enum LogInfo {
  /// How many events the log held when it ended at `until`.
  public static func events(_ log: EventLog, until: Instant) throws(StoreError) -> Int64 {
    let statement = try log.connection.prepare("SELECT count(*) FROM event WHERE observed_at <= ?1")
    statement.bind(until.milliseconds, at: 1)
    return try statement.step() ? statement.integer(0) : 0
  }

  /// The versions of the schema and of each projection.
  public static func versions(_ log: EventLog) throws(StoreError) -> [(name: String, version: Int64)] {
    var versions = [(name: "schema", version: Int64(try log.connection.userVersion))]
    for (name, version) in try ProjectionSchema.versions(log.connection).sorted(by: { $0.key < $1.key }) {
      versions.append(("projection " + name, version))
    }
    return versions
  }

  /// Names and values in the order in which they are shown; times are RFC 3339, sizes bytes.
  public static func read(_ log: EventLog) throws(StoreError) -> [(name: String, value: String)] {
    let connection = log.connection
    func number(_ sql: String) throws(StoreError) -> String { String(try connection.firstValue(sql)?.integer ?? 0) }
    let head = try log.head()
    let span = try log.span()
    let isCurrent = try ReadModel.isCurrent(log)
    let versions = try ProjectionSchema.versions(connection)
    var rows: [(name: String, value: String)] = [
      ("events", String(head.position)),
      ("head", head.digest.hex),
      ("first_observed_at", span?.lowerBound.rfc3339 ?? ""),
      ("last_observed_at", span?.upperBound.rfc3339 ?? ""),
      ("instances", try number("SELECT count(*) FROM stream")),
      ("answers", try number("SELECT count(*) FROM answer")),
      ("commits", try number("SELECT count(*) FROM append_commit")),
      ("duplicates", try number("SELECT value FROM setting WHERE name = 'duplicates'")),
      ("rejects", try number("SELECT count(*) FROM reject")),
      ("attempts", isCurrent ? try number("SELECT count(*) FROM attempt") : ""),
      ("catalog_flavors", try log.schemaVersion >= 2 ? try number("SELECT count(*) FROM flavor_catalog") : "0"),
      (
        "database_bytes",
        try number("SELECT page_count * page_size FROM pragma_page_count() JOIN pragma_page_size()")
      ),
      ("schema_version", String(try connection.userVersion)),
    ]
    for (name, version) in versions.sorted(by: { $0.key < $1.key }) {
      rows.append(("projection_" + name, String(version)))
    }
    rows.append(("projections", isCurrent ? "current" : "of another version: rebuilt when they are next read"))
    return rows
  }
}
