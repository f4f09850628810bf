import NBBasics
import NBFleet
import NBObservations
import NBProjections

/// Lines of a fleet, which come from other machines: whoever writes them can write any, under the right sums.
enum FuzzFleet {
  private static let stream = StreamKey(notebookID: "n")
  private static let keyID = "0123456789abcdef"
  private static let lastDay = Day(text: "2026-11-18")!

  /// The first byte says whether the others are lines, the payload of a block or a state.
  static func run(_ bytes: [UInt8]) {
    guard let form = bytes.first else { return }
    let rest = Array(bytes.dropFirst())
    switch form % 3 {
    case 0: lines(rest)
    case 1: payload(rest)
    default: state(rest)
    }
  }

  /// Refused with words, or folded to lines that read back.
  private static func lines(_ bytes: [UInt8]) {
    let lines = bytes.split(separator: 0x0A).map(Array.init)
    do {
      let output = try folded(lines, through: lastDay)
      promise(readsBack(output), "what was folded reads back")
    } catch {
      promise((error as? FleetFault)?.message.isEmpty == false, "a refusal has words")
    }
    var reader = FleetLineReader()
    var runs = RunReader()
    for line in lines {
      line.withUnsafeBytes { line in
        _ = try? reader.read(line)
        _ = try? runs.take(line)
      }
    }
    _ = RunEntry(name: "r", behind: nil, runs.leaves)
  }

  /// What reads as a payload packs again to the same events, and folds.
  private static func payload(_ bytes: [UInt8]) {
    guard let content = try? BlockContent(payload: bytes, of: stream) else { return }
    var batch = ObservationBatch()
    batch.observations = content.observations
    let lines = packed(batch)
    var identities: Set<Digest> = []
    var reader = BlockReader()
    for line in lines {
      guard let block = line.withUnsafeBytes({ try? reader.block($0) }), let again = try? BlockContent(block) else {
        return promise(false, "a packed block reads back")
      }
      identities.formUnion(again.observations.map(\.identity))
    }
    promise(identities == Set(batch.observations.map(\.identity)), "packing keeps the events")
    let last = batch.observations.map { Day(of: $0.observedAt) }.max() ?? lastDay
    guard let output = try? folded(lines, through: last) else { return promise(false, "a packed block folds") }
    promise(readsBack(output), "what was folded reads back")
  }

  /// A state is refused, or a fold goes on from it.
  private static func state(_ bytes: [UInt8]) {
    let versions = InstanceProjection.versions.map { "\"\($0.name)\":\($0.version)" }.joined(separator: ",")
    let day = lastDay.number - 2
    var line = Array(
      """
      {"region":"","project_id":"","notebook_id":"n","day":\(day),"type":"state","through":\(day),\
      "versions":{\(versions)},"key_id":"\(keyID)","state":"
      """.utf8)
    Base64.append(bytes, to: &line)
    line += Array("\"}".utf8)
    guard let output = try? folded([line] + nextDay, through: lastDay) else { return }
    promise(readsBack(output), "what was folded reads back")
  }

  /// The blocks of the day behind the state's.
  private static let nextDay: [[UInt8]] = {
    let polls = ["STARTING", "RUNNING", "STOPPED"].enumerated().map { index, status in
      #"{"observed_at":"2026-11-17T0\#(index):00:00Z","kind":"poll","body":{"id":"n","status":"\#(status)"}}"#
    }
    return packed(FuzzDocuments.read(Array(polls.joined(separator: "\n").utf8), chunk: .max))
  }()

  private static func packed(_ batch: ObservationBatch) -> [[UInt8]] {
    var packer = Packer(keyID: keyID, memory: .max)
    var blocks = packer.add(batch)
    packer.finish { blocks.append($0) }
    return blocks.map { block in
      var line: [UInt8] = []
      block.appendLine(to: &line)
      return line.dropLast()
    }
  }

  private static func folded(_ lines: [[UInt8]], through: Day) throws -> [UInt8] {
    var output: [UInt8] = []
    var fold = FleetFold(FoldRequest(through: through, isSelection: true)) { output += $0 }
    for line in lines { try line.withUnsafeBytes { try fold.take($0) } }
    try fold.finish()
    return output
  }

  private static func readsBack(_ output: [UInt8]) -> Bool {
    var reader = FleetLineReader()
    return output.split(separator: 0x0A).allSatisfy { line in
      Array(line).withUnsafeBytes { line in (try? reader.read(line)) != nil }
    }
  }
}
