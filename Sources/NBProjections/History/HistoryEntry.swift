import NBBasics
import NBObservations

/// One line of an instance's life, in the order of ``HistoryFold``.
public enum HistoryEntry: Sendable, Equatable {
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
public struct StatusRun: Sendable, Equatable {
  /// The word as ``CurrentStatus/statusWord`` gives it.
  public let word: String
  /// What the word means for a start.
  public let statusClass: StatusClass
  /// (last observation with another status, first with this one].
  public let since: InstantBounds
  /// The latest observation with this status.
  public internal(set) var lastAt: Instant
  /// (`lastAt`, first observation with another status]; nil while it lasts.
  public internal(set) var until: InstantBounds?
  /// Observations with this status, 1 or more.
  public internal(set) var observations: Int
  /// Positions of these observations in the log.
  public internal(set) var positions: ClosedRange<Int64>
  /// Whether a start attempt was open throughout.
  public internal(set) var isWithinAttempt: Bool
  /// Polls among them that told nothing.
  public internal(set) var noInformation: NoInformation?

  /// How long the status was there: at least between its observations, at most between those around it.
  public var duration: LatencyBounds {
    LatencyBounds(low: lastAt - since.high, high: since.low.flatMap { low in until.map { $0.high - low } })
  }

  mutating func goOn(at instant: Instant, position: Int64, isWithinAttempt: Bool) {
    lastAt = instant
    observations += 1
    positions = positions.including(position)
    if !isWithinAttempt { self.isWithinAttempt = false }
  }
}

/// An attempt with the positions of the events that opened it and that ended it (or that applied last).
public struct PlacedAttempt: Sendable, Equatable {
  /// The attempt as the events so far leave it: ended, or still open.
  public internal(set) var attempt: StartAttempt
  /// The lowest and the highest of these positions in the log.
  public internal(set) var positions: ClosedRange<Int64>
  /// `error_msg` of a refused request, redacted.
  public internal(set) var message: String?
}

/// What a stop or delete was answered.
public struct AnsweredRequest: Sendable, Equatable {
  /// `stop` or `delete`.
  public let kind: ObservationKind
  /// When the observer received the answer.
  public let at: Instant
  /// The HTTP status of the answer; 0 when none came.
  public let httpStatus: Int
  /// Whether the platform took it.
  public let isAccepted: Bool
  /// `error_code` as sent.
  public let errorCode: String?
  /// The position of the answer in the log, from 1.
  public let position: Int64
}

/// Time between two consecutive observations.
public struct ObservationGap: Sendable, Equatable {
  /// The observation before the gap.
  public let from: Instant
  /// The observation after the gap.
  public let until: Instant
  /// Positions of the observations around it.
  public let before: Int64
  /// The position of the observation at `until`; lower than `before` when that one arrived late.
  public let after: Int64
  /// Whether both have the same status.
  public let isWithinStatus: Bool

  /// Milliseconds.
  public var length: Int64 { until - from }
}

/// A value that changed between two observations.
public struct ValueChange: Sendable, Equatable {
  /// `name`, `flavor`, `image`, `volume`, `pool` or `lease`.
  public let what: String
  /// The value before, as text: a volume as `50 GB`, a lease by its end.
  public let old: String
  /// The value since, in the form of `old`.
  public let new: String
  /// (observation before, first observation with the new value].
  public let bounds: InstantBounds
  /// The position in the log of the observation that told the new value.
  public let position: Int64
}

/// Answers that told nothing, by HTTP status (0: none came).
public struct NoInformation: Sendable, Equatable {
  /// How many answers had each HTTP status; 0 as a key: no answer came.
  public internal(set) var countByHTTPStatus: [Int: Int] = [:]
  /// When the first of them was observed.
  public internal(set) var firstAt: Instant
  /// When the last of them was observed.
  public internal(set) var lastAt: Instant
  /// The lowest and the highest of their positions in the log.
  public internal(set) var positions: ClosedRange<Int64>

  /// 1 or more.
  public var count: Int { countByHTTPStatus.values.reduce(0, +) }

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
  public func including(_ position: Int64) -> Self { Swift.min(lowerBound, position)...Swift.max(upperBound, position) }
}
