import NBBasics
import NBProjections

/// The columns of the lines, for engines that keep them typed.
package enum FleetSchema {
  /// A JSON object for each type of line with rows: its columns behind those of every line, in order, with the type
  /// that a table of SQLite would declare. A BLOB is Base 64 in a line.
  package static var lines: [String] {
    [
      line(RowType.attempt, AttemptRow.self), line(RowType.step, StepRow.self), line(RowType.spell, SpellRow.self),
      line(RowType.instance, InstanceRow.self, leavingOut: "state"), line(RowType.open, AttemptRow.self),
      line(RowType.openStep, StepRow.self),
      line(
        StateLine.type,
        [
          ("through", "INTEGER", false), ("versions", "JSON", false), ("key_id", "TEXT", false),
          ("state", "BLOB", false),
        ]),
      line(
        Coverage.type,
        [
          ("events", "INTEGER", false), ("polls_without_information", "INTEGER", false),
          ("first_at", "INTEGER", false), ("last_at", "INTEGER", false), ("skew", "JSON", false),
        ]),
    ]
  }

  private static func line<Row: ProjectionRow>(_ type: String, _: Row.Type, leavingOut: String = "") -> String {
    line(
      type,
      Row.columns.filter { $0.name != "stream_id" && $0.name != leavingOut }
        .map { ($0.name, $0.kind.rawValue, $0.isNullable) })
  }

  private static func line(_ type: String, _ columns: [(name: String, kind: String, isNullable: Bool)]) -> String {
    let texts = columns.map { #"{"name":"\#($0.name)","kind":"\#($0.kind)","nullable":\#($0.isNullable)}"# }
    return #"{"type":"\#(type)","columns":[\#(texts.joined(separator: ","))]}"#
  }
}
