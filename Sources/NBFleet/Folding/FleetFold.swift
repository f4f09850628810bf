import NBBasics
import NBObservations

/// Folds the streams of a fleet, one at a time: blocks, and states of an earlier fold, come in as lines; rows, and states
/// to go on from, go out as lines.
///
/// The lines of a stream stand together, in any order; streams come in any order. Lines of other types are passed over.
/// Memory: the blocks of one stream and the lines of one of its days, and 16 bytes for each stream that is done.
package struct FleetFold {
  private let request: FoldRequest
  private let write: ([UInt8]) throws -> Void
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
  ///
  /// - Parameter write: takes whole lines as they are made, those of a stream and a day at a time.
  package init(_ request: FoldRequest, write: @escaping ([UInt8]) throws -> Void) {
    self.request = request
    self.write = write
  }

  /// Takes a line, without its line end, and writes what it completes.
  ///
  /// - Throws: `FleetFault` of the kinds `.damaged` and `.otherVersion`, and what `write` throws; then nothing that was
  ///   written is of use.
  package mutating func take(_ line: UnsafeRawBufferPointer) throws {
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
      try turn(to: block.stream, keyID: block.keyID)
      current?.add(block)
    case .state(let state):
      try turn(to: state.stream, keyID: state.keyID)
      try current?.add(state, through: request.through)
    case .packed(let count): packed = (packed ?? 0) + count
    case .other: break
    }
  }

  /// Ends the input: folds the last stream and writes the last line. Throws as ``take(_:)``.
  package mutating func finish() throws {
    try complete()
    if !request.isSelection, blocks > 0, packed != blocks {
      let counted = packed.map { "its last lines count \($0)" } ?? "the last line of `nbtrack pack` is missing"
      throw FleetFault.damaged(
        "the input holds \(blocks) blocks, and \(counted)",
        hint: "It was cut: get it again. Of lines that were selected on purpose say --selection.")
    }
    var line: [UInt8] = []
    summary.appendLine(to: &line)
    try write(line)
  }

  private mutating func turn(to stream: StreamKey, keyID: String) throws {
    if let known = self.keyID, known != keyID {
      throw FleetFault.damaged(
        "\(stream.name) has fingerprints of the key \(keyID), others of \(known)",
        hint: "A fleet has one key: pack the sources again with it.")
    }
    self.keyID = keyID
    if current?.stream == stream { return }
    try complete()
    let name = Digest(hashing: LineStart.of(stream)).withUnsafeBytes { $0.load(as: UInt64.self) }
    guard done.insert(name).inserted else {
      throw FleetFault.damaged(
        "\(stream.name) comes back at line \(parser.count)",
        hint: "Lines of a stream have to stand together: `LC_ALL=C sort` brings them there.")
    }
    current = StreamFold(stream)
  }

  private mutating func complete() throws {
    guard let stream = current, let keyID else { return }
    current = nil
    try stream.run(request, keyID: keyID, &summary, write: write)
  }
}
