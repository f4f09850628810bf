import NBBasics

/// Sentences in lines of a terminal, made fit to be shown.
enum TerminalLines {
  /// Text of one tone.
  struct Piece {
    var text: String
    var tone: Tone?
  }

  /// What no line is broken within, and the blanks before it.
  private struct Word {
    var pieces: [Piece] = []
    var blanks = 0
    var width: Int { pieces.reduce(0) { $0 + DisplayWidth.of($1.text) } }
  }

  /// A sentence in lines of at most `width` columns, the first behind `first`, the others behind `indent` blanks. A unit
  /// stays with its number; only a word that is wider than a line is broken.
  static func wrapped(_ phrase: Phrase, width: Int, first: String = "", indent: Int = 0) -> [[Piece]] {
    var lines: [[Piece]] = []
    var line = first.isEmpty ? [] : [Piece(text: first)]
    var used = DisplayWidth.of(first)
    var isStart = true
    let room = max(8, width - indent)
    for word in segments(words(phrase), to: room).flatMap({ broken($0, to: room) }) {
      if !isStart, used + word.blanks + word.width > width {
        lines.append(line)
        line = indent > 0 ? [Piece(text: String(repeating: " ", count: indent))] : []
        used = indent
      } else if word.blanks > 0, !isStart || first.isEmpty {
        line.append(Piece(text: String(repeating: " ", count: word.blanks)))
        used += word.blanks
      }
      line += word.pieces
      used += word.width
      isStart = false
    }
    return lines + [line]
  }

  private static func words(_ phrase: Phrase) -> [Word] {
    var words = [Word()]
    for inline in phrase.inlines {
      for (position, part) in VisibleText.of(inline.plain).split(separator: " ", omittingEmptySubsequences: false)
        .enumerated()
      {
        if position > 0 {
          if words[words.count - 1].pieces.isEmpty {
            words[words.count - 1].blanks += 1
          } else {
            words.append(Word(blanks: 1))
          }
        }
        if !part.isEmpty { words[words.count - 1].pieces.append(Piece(text: String(part), tone: inline.tone)) }
      }
    }
    return words.filter { !$0.pieces.isEmpty }.reduce(into: []) { joined, word in
      guard let last = joined.last, word.blanks == 1, Paragraph.isUnit(word.pieces[0].text),
        last.pieces.last?.text.last?.isNumber == true
      else { return joined.append(word) }
      joined[joined.count - 1].pieces += [Piece(text: " ", tone: nil)] + word.pieces
    }
  }

  /// Figures that wide blanks separate stay whole where they fit on a line.
  private static func segments(_ words: [Word], to room: Int) -> [Word] {
    guard words.dropFirst().contains(where: { $0.blanks >= 3 }) else { return words }
    return words.reduce(into: []) { segments, word in
      guard let last = segments.last, word.blanks < 3, last.width + word.blanks + word.width <= room else {
        return segments.append(word)
      }
      let blanks = Piece(text: String(repeating: " ", count: word.blanks))
      segments[segments.count - 1].pieces += [blanks] + word.pieces
    }
  }

  /// A word in parts that fit on a line.
  private static func broken(_ word: Word, to room: Int) -> [Word] {
    guard word.width > room else { return [word] }
    var parts = [Word(blanks: word.blanks)]
    var used = 0
    for piece in word.pieces {
      for character in piece.text {
        let width = DisplayWidth.of(String(character))
        if used + width > room {
          parts.append(Word())
          used = 0
        }
        let last = parts.count - 1
        if parts[last].pieces.isEmpty || parts[last].pieces.last?.tone != piece.tone {
          parts[last].pieces.append(Piece(text: "", tone: piece.tone))
        }
        parts[last].pieces[parts[last].pieces.count - 1].text.append(character)
        used += width
      }
    }
    return parts
  }
}
