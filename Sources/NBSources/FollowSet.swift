import Glibc

/// What to follow: any number of files, directories and standard input, also those that do not exist yet.
package final class FollowSet {
  private let arguments: [String]
  private let watch = ChangeWatch()
  private var known: Set<[UInt8]?> = []
  private var mayHaveChanged = true
  private var scannedAt: Int64 = 0

  /// Milliseconds after which directories are looked through although no change was told: file systems over a network
  /// tell none.
  private static let longestTrust: Int64 = 5000

  /// - Parameter arguments: paths, or `-` for standard input.
  package init(_ arguments: [String]) { self.arguments = arguments }

  /// Whether there is a path, where something new may come at any time.
  package var mayGrow: Bool { arguments.contains { $0 != "-" } }

  /// The sources that were not given before, in the order of the arguments; those that do not exist yet come later.
  package func newSources() -> [Source] {
    guard mayHaveChanged || Self.now - scannedAt > Self.longestTrust else { return [] }
    mayHaveChanged = false
    scannedAt = Self.now
    // Watched before it is looked at, so that nothing falls between.
    for argument in arguments where argument != "-" { watch.add(argument) }
    let list = SourceList.expand(arguments)
    for source in list.sources { watch.add(source.name) }
    return list.sources.filter { known.insert($0.path).inserted }
  }

  /// Waits until something changes below a path, a descriptor has bytes, a signal comes or the time is over.
  ///
  /// - Parameter descriptors: of the sources that are read as they come, see ``FollowSource/waitingDescriptor``.
  package func wait(atMost milliseconds: Int32, descriptors: [Int32]) {
    var requests = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    requests.append(pollfd(fd: watch.descriptor, events: Int16(POLLIN), revents: 0))
    guard poll(&requests, nfds_t(requests.count), milliseconds) > 0 else { return }
    if watch.drain() { mayHaveChanged = true }
  }

  private static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}

/// Changes of directories and of the files in them, as inotify(7) tells them.
final class ChangeWatch {
  /// Readable when something changed; -1 when the system gives no watch, and then nothing is told.
  let descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
  private var watched: Set<[UInt8]> = []

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Watches a directory, or the one that a path lies in.
  func add(_ path: String) {
    var facts = stat()
    var directory = Array(path.utf8)
    if stat(path, &facts) != 0 || !facts.isDirectory {
      let slash = directory.lastIndex(of: UInt8(ascii: "/"))
      directory = slash.map { $0 == 0 ? [UInt8(ascii: "/")] : Array(directory[..<$0]) } ?? [UInt8(ascii: ".")]
    }
    guard descriptor >= 0, !watched.contains(directory) else { return }
    let events = UInt32(IN_CREATE | IN_MODIFY | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CLOSE_WRITE)
    if directory.withPath({ inotify_add_watch(descriptor, $0, events) }) >= 0 { watched.insert(directory) }
  }

  /// Takes the changes that were told; whether files came or went, and not only grew.
  func drain() -> Bool {
    guard descriptor >= 0 else { return false }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 8)
    defer { buffer.deallocate() }
    var found = false
    while true {
      let count = read(descriptor, buffer.baseAddress, buffer.count)
      guard count > 0 else { return found }
      var at = 0
      while at + MemoryLayout<inotify_event>.size <= count {
        let event = buffer.loadUnaligned(fromByteOffset: at, as: inotify_event.self)
        found = found || event.mask & ~UInt32(IN_MODIFY | IN_CLOSE_WRITE) != 0
        at += MemoryLayout<inotify_event>.size + Int(event.len)
      }
    }
  }
}
