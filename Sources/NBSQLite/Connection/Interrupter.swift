import CSQLite

/// Stops what a connection is doing, from any thread. Keeps the database open as long as it lives.
public struct Interrupter: Sendable {
  let handle: DatabaseHandle

  /// Makes running statements throw `.interrupted` soon; does nothing when none is running.
  ///
  /// Not for signal handlers: set a flag there and call this from a thread.
  public func interrupt() { sqlite3_interrupt(handle.pointer) }
}

extension Connection {
  /// What other threads use to stop this connection.
  public var interrupter: Interrupter { Interrupter(handle: handle) }

  /// Makes running statements throw `.interrupted` soon.
  public func interrupt() { interrupter.interrupt() }
}
