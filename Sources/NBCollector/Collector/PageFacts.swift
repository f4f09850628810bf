import NBBasics

/// What the schedule needs of an answer's body besides its rows.
struct PageFacts {
  /// Whether the body is a JSON object.
  var isObject = false
  /// All rows of `data`, those without an id included; nil when there is no list.
  var rowCount: Int?
  var total: Int?
  var hasID = false

  init(_ body: [UInt8]) {
    var tape = JSONTape()
    body.withUnsafeBytes { bytes in
      guard let length = try? tape.parse(bytes), tape.kind(JSONTape.root) == .object,
        bytes[length...].allSatisfy({ JSONText.isWhiteSpace($0) })
      else { return }
      isObject = true
      hasID = !(tape.string(tape.member("id", of: JSONTape.root)) ?? "").isEmpty
      total = tape.integer(tape.member("total", of: JSONTape.root)).flatMap { Int(exactly: $0) }.flatMap {
        $0 < 0 ? nil : $0
      }
      if let data = tape.member("data", of: JSONTape.root), tape.kind(data) == .array {
        var count = 0
        tape.forEachElement(of: data) { _ in count += 1 }
        rowCount = count
      }
    }
  }
}
