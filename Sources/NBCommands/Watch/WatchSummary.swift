import NBBasics
import NBObservations
import NBSources

/// What a run did, in one line: observations = appended + unchanged + duplicates + rejected.
struct WatchSummary {
  let fields: [(key: String, value: String)]

  init(views: [TargetView], appender: WatchAppender, seconds milliseconds: Int64) {
    func sum(_ value: (TargetView) -> Int) -> String { String(views.reduce(0) { $0 + value($1) }) }
    let hundredths = (milliseconds + 5) / 10
    let rest = hundredths % 100
    fields = [
      ("lists", sum { $0.counts.lists }), ("shows", sum { $0.counts.shows }), ("requests", sum { $0.counts.requests }),
      ("failed", sum { $0.counts.failed }), ("observations", sum { $0.counts.observations }),
      ("appended", String(appender.appended)), ("unchanged", sum(\.unchanged)),
      ("duplicates", String(appender.duplicates)), ("rejected", sum { $0.counts.rejected }),
      ("gone", sum { $0.counts.gone }), ("instances", sum(\.instances)),
      ("positions", appender.positions.map { "\($0.lowerBound)-\($0.upperBound)" } ?? "-"),
      ("head", appender.head.digest.hex), ("seconds", "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"),
    ]
  }

  /// Writes the line of the contract, or an object.
  func write(asJSON: Bool) throws {
    let output = StandardOutput()
    if asJSON {
      let members = fields.map { field in
        switch field.key {
        case "head": "\"head\":\"\(field.value)\""
        case "positions": "\"positions\":\(field.value == "-" ? "null" : "\"\(field.value)\"")"
        default: "\"\(field.key)\":\(field.value)"
        }
      }
      try output.write("{\(members.joined(separator: ","))}\n")
    } else {
      try output.write(fields.map { "\($0.key)=\($0.value)" }.joined(separator: " ") + "\n")
    }
    try output.flush()
  }
}
