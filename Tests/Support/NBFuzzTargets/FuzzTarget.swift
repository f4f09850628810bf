/// Everything that reads bytes from outside, each as a function of bytes that must neither crash nor contradict itself.
///
/// `scripts/fuzz` drives them with libFuzzer, the suite with its kept corpus and a few mutations of it.
package enum FuzzTarget: String, CaseIterable, Sendable {
  case json, patch, documents, rejects, gzip, zstd, clouds, watch, definition, query, words, state, facts, http, text,
    fleet

  /// Reads the bytes.
  ///
  /// Ends the process where a promise is broken: libFuzzer and the suite both see that, and keep the input.
  package func run(_ bytes: [UInt8]) {
    switch self {
    case .json: FuzzJSON.run(bytes)
    case .patch: FuzzJSON.patch(bytes)
    case .documents: FuzzDocuments.run(bytes)
    case .rejects: FuzzDocuments.reject(bytes)
    case .gzip: FuzzArchives.run(bytes, mark: [0x1F, 0x8B])
    case .zstd: FuzzArchives.run(bytes, mark: [0x28, 0xB5, 0x2F, 0xFD])
    case .clouds: FuzzFiles.clouds(bytes)
    case .watch: FuzzFiles.watch(bytes)
    case .definition: FuzzFiles.definition(bytes)
    case .query: FuzzFiles.query(bytes)
    case .words: FuzzWords.run(bytes)
    case .state: FuzzState.run(bytes)
    case .facts: FuzzState.facts(bytes)
    case .http: FuzzAnswers.run(bytes)
    case .text: FuzzWords.text(bytes)
    case .fleet: FuzzFleet.run(bytes)
    }
  }
}

/// Ends the process with a message when a promise is broken.
func promise(_ holds: Bool, _ what: String) {
  if !holds { fatalError("broken promise: \(what)") }
}
