import NBObservations
import NBReadModel
import NBReports
import NBStatistics

/// The answer of `why` as rows: the start and each step that says something; one row without figures where nothing does.
enum WhyTable {
  private static let columns: [Column] = [
    Column("region", .text), Column("project_id", .identifier), Column("notebook_id", .identifier),
    Column("attempt", .number), Column("measure", .text), Column("step", .number), Column("low_s", .seconds),
    Column("high_s", .seconds), Column("peers", .number), Column("peers_p50_s", .seconds),
    Column("peers_p50_low_s", .seconds), Column("peers_p50_high_s", .seconds), Column("longer_share", .rate),
    Column("longer_share_low", .rate), Column("longer_share_high", .rate), Column("hour_starts", .number),
    Column("hour_slow", .number), Column("standing", .text), Column("scope", .text), Column("verdict", .text),
  ]

  static func table(_ answer: PeerAnswer, _ key: StreamKey, _ verdict: String) -> Table {
    let leading: [Cell] = [
      .text(key.region), .text(key.projectID), .text(key.notebookID), .integer(answer.attempt),
    ]
    let trailing: [Cell] = [
      .text(answer.comparison?.standing.rawValue ?? "refused"),
      .text(answer.comparison?.scope.rawValue ?? PeerComparison.Scope.unclear.rawValue), .text(verdict),
    ]
    let parts = answer.comparison?.parts ?? []
    let figures = parts.isEmpty ? [[Cell](repeating: .null, count: columns.count - 7)] : parts.map(cells)
    return Table(columns: columns, rows: figures.map { leading + $0 + trailing })
  }

  private static func cells(_ part: PeerPart) -> [Cell] {
    var step = Cell.null
    if case .step(let number) = part.measure { step = .integer(Int64(number)) }
    return [
      .text(part.measure == .start ? "start" : "step"), step, seconds(part.time.left), seconds(part.time.right),
      .integer(Int64(part.peers)), seconds(part.median.estimate), seconds(part.median.low), seconds(part.median.high),
      share(part.longer), share(part.longerLow), share(part.longerHigh), .integer(Int64(part.hour)),
      .integer(Int64(part.slowInHour)),
    ]
  }

  private static func seconds(_ milliseconds: Double?) -> Cell {
    milliseconds.map { $0.isFinite ? .real(($0).rounded() / 1000) : .null } ?? .null
  }

  /// Six decimals, as in the questions.
  private static func share(_ share: Double) -> Cell { .real((share * 1e6).rounded() / 1e6) }
}
