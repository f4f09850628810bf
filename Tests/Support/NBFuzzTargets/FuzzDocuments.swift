import NBBasics
import NBObservations

/// The canonical, redacted body of the only answer in the bytes; nil where they are none.
func canonical(_ bytes: [UInt8]) -> [UInt8]? {
  guard !bytes.contains(0x0A) else { return nil }
  var line = Array(#"{"observed_at":1,"kind":"poll","notebook_id":"n","body":"#.utf8)
  line += bytes
  line += Array("}\n".utf8)
  let batch = FuzzDocuments.read(line, chunk: .max)
  guard batch.observations.count == 1, batch.rejects.isEmpty else { return nil }
  return batch.observations[0].content.body?.canonical
}

enum FuzzDocuments {
  /// The reader of documents: however the source is cut into chunks it gives the same, and what it gives reads back.
  static func run(_ bytes: [UInt8]) {
    guard let first = bytes.first else { return }
    let rest = Array(bytes.dropFirst())
    let whole = read(rest, chunk: .max)
    let cut = read(rest, chunk: 1 + Int(first) % 61)
    promise(whole.observations.map(\.identity) == cut.observations.map(\.identity), "chunks do not matter")
    promise(whole.rejects == cut.rejects, "chunks do not matter to rejects")
    for observation in whole.observations.prefix(8) {
      promise(Instant.range.contains(observation.observedAt), "times from outside are of the years 1 to 9999")
      guard let body = observation.content.body, !body.canonical.contains(0x0A) else { continue }
      promise(canonical(body.canonical) == body.canonical, "what was redacted stays as it is")
      _ = NotebookFacts(canonical: body.canonical)
    }
  }

  /// The text of rejects is UTF-8 of a bounded length, and redacting it again changes nothing that a log holds.
  static func reject(_ bytes: [UInt8]) {
    let text = bytes.withUnsafeBytes { RejectText.make($0) }
    promise(text.utf8.count <= 2 * RejectText.maximumBytes + 64, "the text of a reject is bounded")
  }

  static func read(_ bytes: [UInt8], chunk: Int) -> ObservationBatch {
    let maker = ObservationMaker(fingerprinter: Fingerprinter(key: [UInt8](repeating: 7, count: 32)), rules: .anything)
    var facts = BareAnswerFacts()
    facts.observedAt = Instant(milliseconds: 1)
    facts.kind = .poll
    facts.notebookID = "n"
    let reader = DocumentReader(source: "fuzz", parser: ObservationParser(maker), options: facts)
    var all = ObservationBatch()
    var rest = bytes[...]
    func drain(isFinal: Bool) {
      while (try? reader.drain(into: &all, limit: .max, isFinal: isFinal)) ?? false {}
    }
    while !rest.isEmpty {
      let space = reader.space()
      let part = rest.prefix(min(chunk, space.count))
      space.copyBytes(from: part)
      reader.filled(part.count)
      rest = rest.dropFirst(part.count)
      drain(isFinal: false)
    }
    drain(isFinal: true)
    return all
  }
}
