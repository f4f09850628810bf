import Foundation

/// Compares with a golden file beside the tests; `NBTRACK_RECORD_GOLDENS=1` writes it instead and fails.
func matchesGolden(_ name: String, _ text: String) throws -> Bool {
  let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Goldens/\(name)")
  if ProcessInfo.processInfo.environment["NBTRACK_RECORD_GOLDENS"] == "1" {
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
    return false
  }
  return try Data(contentsOf: url) == Data(text.utf8)
}
