import ArgumentParser
import NBSources

#if canImport(Glibc)
  import Glibc
#endif

/// What a report is written as.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
  case text, markdown, html, csv, xlsx

  /// The format that the ending of a file's name asks for; nil when it says nothing.
  init?(path: String) {
    switch path.lowercased().split(separator: "/").last?.split(separator: ".").last {
    case "md", "markdown": self = .markdown
    case "html", "htm": self = .html
    case "csv": self = .csv
    case "xlsx": self = .xlsx
    case "txt": self = .text
    default: return nil
    }
  }

  /// What was asked for, else what the output's name says, else text on a terminal and Markdown in a pipe.
  static func resolved(_ format: ReportFormat?, output: String?) -> ReportFormat {
    if let format { return format }
    if let output, output != "-" { return ReportFormat(path: output) ?? .markdown }
    return Terminal.isTerminal(STDOUT_FILENO) ? .text : .markdown
  }

  /// The ending of its files.
  var ending: String {
    switch self {
    case .text: "txt"
    case .markdown: "md"
    case .html: "html"
    case .csv: "csv"
    case .xlsx: "xlsx"
    }
  }
}

/// What stands between the cells of CSV.
enum CSVSeparator: String, ExpressibleByArgument, CaseIterable {
  case comma, semicolon, tab

  /// By its name, or as it is.
  init?(argument: String) {
    switch argument.lowercased() {
    case "comma", ",": self = .comma
    case "semicolon", ";": self = .semicolon
    case "tab", "\t", "\\t": self = .tab
    default: return nil
    }
  }

  var byte: UInt8 {
    switch self {
    case .comma: UInt8(ascii: ",")
    case .semicolon: UInt8(ascii: ";")
    case .tab: 0x09
    }
  }
}
