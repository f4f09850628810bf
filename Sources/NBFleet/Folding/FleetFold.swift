import NBBasics
import NBObservations

/// Folds the streams of a fleet, one at a time: blocks, and states of an earlier fold, come in as lines; rows, and states
/// to go on from, go out as lines.
///
/// The lines of a stream stand together, in any order; streams come in any order. Lines of other types are passed over.
/// Memory: the blocks of one stream, and 16 bytes for each stream that is done.
package struct FleetFold {
  private let request: FoldRequest
  private var parser = LineParser()
  private var current: StreamFold?
  private var done: Set<UInt64> = []
  private var keyID: String?
  /// Blocks seen, and how many the last lines of `pack` count; nil before one of them came.
  private var blocks = 0
  private var packed: Int?
  /// Its counts so far.
  package private(set) var summary = FoldSummary()

  /// A fold that has seen nothing.
  package init(_ request: FoldRequest) { self.request = request }

  /// Takes a line, without its line end, and appends what it completes to `output`.
  ///
  /// - Throws: `.damaged`, `.otherVersion`; then nothing that was written is of use.
  package mutating func take(_ line: UnsafeRawBufferPointer, into output: inout [UInt8]) throws(FleetFault) {
    enum Taken {
      case block(Block)
      case state(StateLine)
      case packed(Int)
      case other
    }
    let taken = try parser.parse(line) { fields throws(FleetFault) -> Taken in
      switch fields.type {
      case Block.type: .block(try Block(fields))
      case StateLine.type: .state(try StateLine(fields))
      case PackSummary.type: .packed(try fields.count("blocks"))
      case nil: throw fields.fault("type")
      default: .other
      }
    }
    switch taken {
    case .block(let block):
      blocks += 1
      try turn(to: block.stream, keyID: block.keyID, into: &output)
      current?.add(block)
    case .state(let state):
      try turn(to: state.stream, keyID: state.keyID, into: &output)
      try current?.add(state, through: request.through)
    case .packed(let count): packed = (packed ?? 0) + count
    case .other: break
    }
  }

  /// Ends the input: folds the last stream and appends the last line.
  package mutating func finish(into output: inout [UInt8]) throws(FleetFault) {
    try complete(into: &output)
    if !request.isSelection, blocks > 0, packed != blocks {
      let counted = packed.map { "its last lines count \($0)" } ?? "the last line of `nbtrack pack` is missing"
      throw .damaged(
        "the input holds \(blocks) blocks, and \(counted)",
        hint: "It was cut: get it again. Of lines that were selected on purpose say --selection.")
    }
    summary.appendLine(to: &output)
  }

  private mutating func turn(to stream: StreamKey, keyID: String, into output: inout [UInt8]) throws(FleetFault) {
    if let known = self.keyID, known != keyID {
      throw .damaged(
        "\(stream.name) has fingerprints of the key \(keyID), others of \(known)",
        hint: "A fleet has one key: pack the sources again with it.")
    }
    self.keyID = keyID
    if current?.stream == stream { return }
    try complete(into: &output)
    let name = Digest(hashing: LineStart.of(stream)).withUnsafeBytes { $0.load(as: UInt64.self) }
    guard done.insert(name).inserted else {
      throw .damaged(
        "\(stream.name) comes back at line \(parser.count)",
        hint: "Lines of a stream have to stand together: `LC_ALL=C sort` brings them there.")
    }
    current = StreamFold(stream)
  }

  private mutating func complete(into output: inout [UInt8]) throws(FleetFault) {
    guard let stream = current, let keyID else { return }
    current = nil
    try stream.run(request, keyID: keyID, into: &output, &summary)
  }
}
