import NBBasics
import NBEventLog
import NBObservations
import NBReadModel
import NBSQLite
import NBTestFiles
import Testing

/// Builds a log from answers that a test writes down.
struct Told {
  var observations: [Observation] = []
  let notebookID: String
  private let directory = TemporaryDirectory()

  init(_ notebookID: String = "aa11bb22-0000") { self.notebookID = notebookID }

  var key: StreamKey { StreamKey(region: "eu-de", projectID: "p1", notebookID: notebookID) }

  /// An answer at a clock time of 2026-11-17; `body` is canonical JSON, nil for none.
  mutating func tell(
    _ kind: ObservationKind, _ clock: String, _ body: String?, http: Int = 200, requestedAt: String? = nil,
    token: String? = nil
  ) throws {
    let content = ObservedAnswer(
      stream: key, kind: kind, httpStatus: http, request: nil,
      body: body.map { Body(canonical: Array($0.utf8), tokenFingerprint: token) })
    observations.append(
      Observation(observedAt: try at(clock), requestedAt: try requestedAt.map { try at($0) }, content: content))
  }

  /// The log, with all in one commit.
  func log() throws -> EventLog {
    let log = try ReadModel.open(path: directory.file("log.db"), access: .create)
    try LogWriter(log).append(observations, recordedAt: Instant(milliseconds: 0))
    return log
  }
}

/// An instant of 2026-11-17, or of a day written before the clock: `11-18 08:00:00`.
func at(_ clock: String) throws -> Instant {
  let parts = clock.split(separator: " ")
  let text = parts.count == 2 ? "2026-\(parts[0])T\(parts[1])Z" : "2026-11-17T\(clock)Z"
  return try #require(Instant(rfc3339: text))
}
