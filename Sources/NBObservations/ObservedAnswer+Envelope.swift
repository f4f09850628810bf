import NBBasics

extension ObservedAnswer {
  /// Appends the answer, observed at these times, as an envelope on one line, without line end. Its members are all that
  /// the identity of the event is made of, and `token_fp`, so that a re-ingested log reveals the same hidden restarts.
  ///
  /// - Parameter date: the answer's `Date` header, as sent.
  package func appendEnvelope(observedAt: Instant, requestedAt: Instant?, date: String?, to line: inout [UInt8]) {
    func member(_ name: String, _ value: String?) {
      guard let value, !value.isEmpty else { return }
      line += ",\"\(name)\":".utf8
      JSONText.appendQuoted(value, to: &line)
    }
    line += "{\"observed_at\":\"\(observedAt.rfc3339)\"".utf8
    member("requested_at", requestedAt?.rfc3339)
    member("kind", kind.word)
    line += ",\"http_status\":\(httpStatus)".utf8
    member("region", stream.region)
    member("project_id", stream.projectID)
    member("notebook_id", stream.notebookID)
    member("date", date)
    if let request {
      line += ",\"request\":".utf8
      line += request
    }
    member("token_fp", answer.tokenFingerprint)
    if isErased { member("erased", digest.hex) }
    line += ",\"body\":".utf8
    line += body?.canonical ?? Array("null".utf8)
    line.append(UInt8(ascii: "}"))
  }
}
