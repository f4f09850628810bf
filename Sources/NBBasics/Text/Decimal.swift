/// Decimal notation without locale, exponent or negative zero.
public enum Decimal {
  /// `scaled` / 10^`decimals`, with exactly that many decimals, or without trailing zeros when `trimmed`.
  public static func text(scaled: Int128, decimals: Int, trimmed: Bool) -> String {
    var digits = String(scaled.magnitude)
    if digits.count <= decimals { digits = String(repeating: "0", count: decimals + 1 - digits.count) + digits }
    var whole = digits.dropLast(decimals)
    var fraction = digits.suffix(decimals)
    if trimmed {
      while fraction.last == "0" { fraction = fraction.dropLast() }
    }
    if scaled < 0 { whole = "-" + whole }
    return fraction.isEmpty ? String(whole) : "\(whole).\(fraction)"
  }

  /// `value` x 10^`decimals`, rounded half away from zero on the exact product; nil beyond 128 bits or not finite.
  public static func scaled(_ value: Double, decimals: Int) -> Int128? {
    var factor = 1.0
    for _ in 0..<decimals { factor *= 10 }
    let product = value * factor
    guard product.magnitude < 1e38 else { return nil }
    var rounded = product.rounded(.toNearestOrAwayFromZero)
    // The product itself was rounded: where it landed on a half, the exact remainder says on which side it was.
    if (product - product.rounded(.towardZero)).magnitude == 0.5 {
      let remainder = (-product).addingProduct(value, factor)
      if remainder != 0, (remainder < 0) != (value < 0) { rounded = product.rounded(.towardZero) }
    }
    return Int128(rounded)
  }

  /// The shortest digits that read back as the same number, written without an exponent; nil when not finite.
  public static func shortest(_ value: Double) -> String? {
    guard value.isFinite else { return nil }
    if value == 0 { return "0" }
    let parts = value.magnitude.description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".")
    let exponent = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
    let fraction = mantissa.count == 2 && mantissa[1] != "0" ? mantissa[1] : ""
    var digits = String(mantissa[0] + fraction)
    var point = mantissa[0].count + exponent
    if point <= 0 {
      digits = String(repeating: "0", count: 1 - point) + digits
      point = 1
    }
    if point > digits.count { digits += String(repeating: "0", count: point - digits.count) }
    let whole = digits.prefix(point)
    let rest = digits.dropFirst(point)
    return (value < 0 ? "-" : "") + (rest.isEmpty ? String(whole) : "\(whole).\(rest)")
  }
}
