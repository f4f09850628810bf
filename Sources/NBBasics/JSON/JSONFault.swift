/// Why bytes are not one strict JSON value (RFC 8259), and where.
package struct JSONFault: Error, Equatable {
  /// What is wrong.
  package enum Reason: String {
    case incomplete = "the JSON value is cut off"
    case unexpectedByte = "not valid JSON"
    case controlCharacter = "a raw control character or line break inside a JSON string"
    case invalidEscape = "an invalid escape in a JSON string"
    case invalidUTF8 = "invalid UTF-8"
    case invalidNumber = "an invalid JSON number"
    case tooDeep = "JSON nested more than 256 deep"
  }

  /// What is wrong.
  package let reason: Reason
  /// Bytes from the start of the value.
  package let offset: Int
}
