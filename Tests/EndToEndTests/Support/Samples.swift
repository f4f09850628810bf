import Glibc

/// The repository's samples, and small inputs made up for a test.
enum Samples {
  /// The repository.
  static let root: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(4)
    return parts.joined(separator: "/")
  }()

  /// Path of a sample.
  static func path(_ name: String) -> String { root + "/samples/" + name }

  /// The fleet's one file that is not compressed: polls of nine instances and list pages over a day.
  static let day = path("fleet/2026-11-19.eu-nl.jsonl")
  static let dayLines = lines(of: day)

  private static func lines(of path: String) -> [String] {
    String(decoding: bytes(of: path), as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// The bytes of a file; none when it cannot be read.
  static func bytes(of path: String) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return result }
      result += buffer[..<count]
    }
  }

  /// `count` polls of one instance, a minute apart, as envelope lines.
  static func polls(_ count: Int, id: String = "a", from first: Int = 0, body: String = "") -> String {
    (first..<first + count).map { index in
      #"{"observed_at":\#(1_794_000_000_000 + index * 60_000),"kind":"poll","body":{"id":"\#(id)","#
        + #""status":"\#(index % 7 < 3 ? "RUNNING" : "STOPPED")"\#(body)}}"# + "\n"
    }.joined()
  }
}
