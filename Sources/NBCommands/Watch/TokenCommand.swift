import NBSources

#if canImport(Glibc)
  import Glibc
#endif

/// Runs a user's command that prints a token.
enum TokenCommand {
  /// A token is several KB at most.
  private static let maximumBytes = 64 << 10
  /// A command that takes longer, in milliseconds, is ended and gave none.
  private static let patience: Int64 = 60_000

  /// The first line of what the command prints, without its end; nil when it fails, takes longer than a minute, or the
  /// watch is to end.
  static func run(_ command: String, patience: Int64 = patience) -> String? {
    guard let child = start(command) else { return nil }
    var text = [UInt8](repeating: 0, count: maximumBytes)
    defer { text.withUnsafeMutableBytes { explicit_bzero($0.baseAddress!, $0.count) } }
    let count = read(child.output, into: &text, until: Clock.monotonicMilliseconds + patience)
    close(child.output)
    // What it began goes with it; one that has ended is not there any more.
    if count == nil { kill(-child.process, SIGKILL) }
    var status: Int32 = 0
    while waitpid(child.process, &status, 0) < 0, errno == EINTR {}
    guard let count, count > 0, status == 0 else { return nil }
    return String(
      decoding: text[..<count].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }, as: UTF8.self)
  }

  /// A shell in a process group of its own, that takes signals as usual.
  private static func start(_ command: String) -> (process: pid_t, output: Int32)? {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[1]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
    let words: [UnsafeMutablePointer<CChar>?] = [strdup("sh"), strdup("-c"), strdup(command)]
    defer { for word in words { free(word) } }
    var process = pid_t()
    guard posix_spawn(&process, "/bin/sh", &actions, &attributes, words + [nil], environ) == 0 else {
      close(ends[0])
      return nil
    }
    return (process, ends[0])
  }

  /// How much came until the end; nil when there was no end in time.
  private static func read(_ descriptor: Int32, into text: inout [UInt8], until deadline: Int64) -> Int? {
    var count = 0
    while count < text.count {
      let left = deadline - Clock.monotonicMilliseconds
      guard left > 0, !WatchStop.isRequested else { return nil }
      var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&request, 1, Int32(min(left, 200))) > 0 else { continue }
      let more = text.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress! + count, $0.count - count) }
      if more < 0, errno == EINTR { continue }
      guard more > 0 else { return more == 0 ? count : nil }
      count += more
    }
    return count
  }
}
