/// Text of strangers made fit to be shown: what would move the cursor, reorder or hide text becomes visible.
///
/// Control characters become their control pictures (`␛`, `␊`), other invisible and reordering characters their
/// number (`{U+202E}`). Joiners stay where a script or an emoji needs them. Right-to-left text is enclosed in
/// left-to-right marks, so that it stays readable and what stands beside it keeps its place.
package enum VisibleText {
  /// Marks that may stack on one character; more would spill over the lines around.
  private static let longestMarkRun = 4

  /// The text on one line, without anything that acts on a terminal.
  package static func of(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    var result = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    var marks = 0
    var isRightToLeft = false
    for scalar in text.unicodeScalars {
      let isMark = isMark(scalar)
      marks = isMark ? marks + 1 : 0
      if isMark, previous == nil { result.append("\u{25CC}") }
      if let replacement = replacement(scalar, after: previous, marks: marks) {
        result.append(contentsOf: replacement.unicodeScalars)
      } else {
        result.append(scalar)
        isRightToLeft = isRightToLeft || self.isRightToLeft(scalar.value)
      }
      previous = scalar
    }
    let shown = String(result)
    return isRightToLeft ? "\u{200E}\(shown)\u{200E}" : shown
  }

  /// What stands for a scalar that must not be shown as it is; nil for one that may.
  private static func replacement(
    _ scalar: Unicode.Scalar, after previous: Unicode.Scalar?, marks: Int
  ) -> String? {
    switch scalar.value {
    case 0..<0x20: return String(Unicode.Scalar(0x2400 + scalar.value)!)
    case 0x20..<0x7F: return nil
    case 0x7F: return "\u{2421}"
    default: break
    }
    if marks > longestMarkRun { return number(scalar) }
    let properties = scalar.properties
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return number(scalar)
    default: break
    }
    if scalar.value == 0x200C || scalar.value == 0x200D {
      return previous.map(needsJoiners) ?? false ? nil : number(scalar)
    }
    if properties.isVariationSelector { return previous == nil ? number(scalar) : nil }
    // The bidirectional controls are among the default ignorable ones.
    return properties.isDefaultIgnorableCodePoint ? number(scalar) : nil
  }

  /// `{U+202E}`: four hexadecimal digits at least.
  private static func number(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "{U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "}"
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x300 else { return false }
    let category = scalar.properties.generalCategory
    return category == .nonspacingMark || category == .enclosingMark
  }

  /// Emoji, and the scripts from Arabic on that join letters.
  private static func needsJoiners(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x600 { return false }
    return scalar.properties.isEmoji || scalar.properties.isVariationSelector || scalar.properties.isAlphabetic
      || scalar.properties.generalCategory == .nonspacingMark
  }

  /// Hebrew, Arabic and the other right-to-left blocks.
  private static func isRightToLeft(_ value: UInt32) -> Bool {
    switch value {
    case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
    default: false
    }
  }
}
