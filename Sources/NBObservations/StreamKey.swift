/// Names a stream: one notebook instance. Each part is empty when not given.
public struct StreamKey: Hashable, Comparable, Sendable {
  /// The region, as given.
  public var region: String
  /// The project's id.
  public var projectID: String
  /// The instance's id.
  public var notebookID: String

  /// A key from its parts; those left out are empty.
  public init(region: String = "", projectID: String = "", notebookID: String) {
    self.region = region
    self.projectID = projectID
    self.notebookID = notebookID
  }

  /// Order of the UTF-8 bytes of region, project, notebook: the order of SQLite's BINARY collation.
  public static func < (left: StreamKey, right: StreamKey) -> Bool {
    if left.region != right.region { return left.region.utf8.lexicographicallyPrecedes(right.region.utf8) }
    if left.projectID != right.projectID { return left.projectID.utf8.lexicographicallyPrecedes(right.projectID.utf8) }
    return left.notebookID.utf8.lexicographicallyPrecedes(right.notebookID.utf8)
  }
}
