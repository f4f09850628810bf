/// How many columns of a terminal or of unrendered text a string takes.
///
/// A grapheme cluster takes the columns of its widest scalar: two for East Asian wide and fullwidth characters and
/// for emoji, none for marks alone, one otherwise (Unicode Standard Annex 11; emoji by their presentation property).
public enum DisplayWidth {
  /// The columns of a text. Control characters count as one; ``VisibleText`` replaces them before they are shown.
  public static func of(_ text: String) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.reduce(0) { $0 + of($1) }
  }

  /// The columns of one grapheme cluster, 0 to 2.
  public static func of(_ character: Character) -> Int {
    var width = 0
    var isEmoji = false
    for scalar in character.unicodeScalars {
      // U+FE0F asks for the emoji form of the scalar before it, which is two columns wide.
      if scalar.value == 0xFE0F, isEmoji { return 2 }
      isEmoji = scalar.properties.isEmoji
      width = max(width, of(scalar))
      if width == 2 { return 2 }
    }
    return width
  }

  private static func of(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return scalar.value == 0xAD ? 0 : 1 }
    let properties = scalar.properties
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    if properties.isDefaultIgnorableCodePoint { return 0 }
    if properties.isEmojiPresentation { return 2 }
    return isWide(scalar.value) ? 2 : 1
  }

  private static func isWide(_ value: UInt32) -> Bool {
    if value < 0x1100 { return false }
    return wide.contains { $0.contains(value) }
  }

  // East_Asian_Width W and F without the emoji, with the unassigned rests of their blocks.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3040...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7AF,
    0xF900...0xFAFF, 0xFE10...0xFE1F, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x1B2FF,
    0x1F200...0x1F2FF, 0x20000...0x3FFFD,
  ]
}
