import NBBasics

/// Why a line is no row.
package struct RowFault: Error, Sendable, Equatable {
  /// The column that is missing or holds no value of its type; nil when the line is no JSON object.
  package let column: String?
}

// A row as one line of JSON Lines: its columns by name, in the order of the table, and only those. A blob is Base 64.

extension ProjectionRow {
  /// Appends the row as a JSON object, without line end.
  ///
  /// - Parameter leavingOut: columns that mean nothing to the reader, such as the number of a stream in one database.
  package func appendLine(to line: inout [UInt8], leavingOut: Set<String> = []) {
    line.append(UInt8(ascii: "{"))
    var isFirst = true
    for (column, value) in zip(Self.columns, values) where !leavingOut.contains(column.name) {
      if !isFirst { line.append(UInt8(ascii: ",")) }
      isFirst = false
      JSONText.appendQuoted(column.name, to: &line)
      line.append(UInt8(ascii: ":"))
      switch value {
      case .null: line += "null".utf8
      case .integer(let value): line += String(value).utf8
      case .text(let value): JSONText.appendQuoted(value, to: &line)
      case .blob(let value):
        line.append(UInt8(ascii: "\""))
        Base64.append(value, to: &line)
        line.append(UInt8(ascii: "\""))
      }
    }
    line.append(UInt8(ascii: "}"))
  }

  /// Reads what ``appendLine(to:leavingOut:)`` wrote. A column that was left out there is left as it is in an empty row;
  /// members that are no columns are not looked at.
  package init(line: [UInt8], leavingOut: Set<String> = []) throws(RowFault) {
    self = try line.withRawBytes { bytes throws(RowFault) in
      var tape = JSONTape()
      guard (try? tape.parse(bytes)) == bytes.count, tape.kind(JSONTape.root) == .object else {
        throw RowFault(column: nil)
      }
      return try RowReader<Self>(leavingOut: leavingOut).row(of: tape)
    }
  }
}

/// Reads rows from lines that are parsed; one reader is used for many.
package struct RowReader<Row: ProjectionRow>: Sendable {
  private let columns: [RowColumn<Row>]
  private let places: [String: Int]

  /// - Parameter leavingOut: columns that the lines do not have.
  package init(leavingOut: Set<String> = []) {
    columns = Row.columns.filter { !leavingOut.contains($0.name) }
    places = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($0.element.name, $0.offset) })
  }

  /// The row of the object at the root of a tape.
  package func row(of tape: JSONTape) throws(RowFault) -> Row {
    var row = Row()
    var isFilled = [Bool](repeating: false, count: columns.count)
    tape.forEachMember(of: JSONTape.root) { key, value in
      guard let name = tape.string(key), let place = places[name] else { return }
      isFilled[place] = Self.value(value, columns[place].kind, tape).map { columns[place].write(&row, $0) } ?? false
    }
    if let place = isFilled.firstIndex(of: false) { throw RowFault(column: columns[place].name) }
    return row
  }

  /// Nil for what is no value of this kind.
  private static func value(_ index: Int, _ kind: StoredKind, _ tape: JSONTape) -> StoredValue? {
    if tape.kind(index) == .null { return .null }
    return switch kind {
    case .integer: tape.integer(index).map(StoredValue.integer)
    case .text: tape.string(index).map(StoredValue.text)
    case .blob: tape.kind(index) == .string ? Base64.bytes(tape.raw(index)).map(StoredValue.blob) : nil
    }
  }
}
