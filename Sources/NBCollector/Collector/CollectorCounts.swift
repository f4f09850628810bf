/// What a collector did, for the summary and the metrics.
package struct CollectorCounts: Equatable, Sendable {
  /// Complete rounds.
  package var lists = 0
  package var shows = 0
  /// Requests of any kind, logins included.
  package var requests = 0
  /// Requests that did not bring what was asked for.
  package var failed = 0
  /// Rounds that could not be finished.
  package var lostRounds = 0
  package var throttled = 0
  package var observations = 0
  package var rejected = 0
  package var gone = 0
  /// By call and outcome: `list ok`, `show gone`, `login failed`.
  package var outcomes: [String: Int] = [:]
  /// Milliseconds in requests.
  package var requestTime: Int64 = 0
  /// Time of day of the end of the last complete round.
  package var lastListAt: Int64?

  package init() {}
}
