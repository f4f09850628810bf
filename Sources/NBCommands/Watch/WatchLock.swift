import NBObservations
import NBSources

#if canImport(Glibc)
  import Glibc
#endif

/// One watch for a database and a target: a file beside the database, locked as long as the process lives.
final class WatchLock: Sendable {
  private let descriptor: Int32

  /// Nil when another process holds it.
  init?(database: String, endpoint: String, projectID: String) {
    let name = Digest(hashing: Array("\(endpoint) \(projectID)".utf8)).hex.prefix(12)
    let descriptor = open("\(database).watch-\(name)", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    // Where no file can be made, or none can be locked, there is nothing to keep others out with.
    if descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
      close(descriptor)
      return nil
    }
    self.descriptor = descriptor
    guard descriptor >= 0 else { return }
    let text = Array("\(getpid())\n".utf8)
    ftruncate(descriptor, 0)
    _ = write(descriptor, text, text.count)
  }

  deinit { close(descriptor) }
}
