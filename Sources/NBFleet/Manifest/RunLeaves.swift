import NBBasics
import NBObservations

/// The blocks of a run as far as its root needs them: 32 bytes a block.
package struct RunLeaves {
  private var leaves: [Digest] = []
  private(set) var events = 0
  private(set) var days: ClosedRange<Day>?

  var count: Int { leaves.count }

  /// Leaves without a block.
  package init() {}

  var root: Digest { MerkleTree.root(leaves.sorted()) }

  mutating func add(_ stream: StreamKey, _ day: Day, events: Int, root: Digest) {
    var bytes: [UInt8] = [0]
    bytes += Self.field(stream.region) + Self.field(stream.projectID) + Self.field(stream.notebookID)
    withUnsafeBytes(of: day.number.bigEndian) { bytes += $0 }
    bytes += root.bytes
    leaves.append(Digest(hashing: bytes))
    self.events += events
    days = days.map { min($0.lowerBound, day)...max($0.upperBound, day) } ?? day...day
  }

  /// The length as 4 bytes, then the text.
  static func field(_ text: String) -> [UInt8] {
    withUnsafeBytes(of: UInt32(text.utf8.count).bigEndian) { Array($0) } + text.utf8
  }
}

/// Reads the lines of blocks for their run. Of a line that has a payload the root is recomputed; an engine may leave
/// payloads away, and then the root is taken as the line says.
package struct RunReader {
  private var parser = LineParser()
  /// The blocks so far.
  package private(set) var leaves = RunLeaves()

  package init() {}

  /// Takes a line, without its line end; lines of other types are passed over.
  package mutating func take(_ line: UnsafeRawBufferPointer) throws(FleetFault) {
    typealias Leaf = (stream: StreamKey, day: Day, events: Int, root: Digest)
    let leaf = try parser.parse(line) { fields throws(FleetFault) -> Leaf? in
      guard fields.type == Block.type else { return nil }
      if fields.has("payload") {
        let block = try Block(fields)
        _ = try BlockContent(block)
        return (block.stream, block.day, block.events, block.root)
      }
      guard let root = Digest(bytes: try fields.bytes("root")) else { throw fields.fault("root") }
      return (try fields.stream(), try fields.day(), try fields.count("events"), root)
    }
    if let leaf { leaves.add(leaf.stream, leaf.day, events: leaf.events, root: leaf.root) }
  }
}
