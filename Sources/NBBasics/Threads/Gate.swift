#if canImport(Glibc)
  import Glibc
#endif

/// What a thread sleeps at until somebody opens it, a signal comes, or its time is over.
package final class Gate: Sendable {
  private let input: Int32
  private let output: Int32

  package init() {
    var ends: [Int32] = [-1, -1]
    // Without a pipe the sleeper still wakes when its time is over.
    if pipe(&ends) == 0 {
      for end in ends {
        _ = fcntl(end, F_SETFL, O_NONBLOCK)
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      }
    }
    (input, output) = (ends[0], ends[1])
  }

  deinit {
    close(input)
    close(output)
  }

  /// Lets the sleeper go on, now or at once when it comes.
  package func open() {
    var byte: UInt8 = 1
    _ = write(output, &byte, 1)
  }

  /// Sleeps until the gate is opened, a signal comes, or so many milliseconds have passed.
  package func wait(milliseconds: Int64) {
    var request = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
    _ = poll(&request, 1, Int32(clamping: max(0, milliseconds)))
    var bytes = [UInt8](repeating: 0, count: 256)
    while read(input, &bytes, bytes.count) == bytes.count {}
  }
}
