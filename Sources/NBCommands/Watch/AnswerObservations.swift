import NBBasics
import NBCollector
import NBObservations

/// Makes observations of answers as `nbtrack ingest` makes them of envelopes: redaction and identity are the same.
struct AnswerObservations: AnswerReader {
  typealias Payload = Observation
  typealias Rejected = Reject

  private var parser: ObservationParser

  init(fingerprinter: Fingerprinter, pseudonymise: Bool) {
    parser = ObservationParser(fingerprinter: fingerprinter, pseudonymise: pseudonymise)
  }

  mutating func read(_ envelope: PollEnvelope) -> ReadAnswer<Observation, Reject> {
    var answer = ReadAnswer<Observation, Reject>()
    var batch = ObservationBatch()
    let line = Self.line(envelope)
    let place = ObservationParser.Place(source: "watch", line: 1, byteOffset: 0)
    line.withUnsafeBytes { bytes in
      _ = parser.parse(bytes, at: place, into: &batch)
    }
    // A list that failed concerns no instance; where the log has no place for that, it is no reject either.
    if envelope.notebookID == nil, batch.observations.isEmpty, envelope.httpStatus != 200 { return answer }
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

  /// The envelope as `docs/input.md` has it, around the bytes as they came.
  private static func line(_ envelope: PollEnvelope) -> [UInt8] {
    var line: [UInt8] = []
    line.reserveCapacity((envelope.body?.count ?? 0) + 400)
    line += "{\"observed_at\":\(envelope.observedAt),\"requested_at\":\(envelope.requestedAt),\"kind\":\"poll\"".utf8
    line += ",\"http_status\":\(envelope.httpStatus)".utf8
    for (name, value) in [
      ("region", envelope.region), ("project_id", envelope.projectID), ("notebook_id", envelope.notebookID ?? ""),
      ("date", envelope.date ?? ""),
    ] where !value.isEmpty {
      line += ",\"\(name)\":".utf8
      JSONText.appendQuoted(value, to: &line)
    }
    line += ",\"body\":".utf8
    line += envelope.body ?? Array("null".utf8)
    line.append(UInt8(ascii: "}"))
    return line
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
