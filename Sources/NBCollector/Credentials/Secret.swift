import CCurl

/// A password, key or token: never printed, and overwritten when the last owner lets go of it.
///
/// What is made of it on the way to the network (a header, a body) is wiped by its makers as far as Swift allows.
package final class Secret: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
  private nonisolated(unsafe) let storage: UnsafeMutableRawBufferPointer

  /// Copies the bytes.
  package init(_ bytes: some Collection<UInt8>) {
    storage = .allocate(byteCount: max(1, bytes.count), alignment: 1)
    storage.copyBytes(from: bytes)
    count = bytes.count
  }

  /// Copies the text's UTF-8.
  package convenience init(_ text: String) { self.init(Array(text.utf8)) }

  deinit {
    nb_wipe(storage.baseAddress, storage.count)
    storage.deallocate()
  }

  /// Number of bytes.
  package let count: Int

  /// Whether there is nothing.
  package var isEmpty: Bool { count == 0 }

  /// Calls `body` with the bytes, which are valid during the call only.
  package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try body(UnsafeRawBufferPointer(rebasing: storage[..<count]))
  }

  /// The text, for the one place that has to hand it on; not wiped.
  package var text: String { withBytes { String(decoding: $0, as: UTF8.self) } }

  /// Never the secret.
  package var description: String { "[secret]" }

  /// Shows nothing to a debugger or to `dump`.
  package var customMirror: Mirror { Mirror(self, children: []) }

  package static func == (left: Secret, right: Secret) -> Bool {
    left.withBytes { left in right.withBytes { right in left.elementsEqual(right) } }
  }
}
