import NBBasics

/// Reads the times of an envelope: RFC 3339 with offset, or an integer of milliseconds since 1970.
enum InstantMember {
  /// The instant of a member that is there.
  ///
  /// - Throws: a reason that says what is wrong with it and what would be right.
  static func read(
    _ index: Int, _ name: String, in tape: JSONTape, rules: InputRules
  ) throws(RejectReason) -> Instant {
    switch tape.kind(index) {
    case .number:
      guard let milliseconds = tape.integer(index) else {
        throw RejectReason("`\(name)` is not a whole number of milliseconds of 64 bits")
      }
      try rules.check(Instant(milliseconds: milliseconds), name)
      return Instant(milliseconds: milliseconds)
    case .string:
      let text = tape.string(index) ?? ""
      guard let instant = Instant(rfc3339: text) else { throw RejectReason(wrongText(text, name)) }
      try rules.check(instant, name)
      return instant
    default: throw RejectReason("`\(name)` is not an RFC 3339 time with offset nor an integer of milliseconds")
    }
  }

  /// The instant of a raw JSON number or string without escapes; nil when it is none or not believed.
  static func read(_ raw: UnsafeRawBufferPointer, rules: InputRules) -> Instant? {
    let instant =
      raw.first == UInt8(ascii: "\"")
      ? Instant.parse(UnsafeRawBufferPointer(rebasing: raw[1..<raw.count - 1]))
      : JSONTape.integer(raw).map(Instant.init(milliseconds:))
    return instant.flatMap { rules.times.contains($0) ? $0 : nil }
  }

  private static func wrongText(_ text: String, _ name: String) -> String {
    if !text.isEmpty, text.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) {
      return "`\(name)` is a quoted number; milliseconds stand without quotes"
    }
    var corrected = Array(text.utf8)
    let hasBlank = corrected.count > 10 && corrected[10] == UInt8(ascii: " ")
    if hasBlank { corrected[10] = UInt8(ascii: "T") }
    if Instant(rfc3339: String(decoding: corrected, as: UTF8.self) + "Z") != nil {
      return "`\(name)` has no offset; `Z` for UTC or one such as `+08:00` is needed"
    }
    if hasBlank, Instant(rfc3339: String(decoding: corrected, as: UTF8.self)) != nil {
      return "`\(name)` has a blank where RFC 3339 has a `T`"
    }
    return "`\(name)` is not an RFC 3339 time with offset nor an integer of milliseconds"
  }
}
