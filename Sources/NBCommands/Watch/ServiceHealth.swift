/// What systemd is told: once that the service is ready, and as often as it asks that it is alive.
struct ServiceHealth {
  /// How a target is doing.
  struct Target {
    /// Whether a complete list came.
    var hasStarted: Bool
    /// When its thread was last heard of, in milliseconds on a clock that never goes back.
    var isAliveAt: Int64
    var hasEnded: Bool
  }

  /// A thread that was heard of within this time is alive: no request takes longer.
  private static let heartbeat: Int64 = 90_000

  private let gap: Int64
  private var isReady = false
  private var nextSign: Int64 = .min

  /// - Parameter watchdog: what `WATCHDOG_USEC` says: microseconds after which a silent service is killed.
  init(watchdog: Int64?) {
    gap = min(60_000, max(100, (watchdog ?? .max) / 2000))
  }

  /// The assignments to send now.
  ///
  /// Ready is a service that listed one of its targets and committed it: what one target lacks holds up no other. Alive
  /// is one whose threads all are; then systemd ends it, rather than that nobody notices.
  mutating func signs(of targets: [Target], hasCommitted: Bool, status: @autoclosure () -> String, now: Int64)
    -> [String]
  {
    var signs: [String] = []
    if !isReady, hasCommitted, targets.contains(where: \.hasStarted) {
      isReady = true
      signs.append("READY=1")
    }
    let isAlive = targets.allSatisfy { $0.hasEnded || now - $0.isAliveAt < Self.heartbeat }
    if now >= nextSign, isAlive {
      nextSign = now + gap
      signs += ["WATCHDOG=1", "STATUS=\(status())"]
    }
    return signs
  }
}
