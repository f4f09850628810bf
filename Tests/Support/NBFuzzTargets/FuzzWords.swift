import NBBasics
import NBReports

/// Short texts: times, lengths, numbers, what goes on a line.
enum FuzzWords {
  static func run(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    if let instant = Instant(rfc3339: text) {
      promise(Instant.range.contains(instant), "RFC 3339 has the years 1 to 9999")
      promise(Instant(rfc3339: instant.rfc3339) == instant, "an instant reads back")
    }
    if let milliseconds = DurationText.milliseconds(text) { promise(milliseconds >= 0, "no length is negative") }
    if let seconds = HTTPDate.parse(text) { promise(HTTPDate.text(seconds: seconds) == text, "a date reads back") }
    if let week = ISOWeek(text: text) { promise(ISOWeek(text: week.text) == week, "a week reads back") }
    if let decoded = Hex.bytes(text) { promise(Hex.bytes(Hex.string(decoded)) == decoded, "hex reads back") }
    if let decoded = Base64.bytes(text) {
      var again: [UInt8] = []
      Base64.append(decoded, to: &again)
      promise(Base64.bytes(String(decoding: again, as: UTF8.self)) == decoded, "base64 reads back")
    }
    guard bytes.count >= 8 else { return }
    // What a damaged page can hold.
    let number = bytes.withUnsafeBytes { $0.loadUnaligned(as: Int64.self) }
    _ = Instant(milliseconds: number).rfc3339
    let double = Double(bitPattern: UInt64(bitPattern: number))
    if let shortest = Decimal.shortest(double) { promise(Double(shortest) == double, "a number reads back") }
    for decimals in [0, 1, 6] {
      if let scaled = Decimal.scaled(double, decimals: decimals) {
        _ = Decimal.text(scaled: scaled, decimals: decimals, trimmed: bytes.count & 1 == 0)
      }
    }
  }

  /// Text for a terminal and for a table: nothing that acts is left.
  static func text(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let visible = VisibleText.of(text)
    promise(
      visible.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) },
      "nothing that acts on a terminal is left")
  }
}
