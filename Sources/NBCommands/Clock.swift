import NBBasics
import NBObservations

#if canImport(Glibc)
  import Glibc
#endif

/// The clocks of the machine; only commands look at them.
enum Clock {
  /// The time of day.
  static var now: Instant { Instant(milliseconds: read(CLOCK_REALTIME)) }

  /// Milliseconds since some moment; never goes back.
  static var monotonicMilliseconds: Int64 { read(CLOCK_MONOTONIC) }

  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
