import NBBasics
import NBEventLog
import NBObservations
import NBSQLite

private let instances = "SELECT count(*) FROM stream WHERE notebook_id <> ''"

private let instancesThatCount = """
  SELECT count(DISTINCT event.stream_id) FROM event JOIN stream ON stream.stream_id = event.stream_id
  WHERE stream.notebook_id <> '' AND coalesce(
    (SELECT last_position FROM void_range WHERE first_position <= event.position ORDER BY first_position DESC LIMIT 1),
    0) < event.position
  """

/// Figures that describe a database, of whatever version its projections are.
package enum LogInfo {
  /// Names and values in the order in which they are shown; times are RFC 3339, sizes bytes.
  package static func read(_ log: EventLog) throws(Failure) -> [(name: String, value: String)] {
    let connection = log.connection
    func number(_ sql: String) throws(Failure) -> String { String(try connection.firstValue(sql)?.integer ?? 0) }
    let head = try log.head()
    let span = try log.span()
    let voids = try log.voidCounts()
    let redactions = try log.redactionCounts()
    let isCurrent = try ReadModel.isCurrent(log)
    var rows: [(name: String, value: String)] = [
      ("events", String(head.position - voids.voids - redactions.redactions)),
      ("head", head.digest.hex),
      ("first_observed_at", span?.lowerBound.rfc3339 ?? ""),
      ("last_observed_at", span?.upperBound.rfc3339 ?? ""),
      ("instances", try number(voids.events > 0 ? instancesThatCount : instances)),
      ("answers", try number("SELECT count(*) FROM answer")),
      ("commits", try number("SELECT count(*) FROM append_commit")),
      ("duplicates", try number("SELECT value FROM setting WHERE name = 'duplicates'")),
      ("rejects", try number("SELECT count(*) FROM reject")),
      ("voids", String(voids.voids)),
      ("voided_events", String(voids.events)),
      ("redactions", String(redactions.redactions)),
      ("redacted_answers", String(redactions.answers)),
      ("attempts", isCurrent ? try number("SELECT count(*) FROM attempt") : ""),
      ("catalog_flavors", try log.schemaVersion >= 2 ? try number("SELECT count(*) FROM flavor_catalog") : "0"),
      (
        "database_bytes",
        try number("SELECT page_count * page_size FROM pragma_page_count() JOIN pragma_page_size()")
      ),
      ("schema_version", String(try connection.userVersion)),
    ]
    if let fleet = try log.fleet() {
      rows.append(("fleet_through", Instant(milliseconds: fleet.throughDay * CivilDate.millisecondsPerDay).rfc3339))
      rows.append(("fleet_runs", fleet.runs.map(String.init) ?? ""))
      rows.append(("fleet_key", fleet.keyID))
    }
    for (name, version) in try ReadModel.versions(log) { rows.append(("projection_" + name, String(version))) }
    rows.append(("projections", isCurrent ? "current" : "of another version: rebuilt when they are next read"))
    return rows
  }
}
