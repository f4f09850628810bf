import Glibc

/// How much a test tries: a sample in the suite, everything where `NBTRACK_THOROUGH` is set, as `scripts/durability` does.
package enum Thoroughness {
  /// Whether everything is to be tried.
  package static let isFull = getenv("NBTRACK_THOROUGH") != nil

  /// One of two numbers.
  package static func pick(sample: Int, full: Int) -> Int { isFull ? full : sample }

  /// Prints a figure for the record, in the full run only.
  package static func report(_ line: String) {
    if isFull { print("figure: \(line)") }
  }
}
