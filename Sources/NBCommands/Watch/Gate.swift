#if canImport(Glibc)
  import Glibc
#endif

/// What a thread sleeps at until somebody opens it, a signal comes, or its time is over.
final class Gate: Sendable {
  private let descriptor: Int32

  init() { descriptor = eventfd(0, Int32(EFD_CLOEXEC.rawValue) | Int32(EFD_NONBLOCK.rawValue)) }

  deinit { close(descriptor) }

  /// Lets the sleeper go on, now or at once when it comes. May be called in a signal handler.
  func open() {
    var one: UInt64 = 1
    _ = write(descriptor, &one, 8)
  }

  /// Sleeps until the gate is opened, a signal comes, or so many milliseconds have passed.
  func wait(milliseconds: Int64) {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    _ = poll(&request, 1, Int32(clamping: max(0, milliseconds)))
    var count: UInt64 = 0
    _ = read(descriptor, &count, 8)
  }
}
