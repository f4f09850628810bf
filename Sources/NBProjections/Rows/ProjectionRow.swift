/// A row of a projection as a value. Its columns are declared once: the INSERT, the lines of a worker and the check
/// against `projection_tables.sql` are made from that list.
package protocol ProjectionRow: Sendable, Equatable {
  /// The name of the table.
  static var table: String { get }
  /// The columns of the primary key.
  static var key: [String] { get }
  /// All columns, in the order of the table.
  static var columns: [RowColumn<Self>] { get }

  /// A row to be filled by its columns: whatever may be missing is, everything else is empty or 0.
  init()
}

extension ProjectionRow {
  /// What it has in each of its columns.
  package var values: [StoredValue] {
    withUnsafePointer(to: self) { row in Self.columns.map { $0.read(row) } }
  }

  /// Equality of all columns.
  package static func == (left: Self, right: Self) -> Bool {
    left.values == right.values
  }
}

/// Where rows go. It is bound to one stream by whoever makes the rows, so a row cannot reach another stream; a row of a
/// new kind is a new requirement here, which no sink can forget.
package protocol RowSink<Thrown> {
  associatedtype Thrown: Error

  func write(_ row: InstanceRow) throws(Thrown)
  func write(_ row: AttemptRow) throws(Thrown)
  func write(_ row: StepRow) throws(Thrown)
  func write(_ row: SpellRow) throws(Thrown)
}

extension InstanceProjection.Output {
  /// Writes what was finished as rows of `stream`.
  package func write<Sink: RowSink>(to sink: Sink, stream: Int64) throws(Sink.Thrown) {
    switch self {
    case .attempt(let attempt): try attempt.write(to: sink, stream: stream)
    case .spell(let spell): try sink.write(SpellRow(spell, stream: stream))
    // The row of the instance counts them.
    case .hiddenRestart: break
    }
  }
}

extension InstanceProjection {
  /// Writes the rows that hold until the next event: the instance's own, and its open attempt. They replace earlier ones.
  package func write<Sink: RowSink>(to sink: Sink, stream: Int64) throws(Sink.Thrown) {
    try attempts.open?.write(to: sink, stream: stream)
    try sink.write(InstanceRow(self, stream: stream))
  }
}

extension StartAttempt {
  fileprivate func write<Sink: RowSink>(to sink: Sink, stream: Int64) throws(Sink.Thrown) {
    try sink.write(AttemptRow(self, stream: stream))
    for step in steps { try sink.write(StepRow(step, of: self, stream: stream)) }
  }
}
