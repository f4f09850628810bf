import NBObservations

/// Reads traits, and does not make those again that repeat: most spells have the traits of the one before.
package struct TraitsMemo: Sendable {
  private var traits = NotebookTraits()
  /// What ``traits`` were read from; empty before the first.
  private var bytes: [UInt8] = []

  /// Nothing was read yet.
  package init() {}

  mutating func traits(from reader: inout StateReader) throws(StateCodingError) -> NotebookTraits {
    // No encoding is the beginning of another one: what begins with these bytes, is these traits.
    if !bytes.isEmpty, reader.pass(bytes) { return traits }
    let place = reader.place
    traits = try NotebookTraits(from: &reader)
    bytes = reader.bytes(since: place)
    return traits
  }
}
