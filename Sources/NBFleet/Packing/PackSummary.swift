import NBBasics
import NBObservations

/// What a run of pack did: observations = events + duplicates + rejected.
package struct PackSummary: Sendable, Equatable {
  /// Observations read, rejected ones included.
  package var observations = 0
  /// Events in the blocks.
  package var events = 0
  /// Repeats that the blocks do without.
  package var duplicates = 0
  /// Parts of the input that are no observations, or none of this run.
  package var rejected = 0
  /// Instances.
  package var streams = 0
  /// Blocks.
  package var blocks = 0

  static let type = "packed"

  /// Appends the line that ends what pack writes. Without it the stream was cut.
  package func appendLine(to lines: inout [UInt8]) {
    lines += #"{"type":"\#(Self.type)""#.utf8
    lines.appendMember("observations", Int64(observations))
    lines.appendMember("events", Int64(events))
    lines.appendMember("duplicates", Int64(duplicates))
    lines.appendMember("rejected", Int64(rejected))
    lines.appendMember("streams", Int64(streams))
    lines.appendMember("blocks", Int64(blocks))
    lines.endLine()
  }
}

extension Reject {
  static let type = "reject"

  /// Appends the reject as a line of a fleet.
  ///
  /// - Parameter source: the name of its source, where that is not the one that was read.
  package func appendLine(source: String, to lines: inout [UInt8]) {
    lines += #"{"type":"\#(Self.type)""#.utf8
    lines.appendMember("source", source)
    lines.appendMember("line", Int64(line))
    lines.appendMember("byte_offset", Int64(byteOffset))
    lines.appendMember("reason", reason)
    lines.appendMember("text", text)
    lines.endLine()
  }
}
