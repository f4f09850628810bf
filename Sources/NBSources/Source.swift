/// A place that bytes come from, not opened yet.
package struct Source: Sendable, Hashable {
  /// The bytes of the path, without a NUL at the end; nil for standard input. Paths need not be UTF-8.
  let path: [UInt8]?

  /// Whether the source was found below a directory rather than named by itself.
  package let isFound: Bool

  /// Standard input.
  package static let standardInput = Source(path: [UInt8]?.none)

  /// A file by its path, taken literally: `-` is here a file of that name.
  package init(path: String) { self.init(path: Array(path.utf8)) }

  init(path: [UInt8]?, isFound: Bool = false) {
    self.path = path
    self.isFound = isFound
  }

  /// What messages call it: the path, or `-`. Bytes that are not UTF-8 are shown as U+FFFD.
  package var name: String { path.map { String(decoding: $0, as: UTF8.self) } ?? "-" }

  /// Whether it is standard input rather than a path.
  package var isStandardInput: Bool { path == nil }

  /// Whether the name ends in `.gz` or `.zst`.
  var isNamedCompressed: Bool {
    guard let path else { return false }
    return path.ends(in: ".gz") || path.ends(in: ".zst")
  }
}

extension [UInt8] {
  func ends(in suffix: String) -> Bool { self.suffix(suffix.utf8.count).elementsEqual(suffix.utf8) }

  /// Calls `body` with the bytes as a C string.
  func withPath<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    (self + [0]).withUnsafeBytes { bytes in
      // Never nil: there is at least the NUL.
      body(bytes.baseAddress!.assumingMemoryBound(to: CChar.self))
    }
  }
}
