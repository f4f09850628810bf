import Testing

@testable import NBCommands

/// What systemd is told. `WatchdogSec=` of the unit comes as microseconds.
@Suite struct ServiceHealthTests {
  private func target(started: Bool = true, alive: Int64 = 0, ended: Bool = false) -> ServiceHealth.Target {
    ServiceHealth.Target(hasStarted: started, isAliveAt: alive, hasEnded: ended)
  }

  @Test func `ready is said once, after the first list was committed`() {
    var health = ServiceHealth(watchdog: nil)
    func signs(_ target: ServiceHealth.Target, _ hasCommitted: Bool, _ now: Int64) -> [String] {
      health.signs(of: [target], hasCommitted: hasCommitted, status: "s", now: now)
    }
    #expect(signs(target(started: false), false, 0) == ["WATCHDOG=1", "STATUS=s"])
    // The first commit may be that the list failed.
    #expect(signs(target(started: false, alive: 1), true, 1) == [])
    #expect(signs(target(started: true, alive: 2), true, 2) == ["READY=1"])
    #expect(signs(target(started: true, alive: 3), true, 3) == [])
  }

  @Test func `a target without an answer holds up no other`() {
    var health = ServiceHealth(watchdog: nil)
    let signs = health.signs(of: [target(started: false), target()], hasCommitted: true, status: "s", now: 0)
    #expect(signs.first == "READY=1")
  }

  @Test func `a sign of life comes twice as often as systemd asks, and once a minute at least`() {
    for (watchdog, gap) in [(nil, 60_000), (900_000_000, 60_000), (30_000_000, 15_000), (2_000_000, 1000)]
      as [(Int64?, Int64)]
    {
      var health = ServiceHealth(watchdog: watchdog)
      var times: [Int64] = []
      for now in stride(from: 0 as Int64, through: 180_000, by: 500) {
        let signs = health.signs(of: [target(alive: now)], hasCommitted: true, status: "s", now: now)
        if signs.contains("WATCHDOG=1") { times.append(now) }
      }
      #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 == gap }, "\(String(describing: watchdog))")
      #expect(times.count == Int(180_000 / gap) + 1)
    }
  }

  @Test func `a thread that hangs is not alive, one that ended does not count`() {
    var health = ServiceHealth(watchdog: 2_000_000)
    let hanging = [target(alive: 0), target(alive: 100_000)]
    #expect(health.signs(of: hanging, hasCommitted: false, status: "s", now: 100_000) == [])
    let ended = [target(alive: 0, ended: true), target(alive: 100_000)]
    #expect(!health.signs(of: ended, hasCommitted: false, status: "s", now: 101_000).isEmpty)
  }
}
