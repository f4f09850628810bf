/// A document as one HTML file that needs nothing else: no script, no resource from anywhere, and a policy that forbids both.
package struct HTMLRenderer: DocumentRenderer {
  /// A renderer.
  package init() {}

  /// The document as a page.
  package func render(_ document: Document) -> [UInt8] {
    let title = document.blocks.lazy.compactMap { block -> String? in
      if case .heading(_, let phrase) = block { phrase.plain } else { nil }
    }.first
    var page = HTMLPage(year: document.year)
    if !document.head.isEmpty {
      page.open("<header>")
      page.add(document.head)
      page.open("</header>")
    }
    for section in document.sections {
      page.open("<section id=\"\(MarkupText.escaped(section.name))\">")
      page.add(section.blocks)
      page.open("</section>")
    }
    return Array(
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
      base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <title>\(MarkupText.escaped(title ?? "Report"))</title>
      <style>
      \(HTMLStyle.sheet)
      </style>
      </head>
      <body>
      <svg width="0" height="0" aria-hidden="true" focusable="false"><defs>\(ChartStyle.definitions)</defs></svg>
      <main>
      \(page.body)</main>
      </body>
      </html>

      """.utf8)
  }
}
