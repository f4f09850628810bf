import NBBasics
import NBObservations
import NBSources

/// Lines that do not end, as that of /dev/zero. A file ends, whatever it holds; a pipe or a device need not.
enum EndlessLine {
  /// So many bytes without a line end are no input of ours.
  static let length = 1 << 30

  /// The failure of a source that holds one.
  static func failure(_ source: ByteSource) -> Failure {
    Failure(
      .source, .endless, message: "\(source.name): no line ends within \(length >> 30) GiB",
      hint: "Name a file of lines, or a pipe that brings some.")
  }
}

extension DocumentReader {
  /// - Throws: `.endless` where a line of a pipe or a device, of which this reader has the bytes, does not end.
  func checkForEnd(of source: ByteSource) throws(Failure) {
    if passedOver > EndlessLine.length, source.size == nil { throw EndlessLine.failure(source) }
  }
}
