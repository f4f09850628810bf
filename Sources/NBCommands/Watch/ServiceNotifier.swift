import NBSources

#if canImport(Glibc)
  import Glibc
#endif

/// Tells systemd how the service is (`sd_notify`, "Notification socket"); does nothing where nobody listens.
struct ServiceNotifier {
  private let path: String?

  init() {
    path = Terminal.environmentValue("NOTIFY_SOCKET").flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Sends `READY=1`, `STATUS=…`, `WATCHDOG=1`, `STOPPING=1`: one assignment on each line.
  func send(_ text: String) {
    guard let path else { return }
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var name = Array(path.utf8)
    // `@` stands for the abstract name space.
    if name.first == UInt8(ascii: "@") { name[0] = 0 }
    guard name.count < MemoryLayout.size(ofValue: address.sun_path) else { return }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + name.count)
    let bytes = Array(text.utf8)
    withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { target in
        _ = sendto(descriptor, bytes, bytes.count, 0, target, length)
      }
    }
  }
}
