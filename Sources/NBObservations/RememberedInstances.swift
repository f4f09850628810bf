/// How much a process remembers of a fleet that it is told of.
package enum RememberedInstances {
  /// Instances; of more, everything is forgotten at once. One limit for bodies, streams and folds alike: a fleet that is
  /// polled in turn finds nothing again where one of them is smaller than it, and the others wait in vain.
  package static let limit = 131_072
}
