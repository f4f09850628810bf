import Glibc
import NBEventLog
import NBProjections
import NBSQLite
import NBTestFiles
import Testing

@testable import NBReadModel

/// What a database is made of.
@Suite struct SchemaTests {
  private let directory = TemporaryDirectory()
  private static let isRecording = getenv("NBTRACK_RECORD_GOLDENS").map { String(cString: $0) } == "1"

  /// The words of a script that SQLite reads: comments left out.
  private func words(_ sql: String) -> Set<String> {
    let code = sql.split(separator: "\n").map { $0.prefix(upTo: $0.firstRange(of: "--")?.lowerBound ?? $0.endIndex) }
    return Set(code.joined(separator: "\n").split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init))
  }

  @Test func `no migration mentions a table or view of a projection`() {
    let names = Set(ProjectionSchema.objects.map(\.name))
    #expect(names.isSuperset(of: ProjectionTables.names) && names.contains("v_events"))
    for migration in LogSchema.migrations {
      #expect(words(migration.sql).isDisjoint(with: names), "migration \(migration.version)")
    }
    #expect(Set(LogSchema.objects.map(\.name)).isDisjoint(with: names))
  }

  @Test func `the statements of the projections are told by their lines as SQLite keeps them`() {
    #expect(ProjectionSchema.statements == Set(ProjectionSchema.objects.map(\.sql)))
  }

  @Test func `every projection has a version and a table of its name`() {
    let tables = ProjectionSchema.objects.filter { $0.kind == "table" }.map(\.name)
    // Restarts that only a token reveals have a version and are counted in another's table.
    #expect((tables + ["token_restart"]).sorted() == InstanceProjection.versions.map(\.name).sorted())
    #expect(tables.sorted() == ProjectionTables.names.sorted())
  }

  @Test func `the schema of a fresh database is the golden, letter by letter`() throws {
    let log = try ReadModel.open(path: directory.file("log.db"), access: .create)
    let schema = try log.connection.schemaObjects().map { $0.sql + ";\n" }.joined(separator: "\n")
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast()
    let path = parts.joined(separator: "/") + "/Goldens/schema.sql"
    if Self.isRecording {
      let file = fopen(path, "w")
      fputs(schema, file)
      fclose(file)
      Issue.record("recorded schema.sql: look at the difference, then run without NBTRACK_RECORD_GOLDENS")
      return
    }
    guard let file = fopen(path, "r") else {
      Issue.record("\(path) is missing")
      return
    }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    bytes.removeLast(bytes.count - fread(&bytes, 1, bytes.count, file))
    let isSame = bytes == Array(schema.utf8)
    #expect(isSame, "the schema differs from \(path); see CONTRIBUTING.md for recording goldens")
  }
}
