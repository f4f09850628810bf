import NBBasics
import NBReports

/// The lines of a page of a given width. Text of strangers is made visible, long text is wrapped between words.
struct PageLines {
  /// What a line wants to be seen by.
  enum Emphasis: String {
    case good = "32"
    case bad = "31"
    case odd = "33"
    case strong = "1"
    case faint = "2"
  }

  let width: Int
  let isColored: Bool
  private(set) var lines: [String] = []

  /// - Parameter width: columns, 40 or more.
  init(width: Int, isColored: Bool) {
    self.width = max(40, width)
    self.isColored = isColored
  }

  /// An empty line, unless the page is empty or ends with one.
  mutating func addSpace() {
    if lines.last?.isEmpty == false { lines.append("") }
  }

  /// Adds `lead` and the text behind it, wrapped; further lines are indented by `indent`.
  ///
  /// - Parameters:
  ///   - word: the part of the first line that `emphasis` is for; nil for all of each line.
  mutating func add(
    _ lead: String, _ text: String, indent: Int, _ emphasis: Emphasis? = nil, on word: String? = nil
  ) {
    var line = lead
    var isStart = true
    var pending = emphasis
    var added: [String] = []
    func finish() {
      added.append(painted(line, pending, word))
      if word != nil { pending = nil }
    }
    for part in VisibleText.of(text).split(separator: " ", omittingEmptySubsequences: false) {
      for piece in pieces(String(part), indent) {
        let separator = isStart ? "" : " "
        if !line.isEmpty, DisplayWidth.of(line) + separator.count + DisplayWidth.of(piece) > width {
          finish()
          line = String(repeating: " ", count: indent) + piece
        } else {
          line += separator + piece
        }
        isStart = false
      }
    }
    finish()
    lines += added
  }

  /// Adds a line that was fitted already.
  mutating func addFitted(_ line: String, _ emphasis: Emphasis? = nil, on word: String? = nil) {
    lines.append(painted(line, emphasis, word))
  }

  /// A word in parts that fit on a line.
  private func pieces(_ word: String, _ indent: Int) -> [String] {
    let room = max(8, width - indent)
    guard DisplayWidth.of(word) > room else { return [word] }
    var parts: [String] = []
    var part = ""
    for character in word {
      if DisplayWidth.of(part) + DisplayWidth.of(String(character)) > room {
        parts.append(part)
        part = ""
      }
      part.append(character)
    }
    return parts + [part]
  }

  private func painted(_ line: String, _ emphasis: Emphasis?, _ word: String?) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    guard isColored, let emphasis else { return line }
    func paint(_ text: some StringProtocol) -> String { "\u{1B}[\(emphasis.rawValue)m\(text)\u{1B}[0m" }
    guard let word else { return line.isEmpty ? line : paint(line) }
    guard let place = Substring(line).firstRange(ofWord: word) else { return line }
    return line[..<place.lowerBound] + paint(line[place]) + line[place.upperBound...]
  }
}

extension Substring {
  fileprivate func firstRange(ofWord word: String) -> Range<Index>? {
    indices.first { self[$0...].hasPrefix(word) }.map { $0..<index($0, offsetBy: word.count) }
  }
}
