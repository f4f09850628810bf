/// The `Date` header of an HTTP answer (RFC 9110 section 5.6.7, IMF-fixdate): `Sun, 06 Nov 1994 08:49:37 GMT`.
public enum HTTPDate {
  private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Seconds since 1970 of a well-formed date; nil for every other text. ``text(seconds:)`` gives the same text back.
  public static func parse(_ text: String) -> Int64? {
    var text = text
    return text.withUTF8 { parse(UnsafeRawBufferPointer($0)) }
  }

  /// As ``parse(_:)``, over bytes.
  package static func parse(_ bytes: UnsafeRawBufferPointer) -> Int64? {
    guard bytes.count == 29 else { return nil }
    func stands(_ text: String, _ place: Int) -> Bool {
      text.utf8.elementsEqual(UnsafeRawBufferPointer(rebasing: bytes[place..<place + text.utf8.count]))
    }
    func number(_ start: Int, _ count: Int) -> Int64? {
      var value: Int64 = 0
      for byte in UnsafeRawBufferPointer(rebasing: bytes[start..<start + count]) {
        let digit = byte &- UInt8(ascii: "0")
        guard digit < 10 else { return nil }
        value = value * 10 + Int64(digit)
      }
      return value
    }
    guard stands(", ", 3), stands(" ", 7), stands(" ", 11), stands(" ", 16), stands(":", 19), stands(":", 22),
      stands(" GMT", 25), let day = number(5, 2), let year = number(12, 4), let hour = number(17, 2),
      let minute = number(20, 2), let second = number(23, 2), year >= 1, hour < 24, minute < 60, second < 60,
      let month = months.firstIndex(where: { stands($0, 8) }).map({ Int64($0 + 1) }),
      day >= 1, day <= CivilDate.days(inMonth: month, of: year)
    else { return nil }
    let days = CivilDate(year: year, month: month, day: day).daysSince1970
    guard stands(weekday(days), 0) else { return nil }
    return ((days * 24 + hour) * 60 + minute) * 60 + second
  }

  private static func weekday(_ daysSince1970: Int64) -> String {
    days[Int(daysSince1970 - daysSince1970.flooredQuotient(by: 7) * 7)]
  }

  /// The date of a second since 1970.
  public static func text(seconds: Int64) -> String {
    let day = seconds.flooredQuotient(by: 86_400)
    let rest = seconds - day * 86_400
    let date = CivilDate(daysSince1970: day)
    func padded(_ value: Int64, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
    let clock = [rest / 3600, rest / 60 % 60, rest % 60].map { padded($0, 2) }.joined(separator: ":")
    return "\(weekday(day)), \(padded(date.day, 2)) \(months[Int(date.month - 1)]) \(padded(date.year, 4)) \(clock) GMT"
  }
}
