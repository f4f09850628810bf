/// How the projections in a database relate to this program.
package enum ProjectionState: Sendable, Equatable {
  /// Made by this version, in tables and views of its shape.
  case current
  /// Made by another version, or not made yet: they are rebuilt before they are read.
  case outdated
  /// Said to be of this version, yet this table or view is missing or not as this version makes it.
  case altered(String)
}
