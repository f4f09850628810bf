import NBReadModel
import NBReports

/// The help of one question, from its file's header: what it answers, what it takes, what its columns mean.
struct QueryHelp {
  private let query: NamedQuery

  /// The question whose help these arguments ask for: `query step-latency --help`; nil for any others.
  init?(_ arguments: [String]) {
    guard arguments.dropFirst().first == "query", arguments.contains("--help") || arguments.contains("-h"),
      let query = arguments.dropFirst(2).lazy.compactMap(NamedQuery.named).first
    else { return nil }
    self.query = query
  }

  /// The page.
  var document: Document {
    let header = query.header
    var blocks: [Block] = [
      .heading(1, Phrase(header.title)), .paragraph(Phrase(header.question)),
      .lines(["  nbtrack query \(query.name) [options]"] + examples.map { "  nbtrack query \(query.name) \($0)" }),
      .heading(2, "Options"), .table(table("option", options)),
      .paragraph("Beside these it takes --db, --format, --wide and --no-pager; nbtrack query --help has them all."),
      .heading(2, "Columns"), .table(table("column", columns)),
    ]
    if !header.note.isEmpty { blocks.append(.paragraph(Phrase(sentence(header.note)))) }
    let words = terms
    if !words.isEmpty { blocks += [.heading(2, "Words"), .table(table("word", words))] }
    blocks.append(.paragraph("Order of the rows: \(header.order). The SQL: nbtrack query --show \(query.name)."))
    return Document(head: blocks)
  }

  private typealias Row = (name: String, meaning: String)

  private func table(_ heading: String, _ rows: [Row]) -> DocumentTable {
    DocumentTable(
      columns: [.init(heading, isKey: true), .init("meaning", rank: 1)],
      rows: rows.map { [.text($0.name), .text($0.meaning)] })
  }

  private func sentence(_ text: String) -> String {
    (text.first.map { String($0) } ?? "") + text.dropFirst() + (text.hasSuffix(".") ? "" : ".")
  }

  private var examples: [String] {
    switch query.name {
    case "step-latency": ["--step 2 --flavor-class gpu", "--by flavor_class --week 2026-W47"]
    case "start-latency": ["--by flavor_class --within 60s,5m", "--by day --last 7d"]
    case "failure-rates": ["--by image --week 2026-W47", "--fail-if 'failure_rate_low > 0.05'"]
    case "exposure": ["--by workspace,week", "--week 2026-W47 --free-gb EFS=50"]
    case "leases": ["--within 1h --fail-if-any"]
    default: []
    }
  }

  private var options: [Row] {
    var rows: [Row] = []
    if query.header.by != nil {
      let dimensions = query.header.dimensions.map(\.rawValue).joined(separator: ", ")
      let usual = (query.header.by ?? []).map(\.rawValue).joined(separator: ",")
      rows.append(("--by", "group by \(dimensions), none; \(usual.isEmpty ? "none" : usual) if not given"))
    }
    for parameter in query.header.parameters {
      rows.append(("--\(parameter.option)", parameter.form == .flag ? meaning(parameter) : parameter.expectation))
    }
    for field in query.header.filters {
      rows.append(
        ("--\(field.option)", "only this one" + (field.words.map { ": \($0.joined(separator: ", "))" } ?? "")))
    }
    switch query.header.window {
    case .begin: rows.append(("--week, --last, --from, --until", "starts that began in this time"))
    case .clipped, .compared: rows.append(("--week, --last, --from, --until", "only this time"))
    case .none: break
    }
    if query.header.window == .compared {
      rows.append(("--before-from, --before-until", "the time to compare with; as long before if not given"))
    }
    return rows + [
      ("--as-of", "answer as if the log ended there"), ("--utc-offset", "where days and weeks begin, such as +08:00"),
    ]
  }

  private func meaning(_ parameter: QuestionParameter) -> String {
    parameter.name == "exact" ? "Clopper-Pearson intervals instead of Wilson" : "a switch"
  }

  private var columns: [Row] {
    query.header.columns.map { column in
      var text = unit(column.kind)
      if let interval = column.interval {
        text +=
          interval.low == column.name
          ? ", lower limit; \(interval.high) has the upper one"
          : ", with its limits in \(interval.low) and \(interval.high)"
      }
      if let unit = column.unit { text += ", in the unit of \(unit)" }
      if let condition = column.condition { text += ", with --\(condition)" }
      return (column.name, text)
    }
  }

  private func unit(_ kind: QueryColumn.Kind) -> String {
    switch kind {
    case .text: "text"
    case .identifier: "id"
    case .time: "time, RFC 3339 UTC"
    case .json: "JSON"
    case .count: "count"
    case .number, .any: "number"
    case .milliseconds: "milliseconds"
    case .seconds: "seconds"
    case .share: "share, 0 to 1"
    case .gigabyteHours: "GB-hours"
    }
  }

  /// The words of the statistics that the columns of this question use.
  private var terms: [Row] {
    let names = Set(query.header.columns.map(\.name))
    var rows: [Row] = []
    if names.contains("p50_s") {
      rows += [
        ("p50, p90, p95", "half, 90 % and 95 % took no longer; the limits hold the true value in 95 of 100 such logs"),
        (
          "implied",
          "the start became ready without this step ever being listed: it was too quick to be seen, and counts"
        ),
        ("censored", "not over when it was last seen: it took at least so long"),
        ("joint-ems", "begin and duration are estimated together, from polls that only bracket both"),
        ("npmle-cr", "times between polls, with failures as the other way to end"),
      ]
    }
    if names.contains("failure_rate") {
      rows.append(("refused", "the service turned the request down: it never became a start"))
    }
    if names.contains("best_s") {
      rows += [
        ("lower, best, upper", "certain, most likely and possible billable time"),
        ("unobserved", "time without data, in none of the three"),
      ]
    }
    return rows
  }
}
