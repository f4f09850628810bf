import NBBasics
import NBEventLog
import NBSQLite
import NBTestFiles
import NBTestHistories
import Testing

@testable import NBReadModel

/// Whatever somebody hands to the SQL functions, they answer, with NULL or an error where nothing else makes sense.
@Suite struct HostileArgumentTests {
  private let directory = TemporaryDirectory()

  private static let literals = [
    "NULL", "0", "-1", "1", "5", "3", "9223372036854775807", "-9223372036854775808", "1000000000000000000", "1.5",
    "9e999",
    "-9e999", "-0.5", "''", "'x'", "x'00ff'", "'[1,2]'", "'1,2,3'", "'9223372036854775807'",
    "'-1,-1,99999999999999999999'",
    "'succeeded'", "'failed'", "'1,COMPLETED,0,9,1,5,3'", "'4,FAILED,-1,-9223372036854775808,,9223372036854775807,'",
    "'{}'",
  ]

  private func model() throws -> Model {
    let model = try Model(directory, "log.db")
    try model.ingest(RandomHistory(seed: 9, count: 30).lines)
    try SQLFunctions.register(on: model.log.connection)
    return model
  }

  @Test func `functions answer every mix of plain arguments`() throws {
    let model = try model()
    var random = SeededRandom(12)
    let functions = try model.rows(
      "SELECT DISTINCT name, narg FROM pragma_function_list WHERE name LIKE 'nb\\_%' ESCAPE '\\' ORDER BY name")
    #expect(functions.count > 8)
    for function in functions {
      let (name, count) = (try #require(function[0].text), Int(try #require(function[1].integer)))
      for _ in 0..<60 {
        let rows = (0..<1 + random.below(3)).map { _ in
          (0..<count).map { _ in random.pick(Self.literals) }.joined(separator: ", ")
        }
        let columns = (0..<count).map { "column\($0 + 1)" }.joined(separator: ", ")
        let sql = "SELECT \(name)(\(columns)) FROM (VALUES \(rows.map { "(\($0))" }.joined(separator: ", ")))"
        // An error is an answer as well; a trap ends this process.
        _ = try? model.rows(sql)
      }
    }
  }

  @Test func `functions that are read as tables do, too`() throws {
    let model = try model()
    var random = SeededRandom(13)
    for (name, count) in [("nb_exposure", 6), ("nb_unobserved", 4), ("nb_storage_only", 6)] {
      for _ in 0..<80 {
        let arguments = (0..<count).map { _ in random.pick(Self.literals) }.joined(separator: ", ")
        _ = try? model.rows("SELECT * FROM \(name)(\(arguments)) LIMIT 100")
        _ = try? model.rows("SELECT * FROM \(name)(NULL, NULL, 1794816000000, \(random.pick(Self.literals))) LIMIT 100")
      }
    }
  }

  @Test(arguments: [
    "nb_rate_comparison(5, 3, 1, 2)", "nb_rate_comparison(-1, 3, 1, 2)", "nb_gb_hours(-100000000000)",
    "nb_rate_low(9223372036854775807, 9223372036854775807, 1)", "nb_rate_low(5, 1000000000000000000, 1)",
    "nb_rate_high(4, 3, 0)",
  ])
  func `what makes no sense is NULL`(_ call: String) throws {
    #expect(try model().rows("SELECT \(call)") == [[.null]])
  }
}
