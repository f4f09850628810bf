import NBBasics
import NBObservations

/// A run in the manifest of a fleet: one batch of input, committed as a whole.
///
///     leaf  = SHA-256( 0x00 ‖ f(region) f(project_id) f(notebook_id) ‖ day ‖ root )       of a block
///     root  = Merkle root (RFC 6962) of the leaves, ascending
///     head  = SHA-256( head of the run before, or 32 zero bytes ‖ root ‖ f(name) )
///
/// `f(x)` is the length of x as 4 bytes and then x, the day 8 bytes in two's complement; all numbers are big-endian. The
/// last head names all that was ever packed: with it anybody can see later that the set of blocks only grew.
package struct RunEntry: Sendable, Equatable {
  static let type = "run"

  /// 1, 2, 3, … without gaps.
  package let run: Int
  /// As the operator named it.
  package let name: String
  /// Blocks of the run, and the events in them.
  package let blocks: Int
  package let events: Int
  /// The first and the last day with a block; nil without any.
  package let days: ClosedRange<Day>?
  /// The Merkle root of the blocks.
  package let root: Digest
  /// The head behind the run.
  package let head: Digest

  /// The entry of a run behind another, or the first.
  package init(name: String, behind last: RunEntry?, _ leaves: RunLeaves) {
    run = (last?.run ?? 0) + 1
    self.name = name
    blocks = leaves.count
    events = leaves.events
    days = leaves.days
    root = leaves.root
    head = Self.head(behind: last, root, name)
  }

  /// Whether the head follows from the run before.
  package func follows(_ last: RunEntry?) -> Bool {
    run == (last?.run ?? 0) + 1 && head == Self.head(behind: last, root, name)
  }

  private static func head(behind last: RunEntry?, _ root: Digest, _ name: String) -> Digest {
    Digest(hashing: (last?.head ?? .zero).bytes + root.bytes + RunLeaves.field(name))
  }

  /// Appends the entry as a line.
  package func appendLine(to lines: inout [UInt8]) {
    lines += #"{"type":"\#(Self.type)""#.utf8
    lines.appendMember("run", Int64(run))
    lines.appendMember("name", name)
    lines.appendMember("blocks", Int64(blocks))
    lines.appendMember("events", Int64(events))
    if let days {
      lines.appendMember("first_day", days.lowerBound.number)
      lines.appendMember("last_day", days.upperBound.number)
    }
    lines.appendMember("root", root.hex)
    lines.appendMember("head", head.hex)
    lines.endLine()
  }

  init(_ fields: LineFields) throws(FleetFault) {
    run = try fields.count("run")
    name = try fields.text("name")
    blocks = try fields.count("blocks")
    events = try fields.count("events")
    if blocks > 0 {
      let (first, last) = (try fields.day("first_day"), try fields.day("last_day"))
      guard first <= last else { throw fields.fault("last_day") }
      days = first...last
    } else {
      days = nil
    }
    guard let root = Hex.bytes(try fields.text("root")).flatMap({ Digest(bytes: $0) }) else {
      throw fields.fault("root")
    }
    guard let head = Hex.bytes(try fields.text("head")).flatMap({ Digest(bytes: $0) }) else {
      throw fields.fault("head")
    }
    self.root = root
    self.head = head
  }
}
