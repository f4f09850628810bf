import CXlsx
import NBBasics
import NBReports

#if canImport(Glibc)
  import Glibc
#endif

/// Tables as a workbook, a sheet each: instants are dates, numbers are numbers, long times are hours, text is never a
/// formula.
enum Spreadsheet {
  /// Excel's limits: rows of a sheet, characters of a cell and of a sheet's name.
  private static let mostRows = 1_048_576
  private static let mostCharacters = 32_767
  private static let mostNameCharacters = 31

  /// The bytes of the workbook.
  ///
  /// - Parameter created: what the file says of its making, in seconds since 1970: the same report has the same bytes.
  static func workbook(_ tables: [Document.NamedTable], title: String, created: Int64) throws -> [UInt8] {
    guard nb_xlsx_load() == 0 else {
      throw CommandFailure(
        .failed, "xlsx needs libxlsxwriter, which is not there",
        hint: "Install it (Debian: apt-get install libxlsxwriter4), or use --format csv --excel --output FOLDER/.")
    }
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(folder)/nbreport-XXXXXX".utf8CString)
    let file = mkstemp(&template)
    guard file >= 0 else { throw CommandFailure(.failed, "no temporary file can be made in \(folder)") }
    close(file)
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unlink(path) }
    guard let book = nb_xlsx_open(path, title, created) else {
      throw CommandFailure(.failed, "the workbook cannot be begun")
    }
    var names: Set<String> = []
    for table in tables { write(table, sheetName(table.name, &names), book) }
    let status = nb_xlsx_close(book)
    guard status == 0 else {
      throw CommandFailure(.failed, "the workbook cannot be written (libxlsxwriter: \(status))")
    }
    return try TextFile.read(path)
  }

  private static func sheetName(_ name: String, _ used: inout Set<String>) -> String {
    var candidate = String(name.prefix(mostNameCharacters))
    var number = 2
    while !used.insert(candidate).inserted {
      candidate = String(name.prefix(mostNameCharacters - 3)) + "-\(number)"
      number += 1
    }
    return candidate
  }

  private static func write(_ named: Document.NamedTable, _ sheet: String, _ book: OpaquePointer) {
    let table = named.table
    let columns = table.columns.map(SheetColumn.init)
    let rows = table.rows.prefix(mostRows - 1)
    let widths = columns.enumerated().map { index, column in
      let longest = rows.prefix(200).map { column.width($0[index]) }.max() ?? 0
      return min(60, max(Double(column.heading.count) + 3, Double(longest) + 2))
    }
    guard nb_xlsx_sheet(book, sheet, UInt16(clamping: columns.count), widths) == 0 else { return }
    for (index, column) in columns.enumerated() {
      nb_xlsx_text(book, 0, UInt16(index), column.heading, NB_XLSX_HEADING)
    }
    for (place, row) in rows.enumerated() {
      for (index, column) in columns.enumerated() {
        switch column.value(row[index]) {
        case .nothing: break
        case .text(let text):
          let visible = String(VisibleText.of(text).prefix(mostCharacters))
          nb_xlsx_text(book, UInt32(place + 1), UInt16(index), visible, NB_XLSX_PLAIN)
        case .number(let number, let style): nb_xlsx_number(book, UInt32(place + 1), UInt16(index), number, style)
        }
      }
    }
    if !columns.isEmpty { nb_xlsx_filter(book, UInt32(rows.count), UInt16(columns.count - 1)) }
  }
}

/// A column of a sheet: times of exposure in hours, all others in the unit of the query.
private struct SheetColumn {
  enum Value {
    case nothing
    case text(String)
    case number(Double, nb_xlsx_style)
  }

  /// Excel counts days from 30 December 1899 (1900 is a leap year to it).
  private static let daysTo1970 = 25_569.0

  let heading: String
  private let kind: ColumnKind
  private let isInHours: Bool

  init(_ column: Column) {
    kind = column.kind
    // What is charged for by the hour.
    let hourly = ["lower_s", "best_s", "upper_s", "unobserved_s", "compute_best_s"]
    isInHours = hourly.contains(column.name) || column.name.hasPrefix("storage_only_s")
    heading = isInHours ? column.name.replacingSuffix("_s", "_hours") : column.name
  }

  func value(_ cell: Cell) -> Value {
    if case .text(let text) = cell {
      guard kind == .time, let instant = Instant(rfc3339: text) else { return .text(text) }
      return .number(Double(instant.milliseconds) / 86_400_000 + Self.daysTo1970, NB_XLSX_TIME)
    }
    guard let number = cell.number else { return .nothing }
    if isInHours {
      let seconds = kind == .millisecondsAsSeconds ? number / 1000 : number
      return .number(seconds / 3600, NB_XLSX_DECIMALS)
    }
    switch kind {
    case .rate: return .number(number, NB_XLSX_SHARE)
    case .gigabyteHours: return .number(number, NB_XLSX_DECIMALS)
    case .millisecondsAsSeconds: return .number(number / 1000, NB_XLSX_DECIMALS)
    case .milliseconds: return .number(number, NB_XLSX_COUNT)
    case .seconds: return .number(number, NB_XLSX_DECIMALS)
    case .number where number == number.rounded(): return .number(number, NB_XLSX_COUNT)
    default: return .number(number, NB_XLSX_PLAIN)
    }
  }

  /// Characters that a cell takes, about.
  func width(_ cell: Cell) -> Int {
    switch value(cell) {
    case .nothing: 0
    case .text(let text): text.count
    case .number(_, NB_XLSX_TIME): 19
    case .number: 10
    }
  }
}

extension String {
  fileprivate func replacingSuffix(_ suffix: String, _ replacement: String) -> String {
    let place = firstRange(of: suffix + "_")
    if let place { return self[..<place.lowerBound] + replacement + self[place.lowerBound...].dropFirst(suffix.count) }
    return hasSuffix(suffix) ? dropLast(suffix.count) + replacement : self
  }
}
