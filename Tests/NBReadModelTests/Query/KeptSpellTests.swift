import NBBasics
import NBEventLog
import NBObservations
import NBSQLite
import NBTestFiles
import NBTestHistories
import Testing

@testable import NBReadModel

/// A runner that keeps what exposure was read from, beside runners that read anew for each question.
@Suite struct KeptSpellTests {
  private let directory = TemporaryDirectory()

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `what is kept answers as what is read anew, also of an earlier time`(seed: UInt64) throws {
    let lines = RandomHistory(seed: 700 + seed, count: 200).lines
    let kept = try Model(directory, "kept.db")
    let fresh = try Model(directory, "fresh.db")
    for model in [kept, fresh] { try model.ingest(lines) }
    let runner = try QueryRunner(kept.log, seesOneState: true)
    let span = try #require(try kept.log.span())
    let (first, length) = (span.lowerBound, span.upperBound - span.lowerBound)
    for asOf in [span.upperBound, first + length / 2] {
      for from in [nil, first + length / 4, first + length / 3, nil] {
        for gap in [nil, "30s"] {
          for query in ["exposure", "storage-only", "states", "quality", "exposure"].compactMap(NamedQuery.named) {
            var period = Period(asOf: asOf)
            period.from = from
            #expect(
              try answer(runner, query, period, gap) == answer(QueryRunner(fresh.log), query, period, gap),
              "\(query.name)")
          }
        }
      }
    }
  }

  private func answer(_ runner: QueryRunner, _ query: NamedQuery, _ period: Period, _ gap: String?) throws -> [[Value]]
  {
    var question = Question(query, period)
    if let gap { question.texts["max_gap"] = gap }
    var rows: [[Value]] = []
    _ = try runner.answer(question) { rows.append($0) }
    return rows
  }
}
