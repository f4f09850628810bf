import NBBasics

/// Builds a JSON object as text, for functions that answer with several figures: `fit ->> '$.p50'`.
struct JSONObjectText {
  private var bytes: [UInt8] = [UInt8(ascii: "{")]

  private mutating func key(_ name: String) {
    if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
    JSONText.appendQuoted(name, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
  }

  mutating func add(_ name: String, _ value: Int) {
    key(name)
    bytes += String(value).utf8
  }

  /// Infinite and absent values are null.
  mutating func add(_ name: String, _ value: Double?) {
    key(name)
    bytes += (value.flatMap { $0.isFinite ? $0.description : nil } ?? "null").utf8
  }

  /// An array of numbers; infinite and absent ones are null.
  mutating func add(_ name: String, _ values: [Double?]) {
    key(name)
    let texts = values.map { $0.flatMap { $0.isFinite ? $0.description : nil } ?? "null" }
    bytes += "[\(texts.joined(separator: ","))]".utf8
  }

  mutating func add(_ name: String, _ value: String?) {
    key(name)
    if let value { JSONText.appendQuoted(value, to: &bytes) } else { bytes += "null".utf8 }
  }

  var text: String { String(decoding: bytes + [UInt8(ascii: "}")], as: UTF8.self) }
}
