import NBProjections

/// The statements of a merge.
enum FleetSQL {
  static let staging = String(decoding: PackageResources.fleet_staging_sql, as: UTF8.self)

  static let stageState = """
    INSERT INTO temp.state (stream_id, state) VALUES (?1, ?2)
    ON CONFLICT (stream_id) DO UPDATE SET state = excluded.state
    """

  static let stageCoverage = """
    INSERT INTO temp.coverage_row
      (stream_id, day, events, polls_without_information, first_at, last_at, skew)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
    ON CONFLICT (stream_id, day) DO UPDATE SET
      events = excluded.events,
      polls_without_information = excluded.polls_without_information,
      first_at = excluded.first_at,
      last_at = excluded.last_at,
      skew = excluded.skew
    """

  static let insertStream = """
    INSERT INTO main.stream (stream_id, region, project_id, notebook_id) VALUES (?1, ?2, ?3, ?4)
    """

  static let insertPlace = "INSERT INTO temp.place (stream_id, number) VALUES (?1, ?2)"

  static let placeCoverage = """
    INSERT INTO main.coverage
      (stream_id, day, events, polls_without_information, first_at, last_at, skew)
    SELECT number, day, events, polls_without_information, first_at, last_at, skew
    FROM temp.coverage_row
    JOIN temp.place USING (stream_id)
    ORDER BY number, day
    """

  /// Puts staged rows into their table under the numbers of their streams, in the order of the key.
  static func place<Row: ProjectionRow>(
    _: Row.Type, replacing: [String: String] = [:], joining: String = ""
  ) -> String {
    let names = Row.columns.map(\.name)
    let values = names.map { $0 == "stream_id" ? "place.number" : replacing[$0] ?? "row.\($0)" }
    let order = Row.key.map { $0 == "stream_id" ? "place.number" : "row.\($0)" }
    return """
      INSERT INTO main.\(Row.table) (\(names.joined(separator: ", ")))
      SELECT \(values.joined(separator: ", "))
      FROM temp.\(Row.table) AS row
      JOIN temp.place USING (stream_id)
      \(joining)
      ORDER BY \(order.joined(separator: ", "))
      """
  }
}
