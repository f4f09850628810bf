import NBBasics
import NBCollector
import NBObservations

/// Makes observations of answers as `nbtrack ingest` makes them of envelopes: redaction and identity are the same.
struct AnswerObservations: AnswerReader {
  typealias Payload = Observation
  typealias Rejected = Reject

  private var maker: ObservationMaker

  init(fingerprinter: Fingerprinter, pseudonymise: Bool) {
    maker = ObservationMaker(fingerprinter: fingerprinter, pseudonymise: pseudonymise)
  }

  mutating func read(_ envelope: PollEnvelope) -> ReadAnswer<Observation, Reject> {
    var answer = ReadAnswer<Observation, Reject>()
    let batch = maker.batch(body: envelope.body, facts: Self.facts(envelope), source: "watch")
    answer.rejects = batch.rejects
    answer.rows = batch.observations.map { observation in
      let content = observation.content
      return ReadAnswer<Observation, Reject>.Row(
        seen: SeenInstance(
          id: content.stream.notebookID, word: content.answer.facts.statusWord ?? "",
          carriesProgress: !content.answer.facts.steps.isEmpty),
        key: AnswerKey(
          content: Self.withoutCurrentTime(content.body?.canonical ?? []),
          fingerprint: content.answer.tokenFingerprint),
        payload: observation)
    }
    return answer
  }

  private static func facts(_ envelope: PollEnvelope) -> AnswerFacts {
    var facts = AnswerFacts(
      kind: .poll, observedAt: Instant(milliseconds: envelope.observedAt), httpStatus: envelope.httpStatus)
    facts.requestedAt = Instant(milliseconds: envelope.requestedAt)
    facts.date = envelope.date
    facts.region = envelope.region
    facts.projectID = envelope.projectID
    facts.notebookID = envelope.notebookID ?? ""
    return facts
  }

  /// The canonical body without the moment at which the service wrote it: a number among the members at the top.
  static func withoutCurrentTime(_ body: [UInt8]) -> [UInt8] {
    var tape = JSONTape()
    return body.withUnsafeBytes { bytes in
      guard (try? tape.parse(bytes)) != nil, tape.kind(JSONTape.root) == .object else { return body }
      var cut: Range<Int>?
      tape.forEachMember(of: JSONTape.root) { key, value in
        guard tape.text(key, is: "current_time") else { return }
        // From the quote before the name to the end of the value; the comma stays, and does no harm.
        cut = Int(tape.nodes[key].start) - 1..<Int(tape.nodes[value].end)
      }
      guard let cut else { return body }
      return Array(body[..<cut.lowerBound]) + Array(body[cut.upperBound...])
    }
  }
}
