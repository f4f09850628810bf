import NBBasics
import NBObservations
import NBSQLite

/// Derives the identities of events. Remembers a bounded number of answers: polls repeat them.
package final class IdentityReader {
  private static let maximumAnswers = 200_000

  private struct Known {
    let digest: Digest
    let irregularDate: String?
  }

  private let answers: AnswerReader
  private var known: [Int64: Known] = [:]

  /// Prepares to read; throws when the database has no schema of the log.
  package init(_ connection: Connection) throws(Failure) { answers = try AnswerReader(connection) }

  /// The identity of an event.
  ///
  /// - Throws: `.corrupt` when its answer is missing or unreadable.
  package func identity(of event: StoredEvent) throws(Failure) -> Digest {
    let answer = try known(event.answerID)
    return event.identity(answer: answer.digest, irregularDate: answer.irregularDate)
  }

  private func known(_ id: Int64) throws(Failure) -> Known {
    if let answer = known[id] { return answer }
    let stored = try answers.digests(id)
    let answer = Known(digest: stored.answer, irregularDate: stored.irregularDate)
    if known.count >= Self.maximumAnswers { known.removeAll(keepingCapacity: true) }
    known[id] = answer
    return answer
  }
}
