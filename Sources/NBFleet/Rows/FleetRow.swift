import NBBasics
import NBObservations
import NBProjections

/// A row that `fold` made, for whoever keeps rows.
package enum FleetRow: Sendable {
  case attempt(AttemptRow)
  case step(StepRow)
  case spell(SpellRow)
  /// The instance after the day, without its state.
  case instance(InstanceRow)
  /// The attempt in progress after the day, and a step of it: the next day replaces them.
  case open(AttemptRow)
  case openStep(StepRow)
  /// The instance's state after the day, and the id of the key.
  case state([UInt8], keyID: String)
  case coverage(Coverage)
}

/// What a line that `fold` or `pack` wrote says.
package enum FleetLine: Sendable {
  case row(StreamKey, Day, FleetRow)
  /// A block that was not folded: rows of its stream are missing.
  case late(StreamKey, Day)
  /// The end of what one fold wrote.
  case folded(rows: Int, duplicates: Int)
  /// The end of what one pack wrote.
  case packed(duplicates: Int)
  case reject(Reject)
  case run(RunEntry)
  /// Nothing that rows are made of.
  case other
}

/// Reads lines; one reader is used for many.
package struct FleetLineReader {
  private var parser = LineParser()
  private let attempts = RowReader<AttemptRow>(leavingOut: ["stream_id"])
  private let steps = RowReader<StepRow>(leavingOut: ["stream_id"])
  private let spells = RowReader<SpellRow>(leavingOut: ["stream_id"])
  private let instances = RowReader<InstanceRow>(leavingOut: ["stream_id", "state"])

  package init() {}

  /// - Parameter line: without its line end.
  /// - Throws: `.damaged` for a line that is none, `.otherVersion` for a state of another version.
  package mutating func read(_ line: UnsafeRawBufferPointer) throws(FleetFault) -> FleetLine {
    let (attempts, steps, spells, instances) = (attempts, steps, spells, instances)
    return try parser.parse(line) { fields throws(FleetFault) -> FleetLine in
      func row(_ row: FleetRow) throws(FleetFault) -> FleetLine { .row(try fields.stream(), try fields.day(), row) }
      func columns<Row>(_ reader: RowReader<Row>) throws(FleetFault) -> Row {
        do throws(RowFault) {
          return try reader.row(of: fields.tape)
        } catch {
          throw .damaged(
            "\(fields.place): `\(error.column ?? "")` is missing or no value of its kind", hint: LineFields.hint)
        }
      }
      switch fields.type {
      case RowType.attempt: return try row(.attempt(columns(attempts)))
      case RowType.step: return try row(.step(columns(steps)))
      case RowType.spell: return try row(.spell(columns(spells)))
      case RowType.instance: return try row(.instance(columns(instances)))
      case RowType.open: return try row(.open(columns(attempts)))
      case RowType.openStep: return try row(.openStep(columns(steps)))
      case StateLine.type:
        let line = try StateLine(fields)
        _ = try line.projection()
        return try row(.state(line.state, keyID: line.keyID))
      case Coverage.type: return try row(.coverage(Coverage(fields)))
      case RowType.late: return .late(try fields.stream(), try fields.day())
      case FoldSummary.type:
        return .folded(rows: try fields.count("rows"), duplicates: try fields.count("duplicates"))
      case PackSummary.type: return .packed(duplicates: try fields.count("duplicates"))
      case Reject.type: return .reject(try Reject(fields))
      case RunEntry.type: return .run(try RunEntry(fields))
      case nil: throw fields.fault("type")
      default: return .other
      }
    }
  }
}

extension Coverage {
  fileprivate init(_ fields: LineFields) throws(FleetFault) {
    events = try fields.integer("events")
    pollsWithoutInformation = try fields.integer("polls_without_information")
    firstAt = try fields.instant("first_at")
    lastAt = try fields.instant("last_at")
    guard let list = fields.tape.member("skew", of: JSONTape.root), fields.tape.kind(list) == .array else {
      throw fields.fault("skew")
    }
    var pairs: [[Int64?]] = []
    fields.tape.forEachElement(of: list) { pair in
      var numbers: [Int64?] = []
      if fields.tape.kind(pair) == .array {
        fields.tape.forEachElement(of: pair) { numbers.append(fields.tape.integer($0)) }
      }
      pairs.append(numbers)
    }
    for pair in pairs {
      guard pair.count == 2, let milliseconds = pair[0], let count = pair[1] else { throw fields.fault("skew") }
      skew[milliseconds] = count
    }
  }
}

extension Reject {
  fileprivate init(_ fields: LineFields) throws(FleetFault) {
    self.init(
      source: try fields.text("source"), line: try fields.count("line"),
      byteOffset: try fields.count("byte_offset"), reason: try fields.text("reason"), text: try fields.text("text"))
  }
}
