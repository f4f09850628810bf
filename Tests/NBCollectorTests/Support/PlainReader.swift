import NBBasics

@testable import NBCollector

/// An observation as these tests need it.
struct PlainObservation: Equatable {
  var id: String
  var word: String
  var status: Int
  var observedAt: Int64
  var requestedAt: Int64
  /// The raw row, without `current_time`.
  var content: String
}

/// Reads answers without redaction: what the product's reader gives, as far as schedule and thinning see it.
struct PlainReader: AnswerReader {
  typealias Payload = PlainObservation
  typealias Rejected = String

  mutating func read(_ envelope: PollEnvelope) -> ReadAnswer<PlainObservation, String> {
    var answer = ReadAnswer<PlainObservation, String>()
    guard let body = envelope.body else {
      answer.rows.append(row(id: envelope.notebookID ?? "", word: "", progress: false, text: "", envelope))
      return answer
    }
    var tape = JSONTape()
    body.withUnsafeBytes { bytes in
      guard (try? tape.parse(bytes)) != nil else { return }
      var rows: [Int] = []
      if let data = tape.member("data", of: JSONTape.root), tape.kind(data) == .array {
        tape.forEachElement(of: data) { rows.append($0) }
      } else {
        rows = [JSONTape.root]
      }
      for index in rows {
        let id = tape.string(tape.member("id", of: index)) ?? envelope.notebookID
        guard let id else {
          if rows.count == 1, tape.member("data", of: JSONTape.root) == nil {
            answer.rows.append(row(id: "", word: "", progress: false, text: "", envelope))
          } else {
            answer.rejects.append("a row without `id`")
          }
          continue
        }
        let text = String(decoding: tape.raw(index), as: UTF8.self)
        answer.rows.append(
          row(
            id: id, word: tape.string(tape.member("status", of: index)) ?? "",
            progress: tape.member("action_progress", of: index) != nil,
            text: text.replacing(/"current_time":\d+,/, with: ""), envelope))
      }
    }
    return answer
  }

  private func row(
    id: String, word: String, progress: Bool, text: String, _ envelope: PollEnvelope
  ) -> ReadAnswer<PlainObservation, String>.Row {
    .init(
      seen: SeenInstance(id: id, word: word, carriesProgress: progress),
      key: AnswerKey(content: Array(text.utf8), fingerprint: nil),
      payload: PlainObservation(
        id: id, word: word, status: envelope.httpStatus, observedAt: envelope.observedAt,
        requestedAt: envelope.requestedAt, content: text))
  }
}
