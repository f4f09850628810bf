import NBBasics
import NBEventLog
import NBObservations
import NBSQLite
import NBStatistics

/// One start beside comparable ones, as the log knows them.
package struct PeerAnswer: Sendable {
  /// The instance's name; nil when no answer gave one.
  package let name: String?
  package let flavor: String?
  /// The number of the attempt among those of its instance.
  package let attempt: Int64
  /// `start` or `create`.
  package let kind: String
  /// As in the column of attempts.
  package let outcome: String
  package let begin: Instant
  package let failedStep: Int64?
  package let failReason: String?
  package let errorCode: String?
  /// nil when the request was refused, so that nothing started.
  package let comparison: PeerComparison?
}

/// Reads a start and what it is compared with.
package enum PeerReader {
  /// - Parameter attempt: nil: the latest that was not refused.
  /// - Returns: nil when the instance has no such attempt.
  package static func read(
    _ key: StreamKey, attempt: Int64?, _ period: Period, _ runner: QueryRunner
  ) throws -> PeerAnswer? {
    let query = try NamedQuery(usersOwn: String(decoding: PackageResources.peers_sql, as: UTF8.self), name: "peers")
    var question = Question(query, period)
    question.bindings = [
      "peer_region": .text(key.region), "peer_project": .text(key.projectID), "peer_notebook": .text(key.notebookID),
      "peer_attempt": attempt.map(Value.integer) ?? .null,
    ]
    var rows: [[Value]] = []
    _ = try runner.answer(question) { rows.append($0) }
    guard let first = rows.first, first[Place.isSubject].integer == 1, let begin = first[2].integer,
      let number = first[Place.attempt].integer
    else { return nil }
    return PeerAnswer(
      name: first[Place.name].text, flavor: first[Place.flavor].text, attempt: number,
      kind: first[Place.kind].text ?? "", outcome: first[0].text ?? "", begin: Instant(milliseconds: begin),
      failedStep: first[Place.failedStep].integer, failReason: first[Place.failReason].text,
      errorCode: first[Place.errorCode].text, comparison: comparison(first, rows.dropFirst()))
  }

  /// Columns behind those of the attempt.
  private enum Place {
    static let isSubject = AttemptText.columns
    static let isEarlier = isSubject + 1
    static let isNear = isSubject + 2
    static let attempt = isSubject + 3
    static let name = isSubject + 4
    static let flavor = isSubject + 5
    static let kind = isSubject + 6
    static let failedStep = isSubject + 7
    static let failReason = isSubject + 8
    static let errorCode = isSubject + 9
  }

  private static func comparison(_ subject: [Value], _ others: ArraySlice<[Value]>) -> PeerComparison? {
    guard let start = AttemptText.attempt(subject[...], stratum: "") else { return nil }
    func attempts(_ flag: Int) -> [ChangeAttempt] {
      others.filter { $0[flag].integer == 1 }.compactMap { AttemptText.attempt($0[...], stratum: "") }
    }
    return PeerComparison(start, peers: attempts(Place.isEarlier), hour: attempts(Place.isNear))
  }
}
