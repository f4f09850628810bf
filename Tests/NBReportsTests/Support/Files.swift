import Foundation

/// The text of a file of this repository, by its path from the root.
func file(_ path: String) throws -> String {
  try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
}

/// The root of the repository: the nearest folder above that holds the package.
let root: URL = {
  var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  while !FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) {
    folder = folder.deletingLastPathComponent()
  }
  return folder
}()

/// Compares with a golden file beside the tests; `NBTRACK_RECORD_GOLDENS=1` writes it instead and fails.
func matchesGolden(_ name: String, _ bytes: [UInt8]) throws -> Bool {
  let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Goldens/\(name)")
  if ProcessInfo.processInfo.environment["NBTRACK_RECORD_GOLDENS"] == "1" {
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    return false
  }
  return try Data(contentsOf: url) == Data(bytes)
}
