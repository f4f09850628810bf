import NBBasics
import NBCollector

extension Clock {
  /// Both clocks at once.
  static var moment: Moment { Moment(steady: monotonicMilliseconds, wall: now.milliseconds) }
}

/// What summary and metrics show of a target.
struct TargetView: Sendable {
  var counts = CollectorCounts()
  var unchanged = 0
  var instances = 0
  var moving = 0
  var listInterval: Int64 = 0
  var showInterval: Int64 = 0
  var clockOffset: Int64 = 0
  /// Milliseconds until the token ends; nil when there is none or nobody said.
  var tokenLeft: Int64?
  var hasLost = false
  var hasStarted = false
  var isFailing = true
  var isAliveAt: Int64 = 0

  init() {}

  init(_ collector: Collector<AnswerObservations>, isAliveAt: Int64) {
    counts = collector.counts
    unchanged = collector.unchanged
    instances = collector.schedule.instanceCount
    moving = collector.schedule.movingCount
    listInterval = collector.schedule.listInterval
    showInterval = collector.schedule.showInterval
    clockOffset = collector.access.clockOffset
    tokenLeft = collector.access.tokenEnd.map { $0 - isAliveAt }
    hasLost = collector.hasLost
    hasStarted = collector.hasStarted
    isFailing = collector.isFailing
    self.isAliveAt = isAliveAt
  }
}
