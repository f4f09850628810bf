import NBBasics
import NBObservations
import NBReadModel
import NBReports
import Testing

@testable import NBCommands

@Suite struct HistoryTableTests {
  private func rows(_ question: Period) throws -> [String] {
    let told = try life()
    let table = HistoryTable.table(try InstanceHistory.read(told.key, question, in: try told.log()))
    #expect(table.columns.map(\.name).prefix(3) == ["entry", "begin_low", "begin_high"])
    return table.rows.indices.map { row in
      ["entry", "attempt", "step", "status", "outcome", "first_position", "last_position"].map { name in
        switch table.cell(name, row: row) {
        case .text(let text): text
        case .integer(let number): String(number)
        default: "-"
        }
      }.joined(separator: " ")
    }
  }

  @Test func `a history as of a time knows nothing later`() throws {
    #expect(
      try rows(Period(asOf: at("08:13:00"))) == [
        "status - - STOPPED - 1 3", "attempt 1 - - in_progress 4 6", "step 1 1 COMPLETED - - -",
        "step 1 2 PROCESSING - - -", "step 1 3 WAITING - - -", "step 1 4 WAITING - - -", "status - - STARTING - 4 6",
        "exposure - - - - - -", "exposure - - - - - -",
      ])
  }

  @Test func `a window shows what has a part in it`() throws {
    var question = Period(asOf: try at("09:09:20"))
    question.from = try at("09:05:30")
    question.until = try at("09:09:00")
    #expect(
      try rows(question) == [
        "request - - - accepted 12 12", "status - - STOPPING - 12 12", "status - - STOPPED - 13 13",
        "refused 2 - - refused 14 14", "exposure - - - - - -", "exposure - - - - - -",
      ])
  }

  @Test func `events come in the order of time, with their positions`() throws {
    let told = try life()
    var positions: [Int64] = []
    try HistoryEvents.forEach(of: told.key, Period(asOf: try at("08:12:40")), in: try told.log()) { row in
      positions.append(row.position)
      #expect(row.recordedAt == Instant(milliseconds: 0))
      return row.position < 4
    }
    #expect(positions == [1, 2, 3, 4])
  }
}
