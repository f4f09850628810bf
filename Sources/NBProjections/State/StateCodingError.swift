/// The stored bytes are not a state that this version wrote.
package struct StateCodingError: Error, Sendable {
  /// The error without details: that the bytes are damaged matters, not where.
  package init() {}
}
