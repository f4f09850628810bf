import Foundation

/// Files beside the tests that were recorded from others' programs.
enum RecordedFile {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Recorded")

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
  }

  /// The objects of a file of JSON lines.
  static func objects(_ name: String) throws -> [[String: Any]] {
    try bytes(name).split(separator: UInt8(ascii: "\n")).map { line in
      try present(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
    }
  }

  private static func present<T>(_ value: T?) throws -> T {
    guard let value else { throw CocoaError(.fileReadCorruptFile) }
    return value
  }
}
