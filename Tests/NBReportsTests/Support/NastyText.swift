import NBReports

/// Seeded random numbers, so that a failure comes back.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Pieces that have broken tables before.
let nastyPieces = [
  "", "a", "notebook-1", ",", "\"", "\"\"", "\n", "\r\n", "\r", "\t", "|", "\\", "`", "<b>", "*", "_", "[x](y)", "=1+1",
  "+1", "-1", "@SUM(A1)", "é", "e\u{301}", "日本語", "👩‍💻", "🇩🇪", "\u{202E}txt.exe", "שלום", "مرحبا", "\u{1B}[31m",
  "\u{0}", "\u{7F}", "\u{85}", "\u{2028}", "&lt;", "~~", "'", " ", "\u{FEFF}", "\u{200B}", "#", "null",
]

/// A text of up to four nasty pieces.
func nastyText(using generator: inout SplitMix64) -> String {
  (0..<Int.random(in: 0...4, using: &generator))
    .map { _ in nastyPieces.randomElement(using: &generator)! }
    .joined()
}

extension Table {
  /// A table as text in one output form.
  func text(_ writer: some RowWriter) -> String {
    String(decoding: bytes(writer), as: UTF8.self)
  }

  /// A table of text columns with random nasty cells.
  static func nasty(seed: UInt64, columns: Int, rows: Int) -> Table {
    var generator = SplitMix64(state: seed)
    return Table(
      columns: (0..<columns).map { Column("c\($0)") },
      rows: (0..<rows).map { _ in (0..<columns).map { _ in Cell.text(nastyText(using: &generator)) } })
  }
}
