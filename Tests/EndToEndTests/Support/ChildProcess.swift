import Glibc
import Synchronization

/// A running program whose output is read while it runs: a pipe that nobody empties would stop it.
final class ChildProcess {
  /// How a program ended.
  enum Ending: Equatable {
    case exited(Int32)
    case signalled(Int32)
  }

  let pid: pid_t
  private var input: Int32
  private var output: Int32
  private var errors: Int32
  private var isReaped = false
  private(set) var standardOutput: [UInt8] = []
  private(set) var standardError: [UInt8] = []

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - environment: `NAME=value`, and nothing else.
  ///   - closesOutput: whether nobody reads its standard output from the start.
  init(_ path: String, _ arguments: [String], environment: [String], closesOutput: Bool = false) {
    (pid, input, output, errors) = Self.starting.withLock { _ in Self.spawn([path] + arguments, environment) }
    if closesOutput { Self.shut(&output) }
    for descriptor in [input, output, errors] where descriptor >= 0 { _ = fcntl(descriptor, F_SETFL, O_NONBLOCK) }
  }

  /// Held while pipes are open that a program started by another test at this moment would inherit, and keep open.
  private static let starting = Mutex(())

  private static func spawn(
    _ arguments: [String], _ environment: [String]
  ) -> (pid: pid_t, input: Int32, output: Int32, errors: Int32) {
    let (readInput, writeInput) = pipe()
    let (readOutput, writeOutput) = pipe()
    let (readErrors, writeErrors) = pipe()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    for (number, descriptor) in [(0, readInput), (1, writeOutput), (2, writeErrors)] as [(Int32, Int32)] {
      posix_spawn_file_actions_adddup2(&actions, descriptor, number)
    }
    // What the test runner ignores or blocks is no business of the program's.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for number in [SIGPIPE, SIGINT, SIGTERM, SIGXFSZ] { sigaddset(&signals, number) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var vector = arguments.map { strdup($0) } + [nil]
    var variables = environment.map { strdup($0) } + [nil]
    var child: pid_t = 0
    let failure = posix_spawn(&child, arguments[0], &actions, &attributes, &vector, &variables)
    for pointer in vector + variables { free(pointer) }
    posix_spawn_file_actions_destroy(&actions)
    posix_spawnattr_destroy(&attributes)
    precondition(failure == 0, "cannot start \(arguments[0]): error \(failure)")
    for descriptor in [readInput, writeOutput, writeErrors] { close(descriptor) }
    return (child, writeInput, readOutput, readErrors)
  }

  deinit {
    if !isReaped {
      kill(pid, SIGKILL)
      _ = wait()
    }
    for descriptor in [input, output, errors] where descriptor >= 0 { close(descriptor) }
  }

  /// Gives bytes to its standard input while reading what it writes.
  func write(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty, input >= 0 {
      exchange(wantsInput: true)
      let count = rest.withUnsafeBytes { Glibc.write(input, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno != EAGAIN, errno != EINTR {
        closeInput()
      }
    }
  }

  /// Ends its standard input.
  func closeInput() { Self.shut(&input) }

  /// Sends a signal.
  func send(_ number: Int32) { kill(pid, number) }

  /// Reads its output to the end and waits for it.
  func finish() -> Ending {
    closeInput()
    return finishReading()
  }

  /// As ``finish()``, with standard input left open: for a program that a signal ends.
  func finishReading() -> Ending {
    while output >= 0 || errors >= 0 { exchange(wantsInput: false) }
    return wait()
  }

  /// Waits until something can be read or written, and reads it.
  private func exchange(wantsInput: Bool) {
    var waits = [
      pollfd(fd: output, events: Int16(POLLIN), revents: 0), pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
    ]
    if wantsInput { waits.append(pollfd(fd: input, events: Int16(POLLOUT), revents: 0)) }
    _ = poll(&waits, nfds_t(waits.count), -1)
    if waits[0].revents != 0 { Self.read(&output, &standardOutput) }
    if waits[1].revents != 0 { Self.read(&errors, &standardError) }
  }

  private func wait() -> Ending {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    isReaped = true
    return status & 0x7F == 0 ? .exited((status >> 8) & 0xFF) : .signalled(status & 0x7F)
  }

  private static func read(_ descriptor: inout Int32, _ bytes: inout [UInt8]) {
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count > 0 {
        bytes += buffer[..<count]
      } else {
        if count == 0 || (errno != EAGAIN && errno != EINTR) { shut(&descriptor) }
        return
      }
    }
  }

  private static func shut(_ descriptor: inout Int32) {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
  }

  private static func pipe() -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    precondition(Glibc.pipe(&ends) == 0, "no pipe")
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }
}
