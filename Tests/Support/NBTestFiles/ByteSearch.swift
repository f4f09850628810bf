import Glibc

extension TemporaryDirectory {
  /// Names of the files that hold a text anywhere in their bytes.
  package func files(holding text: String) -> [String] {
    names.filter { bytesHold(bytes(of: $0) ?? [], text) }
  }
}

/// Whether bytes hold a text, which is not empty.
package func bytesHold(_ bytes: [UInt8], _ text: String) -> Bool {
  let wanted = Array(text.utf8)
  return bytes.withUnsafeBytes { all in
    guard let base = all.baseAddress, all.count >= wanted.count else { return false }
    let last = base + all.count - wanted.count
    var at = base
    while at <= last, let found = memchr(at, Int32(wanted[0]), last - at + 1) {
      if memcmp(found, wanted, wanted.count) == 0 { return true }
      at = UnsafeRawPointer(found) + 1
    }
    return false
  }
}
