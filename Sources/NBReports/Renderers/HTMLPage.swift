/// Blocks as HTML, from top to bottom. Names of figures are made unique, and so are the ids that hang on them.
struct HTMLPage {
  private let year: Int64?
  private(set) var body = ""
  private var names: Set<String> = []

  init(year: Int64?) { self.year = year }

  /// Markup that is safe already, on a line of its own.
  mutating func open(_ markup: String) { body += markup + "\n" }

  /// Pictures that follow each other stand side by side where there is room.
  mutating func add(_ blocks: [Block]) {
    var isInFigures = false
    for block in blocks {
      let isFigure = if case .figure = block { true } else { false }
      if isFigure != isInFigures { open(isFigure ? "<div class=\"figures\">" : "</div>") }
      isInFigures = isFigure
      add(block)
    }
    if isInFigures { open("</div>") }
  }

  private mutating func add(_ block: Block) {
    switch block {
    case .heading(let level, let phrase): open("<h\(level)>\(Self.text(phrase))</h\(level)>")
    case .paragraph(let phrase): open("<p>\(Self.text(phrase))</p>")
    case .lines(let lines): open("<p>\(lines.map(Self.text).joined(separator: "<br>\n"))</p>")
    case .list(let list): add(list.items, "ul")
    case .ranking(let items): add(items, "ol")
    case .terms(let terms):
      open("<dl>")
      for entry in terms.entries {
        open("<dt>\(MarkupText.escaped(entry.term))</dt><dd>\(Self.text(entry.meaning))</dd>")
      }
      open("</dl>")
    case .table(let table): add(table, label: "Table")
    case .chart(let chart): add(chart)
    case .figure(let figure): add(figure)
    case .journal(let journal): add(journal)
    }
  }

  private mutating func add(_ journal: Journal) {
    open("<h3>\(Self.text(journal.heading))</h3>\n<ul>")
    for entry in journal.entries {
      open("<li><strong>\(MarkupText.escaped(entry.time))</strong> \(Self.text(entry.text))")
      if !entry.details.isEmpty { add(entry.details, "ul") }
      if let spans = entry.spans { add(.spans(spans)) }
      open("</li>")
    }
    open("</ul>")
  }

  private mutating func add(_ items: [Phrase], _ element: String) {
    open("<\(element)>")
    for item in items { open("<li>\(Self.text(item))</li>") }
    open("</\(element)>")
  }

  private mutating func add(_ table: DocumentTable, label: String) {
    open("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"\(MarkupText.escaped(label))\">")
    open("<table>\n<thead><tr>\(table.columns.map(heading).joined())</tr></thead>\n<tbody>")
    for row in table.rows {
      let cells = zip(row, table.columns).enumerated().map { index, pair in
        cell(pair.0, pair.1, isFirst: index == 0)
      }
      open("<tr>\(cells.joined())</tr>")
    }
    open("</tbody></table>\n</div>")
    if !table.notes.isEmpty {
      open("<ul class=\"notes\">\(table.notes.map { "<li>\(Self.text($0))</li>" }.joined(separator: "\n"))</ul>")
    }
  }

  private func heading(_ column: DocumentTable.Column) -> String {
    let kind = column.alignment == .right ? " class=\"num\"" : ""
    // A column without a name of its own: the rows say what they are.
    return column.heading.isEmpty
      ? "<td></td>" : "<th scope=\"col\"\(kind)>\(MarkupText.escaped(column.heading))</th>"
  }

  private func cell(_ cell: DocumentCell, _ column: DocumentTable.Column, isFirst: Bool) -> String {
    let kind = column.alignment == .right ? " class=\"num\"" : ""
    let text = cell.isEmpty && column.isKey ? "(none)" : Self.text(Phrase([cell.inline(year: year)]))
    return isFirst ? "<th scope=\"row\"\(kind)>\(text)</th>" : "<td\(kind)>\(text)</td>"
  }

  // MARK: Pictures

