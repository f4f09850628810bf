/// What an instance is made of and whose it is: everything of an answer that rows are grouped and filtered by.
///
/// Each text is declared once, as a case of ``Text`` with its property. Carrying over, state coding, the columns of
/// attempts and instances and the facts of exposure follow from the cases; a test compares them with the properties, and
/// another with the SQL. The texts are one array, since traits are copied far more often than they change.
public struct NotebookTraits: Hashable, Sendable {
  private var texts: [String?]
  /// `image.resource_categories`; an empty list is told from an absent one.
  public var imageCategories: [String]?

  /// One trait that is a text; the raw value is the name of its column.
  package enum Text: String, CaseIterable, Sendable {
    /// `flavor`: the flavor's id.
    case flavor
    /// `custom_spec.category`.
    case customSpecCategory = "custom_spec_category"
    /// `image.id`; shared across accounts, so images are told apart by id and tag.
    case imageID = "image_id"
    /// `image.name`; ambiguous.
    case imageName = "image_name"
    /// `image.tag`.
    case imageTag = "image_tag"
    /// `feature`: NOTEBOOK, or DEFAULT for a free one.
    case feature
    /// `workspace_id`.
    case workspaceID = "workspace_id"
    /// `user_id`, else `user.id`; a fingerprint when input is pseudonymised.
    case userID = "user_id"
    /// `user.name`; a fingerprint when input is pseudonymised.
    case userName = "user_name"
    /// `pool.id`.
    case poolID = "pool_id"

    /// Its place among all of them.
    fileprivate var place: Int {
      switch self {
      case .flavor: 0
      case .customSpecCategory: 1
      case .imageID: 2
      case .imageName: 3
      case .imageTag: 4
      case .feature: 5
      case .workspaceID: 6
      case .userID: 7
      case .userName: 8
      case .poolID: 9
      }
    }

    /// Whether rows have a column of it; without one it only serves to tell others.
    package var isColumn: Bool { self != .customSpecCategory && self != .userID }

    /// Those that rows have columns of, in the order of the columns.
    package static let columns = allCases.filter(\.isColumn)
  }

  private static let noTexts = [String?](repeating: nil, count: Text.allCases.count)

  /// Nothing is known.
  public init() { texts = Self.noTexts }

  /// A text; nil where the answer has none.
  package subscript(text: Text) -> String? {
    get { texts[text.place] }
    set { texts[text.place] = newValue }
  }

  /// Takes over every value that `latest` has; one that it leaves out stays (rule C4).
  package mutating func carryOver(_ latest: NotebookTraits) {
    if self == latest { return }
    for place in texts.indices {
      if let value = latest.texts[place] { texts[place] = value }
    }
    if let categories = latest.imageCategories { imageCategories = categories }
  }
}

extension NotebookTraits {
  /// ``Text/flavor``.
  public var flavor: String? {
    get { self[.flavor] }
    set { self[.flavor] = newValue }
  }
  /// ``Text/customSpecCategory``.
  public var customSpecCategory: String? {
    get { self[.customSpecCategory] }
    set { self[.customSpecCategory] = newValue }
  }
  /// ``Text/imageID``.
  public var imageID: String? {
    get { self[.imageID] }
    set { self[.imageID] = newValue }
  }
  /// ``Text/imageName``.
  public var imageName: String? {
    get { self[.imageName] }
    set { self[.imageName] = newValue }
  }
  /// ``Text/imageTag``.
  public var imageTag: String? {
    get { self[.imageTag] }
    set { self[.imageTag] = newValue }
  }
  /// ``Text/feature``.
  public var feature: String? {
    get { self[.feature] }
    set { self[.feature] = newValue }
  }
  /// ``Text/workspaceID``.
  public var workspaceID: String? {
    get { self[.workspaceID] }
    set { self[.workspaceID] = newValue }
  }
  /// ``Text/userID``.
  public var userID: String? {
    get { self[.userID] }
    set { self[.userID] = newValue }
  }
  /// ``Text/userName``.
  public var userName: String? {
    get { self[.userName] }
    set { self[.userName] = newValue }
  }
  /// ``Text/poolID``.
  public var poolID: String? {
    get { self[.poolID] }
    set { self[.poolID] = newValue }
  }
}
