/// What an instance is made of and whose it is: everything of an answer that rows are grouped and filtered by.
///
/// Each one is declared here once. Carrying over, state coding, the columns of attempts and instances and the facts of
/// exposure follow from ``texts``; a test names a property that is missing there, and another what the SQL lacks.
public struct NotebookTraits: Hashable, Sendable {
  /// `flavor`: the flavor's id.
  public var flavor: String?
  /// `custom_spec.category`.
  public var customSpecCategory: String?
  /// `image.id`; shared across accounts, so images are told apart by id and tag.
  public var imageID: String?
  /// `image.name`; ambiguous.
  public var imageName: String?
  /// `image.tag`.
  public var imageTag: String?
  /// `image.resource_categories`; an empty list is told from an absent one.
  public var imageCategories: [String]?
  /// `feature`: NOTEBOOK, or DEFAULT for a free one.
  public var feature: String?
  /// `workspace_id`.
  public var workspaceID: String?
  /// `user_id`, else `user.id`; a fingerprint when input is pseudonymised.
  public var userID: String?
  /// `user.name`; a fingerprint when input is pseudonymised.
  public var userName: String?
  /// `pool.id`.
  public var poolID: String?

  /// One trait that is a text.
  package struct Text: Sendable {
    /// The name of its column.
    package let name: String
    package let path: any WritableKeyPath<NotebookTraits, String?> & Sendable
    /// Whether rows have a column of it; without one it only serves to tell others.
    package let isColumn: Bool

    init(_ name: String, _ path: any WritableKeyPath<NotebookTraits, String?> & Sendable, isColumn: Bool = true) {
      self.name = name
      self.path = path
      self.isColumn = isColumn
    }
  }

  /// Every trait that is a text, in the order of the columns.
  package static let texts = [
    Text("flavor", \.flavor),
    Text("custom_spec_category", \.customSpecCategory, isColumn: false),
    Text("image_id", \.imageID),
    Text("image_name", \.imageName),
    Text("image_tag", \.imageTag),
    Text("feature", \.feature),
    Text("workspace_id", \.workspaceID),
    Text("user_id", \.userID, isColumn: false),
    Text("user_name", \.userName),
    Text("pool_id", \.poolID),
  ]

  /// Those that rows have columns of.
  package static let columns = texts.filter(\.isColumn)

  /// Nothing is known.
  public init() {}

  /// Takes over every value that `latest` has; one that it leaves out stays (rule C4).
  package mutating func carryOver(_ latest: NotebookTraits) {
    if self == latest { return }
    for text in Self.texts {
      if let value = latest[keyPath: text.path] { self[keyPath: text.path] = value }
    }
    if let categories = latest.imageCategories { imageCategories = categories }
  }
}