  private mutating func add(_ figure: Figure) {
    let name = unique(figure.name)
    open("<figure id=\"\(name)\"\(SVGRenderer.isWide(figure.chart) ? " class=\"wide\"" : "")>")
    open("<figcaption><h3>\(Self.text(figure.question))</h3>")
    if !figure.answer.isEmpty { open("<p>\(Self.text(figure.answer))</p>") }
    open("</figcaption>")
    draw(figure.chart, name, title: figure.question.plain, description: figure.answer.plain)
    for note in figure.notes { open("<p class=\"notes\">\(Self.text(note))</p>") }
    open("<details><summary>The figures as a table</summary>")
    add(ChartTable.of(figure.chart), label: figure.question.plain)
    open("</details>\n</figure>")
  }

  /// A picture without a question of its own, in the course of the text.
  private mutating func add(_ chart: Chart) {
    let name = unique("chart")
    let words = ChartTable.of(chart).rows.map { row in row.map { $0.words(year: year) }.joined(separator: " ") }
    draw(chart, name, title: "Picture of the figures above", description: words.joined(separator: "; "))
  }

  /// Strips exist twice, for wide and for narrow pages; the style sheet shows one.
  private mutating func draw(_ chart: Chart, _ name: String, title: String, description: String) {
    if case .strips = chart {
      for (width, kind) in [(860.0, "wideonly"), (SVGRenderer.usualWidth, "narrow")] {
        for piece in SVGRenderer.pieces(chart, width: width, clip: name) {
          add(piece, "\(name)-\(kind)", title, description, kind)
        }
      }
      return
    }
    let isWide = SVGRenderer.isWide(chart)
    let pieces = SVGRenderer.pieces(chart, width: isWide ? 330 : SVGRenderer.usualWidth, clip: name)
    if pieces.count > 1 { open("<div class=\"panels\">") }
    for (index, piece) in pieces.enumerated() {
      let whole = [title, piece.title].filter { !$0.isEmpty }.joined(separator: " ")
      add(piece, pieces.count > 1 ? "\(name)-\(index)" : name, whole, description, nil)
    }
    if pieces.count > 1 { open("</div>") }
  }

  private mutating func add(
    _ piece: SVGRenderer.Piece, _ id: String, _ title: String, _ description: String, _ kind: String?
  ) {
    let n = SVGCanvas.number
    open(
      "<svg\(kind.map { " class=\"\($0)\"" } ?? "") viewBox=\"0 0 \(n(piece.width)) \(n(piece.height))\" role=\"img\" "
        + "aria-labelledby=\"\(id)-t \(id)-d\">")
    open("<title id=\"\(id)-t\">\(MarkupText.escaped(title))</title>")
    open("<desc id=\"\(id)-d\">\(MarkupText.escaped(description))</desc>")
    body += piece.body
    open("</svg>")
  }

  private mutating func unique(_ name: String) -> String {
    var candidate = name
    var number = 2
    while !names.insert(candidate).inserted {
      candidate = "\(name)-\(number)"
      number += 1
    }
    return candidate
  }

  // MARK: Sentences

  /// A sentence in HTML. Addresses are those of the web, of mail and of files beside the page; others stay text.
  static func text(_ phrase: Phrase) -> String {
    phrase.inlines.map { inline in
      switch inline {
      case .text(let text): MarkupText.escaped(text)
      case .strong(let text): "<strong>\(MarkupText.escaped(text))</strong>"
      case .code(let text): "<code>\(MarkupText.escaped(text))</code>"
      case .link(let text, let url):
        isSafe(url)
          ? "<a href=\"\(MarkupText.escaped(url))\">\(MarkupText.escaped(text))</a>" : MarkupText.escaped(text)
      case .toned(let text, let tone): "<span class=\"\(kind(tone))\">\(MarkupText.escaped(text))</span>"
      }
    }.joined()
  }

  private static func isSafe(_ url: String) -> Bool {
    let scheme = url.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    if scheme.count == 1 || scheme[0].contains("/") { return true }
    return ["https", "http", "mailto"].contains(scheme[0].lowercased())
  }

  private static func kind(_ tone: Tone) -> String {
    switch tone {
    case .good: "good"
    case .bad: "bad"
    case .odd: "odd"
    case .strong: "strong"
    case .faint: "faint"
    }
  }
}
