import NBSQLite

/// The columns of an answer, made of those of the SQL: one that needs a parameter is left out without it, and an array
/// becomes a column for each part of its list parameter.
struct AnswerShape {
  let columns: [QueryColumn]
  /// The place in the SQL's row that each column comes from, and the place within the array there.
  private let places: [(index: Int, element: Int?)]

  init(_ names: [String], _ question: Question) {
    let header = question.query.header
    let rows = header.rows.first ?? .attempt
    let known = question.dimensions.flatMap { $0.columns(of: rows) } + header.columns
    var columns: [QueryColumn] = []
    var places: [(index: Int, element: Int?)] = []
    for (index, name) in names.enumerated() {
      let column = known.first { $0.name == name } ?? QueryColumn(undeclared: name)
      if let condition = column.condition, !Self.holds(condition, question) { continue }
      guard let list = column.each else {
        columns.append(column)
        places.append((index, nil))
        continue
      }
      for (element, part) in QuestionParameter.parts(of: question.texts[list] ?? "").enumerated() where !part.isEmpty {
        columns.append(QueryColumn("\(name)_\(part)", column.kind))
        places.append((index, element))
      }
    }
    self.columns = columns
    self.places = places
  }

  func values(_ row: [Value]) -> [Value] {
    places.map { index, element in element.map { Self.number($0, of: row[index].text ?? "") } ?? row[index] }
  }

  /// Whether a parameter was given, or has the value behind a colon.
  private static func holds(_ condition: String, _ question: Question) -> Bool {
    let (name, value) = HeaderText.halves(condition, ":")
    guard let text = question.texts[name] else { return false }
    return value.isEmpty || text.lowercased() == value
  }

  /// An element of a JSON array of numbers.
  private static func number(_ index: Int, of array: String) -> Value {
    let elements = array.dropFirst().dropLast().split(separator: ",")
    return index < elements.count ? Double(elements[index]).map(Value.real) ?? .null : .null
  }
}

extension QueryColumn {
  /// A column that no header declares: in a user's SQL its name may say the unit, `total_ms`, `wait_s`,
  /// `disk_gb_hours`, `failure_rate`, `ready_share`; otherwise the values are shown as they are.
  init(undeclared name: String) {
    let endings: [(String, Kind)] = [
      ("_id", .identifier), ("_at", .time), ("_ms", .milliseconds), ("_gb_hours", .gigabyteHours), ("_s", .seconds),
      ("_rate", .share), ("_share", .share),
    ]
    self.init(name, endings.first { name.hasSuffix($0.0) }?.1 ?? .any)
  }
}
