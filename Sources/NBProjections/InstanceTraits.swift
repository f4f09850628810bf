import NBObservations

/// What an instance is made of, as far as its start attempts are grouped by it. Each value is the latest one sent: an
/// answer that leaves a value out keeps the one before (rule C4).
///
/// Immutable, and shared by the instance and its attempts for as long as the values stay the same.
public final class InstanceTraits: Sendable, Equatable {
  /// The flavor id.
  public let flavor: String?
  /// `custom_spec.category`, as sent.
  public let customSpecCategory: String?
  /// `image.id`; shared across accounts, so images are told apart by id and tag.
  public let imageID: String?
  /// `image.name`; ambiguous.
  public let imageName: String?
  /// `image.tag`.
  public let imageTag: String?
  /// `image.resource_categories`, as sent; empty when never sent.
  public let imageCategories: [String]
  /// NOTEBOOK, DEFAULT (free), as sent.
  public let feature: String?
  /// `workspace_id`.
  public let workspaceID: String?
  /// `user.name`.
  public let userName: String?
  /// `pool.id`.
  public let poolID: String?

  /// Nothing is known.
  public static let unknown = InstanceTraits()

  /// Makes traits from known values; nil (or an empty list) where nothing is known.
  public init(
    flavor: String? = nil, customSpecCategory: String? = nil, imageID: String? = nil, imageName: String? = nil,
    imageTag: String? = nil, imageCategories: [String] = [], feature: String? = nil, workspaceID: String? = nil,
    userName: String? = nil, poolID: String? = nil
  ) {
    self.flavor = flavor
    self.customSpecCategory = customSpecCategory
    self.imageID = imageID
    self.imageName = imageName
    self.imageTag = imageTag
    self.imageCategories = imageCategories
    self.feature = feature
    self.workspaceID = workspaceID
    self.userName = userName
    self.poolID = poolID
  }

  /// Class of the flavor and what it rests on, without a catalogue.
  public var flavorClass: (class: FlavorClass, basis: FlavorClass.Basis) {
    FlavorClass.guess(flavorID: flavor, customSpecCategory: customSpecCategory, imageCategories: imageCategories)
  }

  /// The traits after an answer; the same object if it changes none of them.
  func carryingOver(_ facts: NotebookFacts) -> InstanceTraits {
    if isUnchanged(by: facts) { return self }
    return InstanceTraits(
      flavor: facts.flavor ?? flavor, customSpecCategory: facts.customSpecCategory ?? customSpecCategory,
      imageID: facts.imageID ?? imageID, imageName: facts.imageName ?? imageName,
      imageTag: facts.imageTag ?? imageTag,
      imageCategories: facts.imageCategories ?? imageCategories,
      feature: facts.feature ?? feature, workspaceID: facts.workspaceID ?? workspaceID,
      userName: facts.userName ?? userName, poolID: facts.poolID ?? poolID)
  }

  /// Whether every value that the answer carries is known already; looked at first, since it nearly always is.
  private func isUnchanged(by facts: NotebookFacts) -> Bool {
    func isKnown(_ latest: String?, _ known: String?) -> Bool { latest == nil || latest == known }
    return isKnown(facts.flavor, flavor) && isKnown(facts.customSpecCategory, customSpecCategory)
      && isKnown(facts.imageID, imageID) && isKnown(facts.imageName, imageName) && isKnown(facts.imageTag, imageTag)
      && (facts.imageCategories == nil || facts.imageCategories == imageCategories)
      && isKnown(facts.feature, feature) && isKnown(facts.workspaceID, workspaceID)
      && isKnown(facts.userName, userName) && isKnown(facts.poolID, poolID)
  }

  /// Equality of content.
  public static func == (left: InstanceTraits, right: InstanceTraits) -> Bool {
    if left === right { return true }
    return left.flavor == right.flavor && left.customSpecCategory == right.customSpecCategory
      && left.imageID == right.imageID && left.imageName == right.imageName && left.imageTag == right.imageTag
      && left.imageCategories == right.imageCategories && left.feature == right.feature
      && left.workspaceID == right.workspaceID && left.userName == right.userName && left.poolID == right.poolID
  }

  func encode(into writer: inout StateWriter) {
    writer.write(flavor)
    writer.write(customSpecCategory)
    writer.write(imageID)
    writer.write(imageName)
    writer.write(imageTag)
    writer.write(imageCategories) { $0.write($1) }
    writer.write(feature)
    writer.write(workspaceID)
    writer.write(userName)
    writer.write(poolID)
  }

  convenience init(from reader: inout StateReader) throws(StateCodingError) {
    self.init(
      flavor: try reader.optionalString(), customSpecCategory: try reader.optionalString(),
      imageID: try reader.optionalString(), imageName: try reader.optionalString(),
      imageTag: try reader.optionalString(),
      imageCategories: try reader.array { reader throws(StateCodingError) in try reader.string() },
      feature: try reader.optionalString(), workspaceID: try reader.optionalString(),
      userName: try reader.optionalString(), poolID: try reader.optionalString())
  }
}
