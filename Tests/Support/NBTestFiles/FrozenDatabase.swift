import CZstd
import Glibc

/// A database as a release left it.
package struct FrozenDatabase: Sendable, CustomStringConvertible {
  /// The release that made it.
  package let release: String
  /// The head of its log, which no later release may change.
  package let head: String
  /// The number of its events.
  package let events: Int64

  /// One of every release.
  package static let all = [
    FrozenDatabase(
      release: "0.1.0", head: "d062d3b6937c4665f6bba641cd550acef2a196db7f0ad3c31f32550eceb81f77", events: 7410)
  ]

  /// The release.
  package var description: String { release }

  /// Unpacks the database into a file of the directory; a failure ends the process.
  package func unpack(into directory: TemporaryDirectory, as name: String) {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    let path = parts.joined(separator: "/") + "/NBReadModelTests/Frozen/\(release).db.zst"
    let packed = Self.bytes(of: path)
    let size = ZSTD_getFrameContentSize(packed, packed.count)
    // The two highest values say that the size is not known, and that this is no frame.
    precondition(size < UInt64.max - 1, "\(path) does not say how long it is")
    var whole = [UInt8](repeating: 0, count: Int(size))
    let count = ZSTD_decompress(&whole, whole.count, packed, packed.count)
    precondition(count == whole.count, "\(path) is damaged")
    directory.write(whole, to: name)
  }

  private static func bytes(of path: String) -> [UInt8] {
    guard let file = fopen(path, "rb") else { preconditionFailure("\(path) is missing") }
    defer { fclose(file) }
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { result += buffer[..<count] }
    return result
  }
}

/// Changes that leave a database as another release, or a kill at a bad moment, may leave its projections.
package struct OtherShape: Sendable, CustomStringConvertible {
  /// What the database is then.
  package let description: String
  /// What makes it so.
  package let sql: String
  /// Whether the versions tell; else only tables and views do.
  package let isToldByVersion: Bool

  /// The ways in which the projections of a log may not be this program's.
  package static let all = [
    OtherShape(
      description: "a column less, an older version",
      sql: "ALTER TABLE attempt DROP COLUMN gaps; UPDATE projection SET version = 0 WHERE name = 'attempt'",
      isToldByVersion: true),
    OtherShape(
      description: "a column more, a newer version",
      sql: "ALTER TABLE step ADD COLUMN note TEXT; UPDATE projection SET version = 99 WHERE name = 'step'",
      isToldByVersion: true),
    OtherShape(
      description: "a column less, this version",
      sql: "ALTER TABLE attempt DROP COLUMN gaps", isToldByVersion: false),
    OtherShape(
      description: "another view", sql: "DROP VIEW v_steps; CREATE VIEW v_steps AS SELECT 1 AS step",
      isToldByVersion: false),
    OtherShape(
      description: "a projection that this version does not know",
      sql: "CREATE TABLE charge (stream_id INTEGER); INSERT INTO projection (name, version) VALUES ('charge', 1)",
      isToldByVersion: true),
    OtherShape(
      description: "a version of a table of the log",
      sql: "INSERT INTO projection (name, version) VALUES ('event', 1), ('flavor_catalog', 1)", isToldByVersion: true),
    OtherShape(
      description: "killed before the projections were made", sql: "DELETE FROM projection; \(noProjections)",
      isToldByVersion: true),
    OtherShape(
      description: "killed between two migrations",
      sql: "\(noProjections) DROP TABLE projection; DROP TABLE flavor_catalog; \(noVoids) PRAGMA user_version = 1",
      isToldByVersion: true),
  ]

  private static let noVoids = """
    DROP TABLE void_identity; DROP TABLE void_range; DROP TABLE void;
    DROP TABLE coverage; DROP TABLE fleet;
    DROP TABLE erased_answer; DROP TABLE erasure; DROP TABLE redaction;
    """

  private static let noProjections = """
    DROP VIEW v_instances; DROP VIEW v_attempts; DROP VIEW v_steps; DROP VIEW v_events; DROP VIEW live_event;
    DROP VIEW attempt_dimension;
    DROP TABLE instance; DROP TABLE attempt; DROP TABLE step; DROP TABLE exposure_spell;
    """
}
