/// How often to look, all in milliseconds but the budget.
package struct Rates: Equatable, Sendable {
  /// From one list to the next.
  package var every: Int64 = 15_000
  /// From one look at a moving instance to the next.
  package var startingEvery: Int64 = 5000
  /// Requests a minute.
  package var maximumRate = 60
  /// The longest time between two appended answers of an instance that does not change; 0 appends all.
  package var unchanged: Int64 = 300_000

  package init() {}
}

/// A budget of requests a minute: a bucket that holds a quarter of it.
package struct Budget: Sendable {
  /// Requests a minute that are wanted at most.
  package let maximum: Double
  /// Requests a minute at present: less after the service said that it was too many.
  package private(set) var rate: Double
  private var tokens: Double
  private var filledAt: Int64
  private var raisedAt: Int64

  private static let least = 6.0
  private static let recovery: Int64 = 600_000

  package init(perMinute: Int, now: Int64) {
    maximum = Double(perMinute)
    rate = maximum
    tokens = max(1, maximum / 4)
    filledAt = now
    raisedAt = now
  }

  private var capacity: Double { max(1, rate / 4) }

  /// Brings the bucket up to `now`, and the rate up by a tenth for every ten minutes since it was lowered.
  private mutating func fill(_ now: Int64) {
    while rate < maximum, now - raisedAt >= Self.recovery {
      raisedAt += Self.recovery
      rate = min(maximum, rate * 1.1)
    }
    tokens = min(capacity, tokens + Double(max(0, now - filledAt)) * rate / 60_000)
    filledAt = max(filledAt, now)
  }

  /// When the next request may be made; `now` or before it: at once.
  package mutating func nextFree(_ now: Int64) -> Int64 {
    fill(now)
    // A rounding error must not make us wait for nothing.
    guard tokens < 1 - 1e-9 else { return now }
    return now + Int64(((1 - tokens) * 60_000 / rate).rounded(.up))
  }

  /// Takes one request out.
  package mutating func spend(_ now: Int64) {
    fill(now)
    tokens -= 1
  }

  /// Halves the rate, or takes half of the limit that was named.
  package mutating func lower(limit: Int?, now: Int64) {
    fill(now)
    let wanted = limit.map { Double($0) * 0.5 } ?? rate / 2
    rate = min(maximum, max(min(Self.least, maximum), wanted))
    tokens = min(tokens, capacity)
    raisedAt = now
  }
}
