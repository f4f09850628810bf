import NBBasics
import NBObservations
import NBProjections

/// Writes rows of one stream as lines. What finished is of the day of the event that finished it; what holds until the
/// next event is of the day after which it was written.
final class RowLines: RowSink {
  typealias Thrown = Never

  private var lines: [UInt8] = []
  private(set) var count = 0
  /// The day of what is written next.
  var day = Day(0)
  private let start: [UInt8]
  private let keyID: String
  private var isOpen = false

  init(_ stream: StreamKey, keyID: String) {
    start = LineStart.of(stream)
    self.keyID = keyID
  }

  /// Gives away the lines that were written since the last time; nothing when there are none.
  func handOver(to write: ([UInt8]) throws -> Void) rethrows {
    guard !lines.isEmpty else { return }
    try write(lines)
    lines.removeAll(keepingCapacity: true)
  }

  func write(_ row: AttemptRow) { append(row, isOpen ? RowType.open : RowType.attempt) }
  func write(_ row: StepRow) { append(row, isOpen ? RowType.openStep : RowType.step) }
  func write(_ row: SpellRow) { append(row, RowType.spell) }

  /// The instance and, in a line of its own, its state.
  func write(_ row: InstanceRow) {
    append(row, RowType.instance, leavingOut: ["state"])
    begin(StateLine.type)
    StateLine.append(row.state, through: day, keyID: keyID, to: &lines)
    lines.endLine()
  }

  func write(_ coverage: Coverage) {
    begin(Coverage.type)
    coverage.appendMembers(to: &lines)
    lines.endLine()
  }

  /// What holds after the day: the open attempt, the instance, the state.
  func writeCheckpoint(_ projection: InstanceProjection) {
    isOpen = true
    projection.write(to: self, stream: 0)
    isOpen = false
  }

  /// A block that was not folded.
  func writeLate(_ block: Block) {
    lines += start
    LineStart.append(block.day, RowType.late, to: &lines)
    lines.appendMember("first_at", block.firstAt.milliseconds)
    lines.endLine()
  }

  private func begin(_ type: String) {
    count += 1
    lines += start
    LineStart.append(day, type, to: &lines)
  }

  private func append<Row: ProjectionRow>(_ row: Row, _ type: String, leavingOut: Set<String> = []) {
    begin(type)
    let brace = lines.count
    row.appendLine(to: &lines, leavingOut: leavingOut.union(["stream_id"]))
    lines[brace] = UInt8(ascii: ",")
    lines.append(UInt8(ascii: "\n"))
  }
}

/// The types of the lines that hold rows.
package enum RowType {
  package static let attempt = AttemptRow.table
  package static let step = StepRow.table
  package static let spell = SpellRow.table
  package static let instance = InstanceRow.table
  /// An attempt in progress after the day.
  package static let open = "open"
  /// A step of it.
  package static let openStep = "open_step"
  /// A block that was not folded.
  package static let late = "late"
}
