import NBObservations

/// What a source of these bytes gives, read in chunks of `chunk` bytes; values longer than `longest` are long. A `maker`
/// stands in place of the one that key, pseudonyms and rules make.
package func read(
  _ bytes: [UInt8], chunk: Int = .max, limit: Int = .max, facts: BareAnswerFacts = BareAnswerFacts(),
  key: [UInt8] = Array(repeating: 7, count: 32), pseudonymise: Bool = false, source: String = "input",
  rules: InputRules = .anything, longest: Int = DocumentReader.maximumValueBytes, maker: ObservationMaker? = nil
) throws -> ObservationBatch {
  let parser = ObservationParser(
    maker ?? ObservationMaker(fingerprinter: Fingerprinter(key: key), pseudonymise: pseudonymise, rules: rules))
  let reader = DocumentReader(source: source, parser: parser, options: facts)
  reader.longest = longest
  var all = ObservationBatch()
  func drain(isFinal: Bool) throws {
    var goesOn = true
    while goesOn {
      var batch = ObservationBatch()
      goesOn = try reader.drain(into: &batch, limit: limit, isFinal: isFinal)
      let before = all.observations.count
      all.amendments += batch.amendments.map {
        PlacedAmendment(observationsBefore: before + $0.observationsBefore, entry: $0.entry)
      }
      all.observations += batch.observations
      all.rejects += batch.rejects
    }
  }
  var rest = bytes[...]
  while !rest.isEmpty {
    let space = reader.space()
    let part = rest.prefix(min(chunk, space.count))
    space.copyBytes(from: part)
    reader.filled(part.count)
    rest = rest.dropFirst(part.count)
    try drain(isFinal: false)
  }
  try drain(isFinal: true)
  return all
}

/// As ``read(_:chunk:limit:facts:key:pseudonymise:source:rules:longest:maker:)``, of text.
package func read(
  _ text: String, chunk: Int = .max, facts: BareAnswerFacts = BareAnswerFacts(), rules: InputRules = .anything
) throws -> ObservationBatch {
  try read(Array(text.utf8), chunk: chunk, facts: facts, rules: rules)
}
