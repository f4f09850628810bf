import NBBasics

/// Parses lines; one parser is used for many.
struct LineParser {
  private var tape = JSONTape()
  /// Lines parsed so far.
  private(set) var count = 0

  init() {}

  /// Calls `body` with the members of a line, which are valid during the call only.
  ///
  /// - Parameter line: without its line end.
  /// - Throws: damage when it is no JSON object; what `body` throws.
  mutating func parse<Result>(
    _ line: UnsafeRawBufferPointer, _ body: (LineFields) throws(FleetFault) -> Result
  ) throws(FleetFault) -> Result {
    count += 1
    guard (try? tape.parse(line)) == line.count, tape.kind(JSONTape.root) == .object else {
      throw .damaged("line \(count) is no JSON object", hint: LineFields.hint)
    }
    return try body(LineFields(tape: tape, place: "line \(count)"))
  }
}
