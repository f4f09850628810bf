/// Where text stands in the width it is given.
package enum Alignment: Sendable, Hashable {
  /// Text.
  case left
  /// Numbers, so that their digits stand under each other.
  case right
}
