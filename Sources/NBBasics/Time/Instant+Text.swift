extension Instant {
  /// Year 0001-01-01 to the last millisecond of year 9999: what RFC 3339 can write.
  public static let range = Instant(milliseconds: -62_135_596_800_000)...Instant(milliseconds: 253_402_300_799_999)

  /// Strict RFC 3339: any offset, 1 to 9 fraction digits (cut, not rounded, to milliseconds), `t` and `z` in any case.
  /// Nil for anything else: 30 February, hour 25, second 60, trailing text, a missing offset.
  public init?(rfc3339 text: some StringProtocol) {
    var text = String(text)
    let parsed = text.withUTF8 { Self.parse(UnsafeRawBufferPointer($0)) }
    guard let parsed else { return nil }
    self = parsed
  }

  /// As ``init(rfc3339:)``, over bytes.
  package static func parse(_ text: UnsafeRawBufferPointer) -> Instant? {
    func digits(_ start: Int, _ count: Int) -> Int64? {
      guard start + count <= text.count else { return nil }
      var value: Int64 = 0
      for index in start..<start + count {
        let digit = text[index] &- UInt8(ascii: "0")
        guard digit < 10 else { return nil }
        value = value * 10 + Int64(digit)
      }
      return value
    }
    guard text.count >= 20, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      text[10] | 0x20 == UInt8(ascii: "t"), text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
      let year = digits(0, 4), let month = digits(5, 2), let day = digits(8, 2),
      let hour = digits(11, 2), let minute = digits(14, 2), let second = digits(17, 2),
      year >= 1, (1...12).contains(month), day >= 1, day <= CivilDate.days(inMonth: month, of: year),
      hour < 24, minute < 60, second < 60
    else { return nil }
    var at = 19
    var fraction: Int64 = 0
    if text[at] == UInt8(ascii: ".") {
      let start = at + 1
      at = start
      while at < text.count, text[at] &- UInt8(ascii: "0") < 10 { at += 1 }
      guard (1...9).contains(at - start), let shown = digits(start, min(3, at - start)) else { return nil }
      fraction = shown * (at - start == 1 ? 100 : at - start == 2 ? 10 : 1)
    }
    guard at < text.count else { return nil }
    var offset: Int64 = 0
    if text[at] | 0x20 == UInt8(ascii: "z") {
      at += 1
    } else {
      guard text[at] == UInt8(ascii: "+") || text[at] == UInt8(ascii: "-"), at + 6 <= text.count,
        text[at + 3] == UInt8(ascii: ":"), let hours = digits(at + 1, 2), let minutes = digits(at + 4, 2),
        hours < 24, minutes < 60
      else { return nil }
      offset = (hours * 60 + minutes) * (text[at] == UInt8(ascii: "-") ? -1 : 1)
      at += 6
    }
    guard at == text.count else { return nil }
    let date = CivilDate(year: year, month: month, day: day)
    let seconds = ((date.daysSince1970 * 24 + hour) * 60 + minute - offset) * 60 + second
    let instant = Instant(milliseconds: seconds * 1000 + fraction)
    return range.contains(instant) ? instant : nil
  }

  /// `2026-11-16T08:00:00.000Z`: UTC, always with milliseconds. Outside ``range``, where RFC 3339 has no notation, the
  /// expanded years of ISO 8601: a sign and at least six digits (`+010000-01-01T00:00:00.000Z`).
  public var rfc3339: String {
    let day = milliseconds.flooredQuotient(by: CivilDate.millisecondsPerDay)
    // Not by subtraction: the midnight before the earliest instants is out of range.
    let remainder = milliseconds % CivilDate.millisecondsPerDay
    let rest = remainder < 0 ? remainder + CivilDate.millisecondsPerDay : remainder
    let date = CivilDate(daysSince1970: day)
    var text: [UInt8] = []
    text.reserveCapacity(24)
    func append(_ value: Int64, _ width: Int) {
      var divisor: Int64 = 1
      for _ in 1..<width { divisor *= 10 }
      while divisor > 0 {
        text.append(UInt8(ascii: "0") + UInt8(value / divisor % 10))
        divisor /= 10
      }
    }
    if (0...9999).contains(date.year) {
      append(date.year, 4)
    } else {
      text.append(UInt8(ascii: date.year < 0 ? "-" : "+"))
      append(abs(date.year), max(6, String(abs(date.year)).utf8.count))
    }
    text.append(UInt8(ascii: "-"))
    append(date.month, 2)
    text.append(UInt8(ascii: "-"))
    append(date.day, 2)
    text.append(UInt8(ascii: "T"))
    append(rest / 3_600_000, 2)
    text.append(UInt8(ascii: ":"))
    append(rest / 60_000 % 60, 2)
    text.append(UInt8(ascii: ":"))
    append(rest / 1000 % 60, 2)
    text.append(UInt8(ascii: "."))
    append(rest % 1000, 3)
    text.append(UInt8(ascii: "Z"))
    return String(decoding: text, as: UTF8.self)
  }
}
