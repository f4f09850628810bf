/// An answer and the facts around it, as an envelope has them.
package struct PollEnvelope: Equatable, Sendable {
  /// Milliseconds since 1970.
  package var observedAt: Int64
  package var requestedAt: Int64
  /// The `Date` header, as sent.
  package var date: String?
  /// 0 when no answer came, or none that can be read.
  package var httpStatus: Int
  package var region: String
  package var projectID: String
  /// The instance that was asked for; nil for a list.
  package var notebookID: String?
  /// The answer's bytes; nil when there are none or they are no JSON object. Not redacted.
  package var body: [UInt8]?

  package init(
    observedAt: Int64, requestedAt: Int64, date: String?, httpStatus: Int, region: String, projectID: String,
    notebookID: String?, body: [UInt8]?
  ) {
    self.observedAt = observedAt
    self.requestedAt = requestedAt
    self.date = date
    self.httpStatus = httpStatus
    self.region = region
    self.projectID = projectID
    self.notebookID = notebookID
    self.body = body
  }
}

/// Makes observations of answers: redacts them, so that what it gives may be written down.
package protocol AnswerReader {
  /// An observation.
  associatedtype Payload
  /// A part of an answer that is none.
  associatedtype Rejected

  mutating func read(_ envelope: PollEnvelope) -> ReadAnswer<Payload, Rejected>
}

/// What an envelope holds.
package struct ReadAnswer<Payload, Rejected> {
  /// One observation: a row of a page, a notebook, an error.
  package struct Row {
    package let seen: SeenInstance
    package let key: AnswerKey
    package let payload: Payload

    package init(seen: SeenInstance, key: AnswerKey, payload: Payload) {
      self.seen = seen
      self.key = key
      self.payload = payload
    }
  }

  package var rows: [Row] = []
  package var rejects: [Rejected] = []

  package init() {}
}

/// The two clocks at one moment, in milliseconds: one that never goes back, and the time of day since 1970.
package struct Moment: Equatable, Sendable {
  package var steady: Int64
  package var wall: Int64

  package init(steady: Int64, wall: Int64) {
    self.steady = steady
    self.wall = wall
  }
}
