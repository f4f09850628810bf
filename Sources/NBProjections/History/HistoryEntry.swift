import NBBasics
import NBObservations

/// One line of an instance's life, in the order of ``HistoryFold``.
package enum HistoryEntry: Sendable, Equatable {
  /// Observations that repeat one status.
  case status(StatusRun)
  /// A start attempt that was not refused; it stands where it began.
  case attempt(PlacedAttempt)
  /// A start or create that the platform turned down.
  case refused(PlacedAttempt)
  /// The answer to a stop or delete.
  case request(AnsweredRequest)
  /// Time without an observation, longer than ``HistoryFold/longestGap``.
  case gap(ObservationGap)
  /// A value that was another one at the observation before.
  case change(ValueChange)
  /// A restart that only a new token reveals (rule A20 of docs/semantics.md).
  case hiddenRestart(InstantBounds, position: Int64)
  /// Polls that told nothing before any observation did.
  case noInformation(NoInformation)
}

/// Consecutive observations with one status. Polls without information neither end nor lengthen it.
package struct StatusRun: Sendable, Equatable {
  /// The word as ``CurrentStatus/statusWord`` gives it.
  package let word: String
  /// What the word means for a start.
  package let statusClass: StatusClass
  /// (last observation with another status, first with this one].
  package let since: InstantBounds
  /// The latest observation with this status.
  package internal(set) var lastAt: Instant
  /// ``FoldEvent/low`` of that observation: until then the status was there at least.
  package internal(set) var lastLow: Instant
  /// (`lastLow`, first observation with another status]; nil while it lasts.
  package internal(set) var until: InstantBounds?
  /// Observations with this status, 1 or more.
  package internal(set) var observations: Int
  /// Positions of these observations in the log.
  package internal(set) var positions: ClosedRange<Int64>
  /// Whether a start attempt was open throughout.
  package internal(set) var isWithinAttempt: Bool
  /// Polls among them that told nothing.
  package internal(set) var noInformation: NoInformation?

  /// How long the status was there: at least between its observations, at most between those around it.
  package var duration: LatencyBounds {
    LatencyBounds(low: max(0, lastLow - since.high), high: since.low.flatMap { low in until.map { $0.high - low } })
  }

  mutating func goOn(_ event: FoldEvent, position: Int64, isWithinAttempt: Bool) {
    lastAt = event.observedAt
    lastLow = event.low
    observations += 1
    positions = positions.including(position)
    if !isWithinAttempt { self.isWithinAttempt = false }
  }
}

/// An attempt with the positions of the events that opened it and that ended it (or that applied last).
package struct PlacedAttempt: Sendable, Equatable {
  /// The attempt as the events so far leave it: ended, or still open.
  package internal(set) var attempt: StartAttempt
  /// The lowest and the highest of these positions in the log.
  package internal(set) var positions: ClosedRange<Int64>
  /// `error_msg` of a refused request, redacted.
  package internal(set) var message: String?
}

/// What a stop or delete was answered.
package struct AnsweredRequest: Sendable, Equatable {
  /// `stop` or `delete`.
  package let kind: ObservationKind
  /// When the observer received the answer.
  package let at: Instant
  /// The HTTP status of the answer; 0 when none came.
  package let httpStatus: Int
  /// Whether the platform took it.
  package let isAccepted: Bool
  /// `error_code` as sent.
  package let errorCode: String?
  /// The position of the answer in the log, from 1.
  package let position: Int64
}

/// Time between two consecutive observations.
package struct ObservationGap: Sendable, Equatable {
  /// The observation before the gap.
  package let from: Instant
  /// The observation after the gap.
  package let until: Instant
  /// Positions of the observations around it.
  package let before: Int64
  /// The position of the observation at `until`; lower than `before` when that one arrived late.
  package let after: Int64
  /// Whether both have the same status.
  package let isWithinStatus: Bool

  /// Milliseconds.
  package var length: Int64 { until - from }
}

/// A value that changed between two observations.
package struct ValueChange: Sendable, Equatable {
  /// `name`, `flavor`, `image`, `volume`, `pool` or `lease`.
  package let what: String
  /// The value before, as text: a volume as `50 GB`, a lease by its end.
  package let old: String
  /// The value since, in the form of `old`.
  package let new: String
  /// (observation before, first observation with the new value].
  package let bounds: InstantBounds
  /// The position in the log of the observation that told the new value.
  package let position: Int64
}

/// Answers that told nothing, by HTTP status (0: none came).
package struct NoInformation: Sendable, Equatable {
  /// How many answers had each HTTP status; 0 as a key: no answer came.
  package internal(set) var countByHTTPStatus: [Int: Int] = [:]
  /// When the first of them was observed.
  package internal(set) var firstAt: Instant
  /// When the last of them was observed.
  package internal(set) var lastAt: Instant
  /// The lowest and the highest of their positions in the log.
  package internal(set) var positions: ClosedRange<Int64>

  /// 1 or more.
  package var count: Int { countByHTTPStatus.values.reduce(0, +) }

  init(_ event: FoldEvent, position: Int64) {
    firstAt = event.observedAt
    lastAt = event.observedAt
    positions = position...position
    countByHTTPStatus[event.answer.httpStatus] = 1
  }

  mutating func add(_ event: FoldEvent, position: Int64) {
    lastAt = event.observedAt
    positions = positions.including(position)
    countByHTTPStatus[event.answer.httpStatus, default: 0] += 1
  }
}

extension ClosedRange<Int64> {
  /// The range widened to hold a position: a late event has a higher position than its successors in time.
  package func including(_ position: Int64) -> Self {
    Swift.min(lowerBound, position)...Swift.max(upperBound, position)
  }
}
