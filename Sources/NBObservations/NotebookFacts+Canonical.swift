import NBBasics

extension NotebookFacts {
  /// The facts of a canonical body; nothing of them when the bytes are no JSON object.
  public init(canonical bytes: [UInt8]) {
    var tape = JSONTape()
    self = bytes.withUnsafeBytes { bytes in
      (try? tape.parse(bytes)) == nil
        ? NotebookFacts() : FactReader(tape, redaction: nil).facts(of: JSONTape.root)
    }
  }
}
