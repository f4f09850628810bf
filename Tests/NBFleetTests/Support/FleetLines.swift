import NBBasics
import NBObservations
import NBProjections
import NBTestHistories

@testable import NBFleet

/// The key under which `read` of NBTestHistories makes fingerprints.
let testKey = FleetKey(Array(repeating: 7, count: 32))!

/// What `pack` writes of envelopes, a line each.
func packed(
  _ envelopes: some Sequence<String>, memory: Int = .max, keyID: String = testKey.id, batch: Int = 50
) throws -> [String] {
  var packer = Packer(keyID: keyID, memory: memory)
  let all = try read(Array(envelopes.joined(separator: "\n").utf8)).observations
  var blocks: [Block] = []
  for start in stride(from: 0, to: all.count, by: batch) {
    var part = ObservationBatch()
    part.observations = Array(all[start..<min(start + batch, all.count)])
    blocks += packer.add(part)
  }
  packer.finish { blocks.append($0) }
  var bytes: [UInt8] = []
  for block in blocks { block.appendLine(to: &bytes) }
  packer.summary.appendLine(to: &bytes)
  return lines(of: bytes)
}

/// What `fold` writes of lines, a line each.
func folded(_ input: [String], _ request: FoldRequest) throws -> [String] {
  var output: [UInt8] = []
  var fold = FleetFold(request) { output += $0 }
  for line in input { try Array(line.utf8).withUnsafeBytes { try fold.take($0) } }
  try fold.finish()
  return lines(of: output)
}

func lines(of bytes: [UInt8]) -> [String] {
  String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
}

/// Where in a line the stream ends and what its day and type are; the members stand in that order.
private struct LineHead {
  let stream: String
  let day: Day?
  let type: String

  init(_ line: String) {
    let bytes = Array(line.utf8.prefix(240))
    func value(behind name: String) -> (at: Int, text: String)? {
      let name = Array("\"\(name)\":".utf8)
      guard bytes.count > name.count else { return nil }
      for at in 0..<bytes.count - name.count where bytes[at..<at + name.count].elementsEqual(name) {
        let rest = bytes[(at + name.count)...]
        let text = rest.prefix { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "}") }
        return (at, String(decoding: text.filter { $0 != UInt8(ascii: "\"") }, as: UTF8.self))
      }
      return nil
    }
    let found = value(behind: "day")
    stream = String(decoding: bytes[..<(found?.at ?? 0)], as: UTF8.self)
    day = found.flatMap { Int64($0.text) }.map(Day.init)
    type = value(behind: "type")?.text ?? ""
  }
}

extension String {
  /// The start of a line that names its stream.
  var stream: String { LineHead(self).stream }
}

extension [String] {
  func ofType(_ types: String...) -> [String] { filter { types.contains(LineHead($0).type) } }

  /// Those of a day.
  func of(_ day: Day) -> [String] { filter { LineHead($0).day == day } }

  /// Brings the lines of a stream together, as `LC_ALL=C sort` does.
  var byStream: [String] {
    map { Array<UInt8>($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }.map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// The days that there are lines of.
  var days: [Day] { Set(compactMap { LineHead($0).day }).sorted() }

  /// What a database would hold of these lines: rows that finished on any day, and what holds after the last one.
  var projections: [String] {
    let last = days.last ?? Day(0)
    let finished = ofType(RowType.attempt, RowType.step, RowType.spell)
    let holding = of(last).ofType(RowType.open, RowType.openStep, RowType.instance, "state")
    return (finished + holding).map { line in
      let head = LineHead(line)
      let rest = line.utf8.dropFirst(head.stream.utf8.count).drop { $0 != UInt8(ascii: ",") }
      let text = String(decoding: rest, as: UTF8.self)
      return head.stream + (head.type == "state" ? text.replacing(/"through":-?\d+,/, with: "") : text)
    }.byStream
  }
}

/// The same as ``Array/projections``, of one machine that folds all observations in order.
func singleMachine(_ envelopes: [String]) throws -> [String] {
  var streams: [StreamKey: [Observation]] = [:]
  for observation in try read(Array(envelopes.joined(separator: "\n").utf8)).observations {
    streams[observation.content.stream, default: []].append(observation)
  }
  var output: [UInt8] = []
  for (stream, observations) in streams {
    let rows = RowLines(stream, keyID: testKey.id)
    var projection = InstanceProjection()
    let order = observations.sorted {
      ($0.observedAt, $0.content.kind.rank, $0.identity) < ($1.observedAt, $1.content.kind.rank, $1.identity)
    }
    var last: Digest?
    for observation in order where observation.identity != last {
      last = observation.identity
      projection.evolve(
        FoldEvent(
          observedAt: observation.observedAt, requestedAt: observation.requestedAt,
          answer: observation.content.answer)
      ) { $0.write(to: rows, stream: 0) }
    }
    rows.writeCheckpoint(projection)
    rows.handOver { output += $0 }
  }
  return lines(of: output).projections
}
