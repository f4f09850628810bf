/// What a fold did.
package struct FoldSummary: Sendable, Equatable {
  /// Instances in the input.
  package var streams = 0
  /// Events folded.
  package var events = 0
  /// Events of the blocks that other blocks hold as well.
  package var duplicates = 0
  /// Blocks that were reported rather than folded, see ``FoldRequest``.
  package var late = 0
  /// Lines of rows, states and coverage.
  package var rows = 0

  static let type = "folded"

  /// Appends the line that ends what fold writes. Without it the stream was cut.
  func appendLine(to lines: inout [UInt8]) {
    lines += #"{"type":"\#(Self.type)""#.utf8
    lines.appendMember("streams", Int64(streams))
    lines.appendMember("events", Int64(events))
    lines.appendMember("duplicates", Int64(duplicates))
    lines.appendMember("late", Int64(late))
    lines.appendMember("rows", Int64(rows))
    lines.endLine()
  }
}
