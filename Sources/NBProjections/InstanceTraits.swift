import NBObservations

/// What an instance is made of, as far as its start attempts are grouped by it. Each value is the latest one sent: an
/// answer that leaves a value out keeps the one before (rule C4).
public struct InstanceTraits: Sendable, Equatable {
  public var flavor: String?
  /// `custom_spec.category`, as sent.
  public var customSpecCategory: String?
  public var imageID: String?
  public var imageName: String?
  public var imageTag: String?
  /// `image.resource_categories`, as sent; empty when never sent.
  public var imageCategories: [String] = []
  public var feature: String?
  public var workspaceID: String?
  public var userName: String?
  public var poolID: String?

  public init() {}

  /// Class of the flavor and what it rests on, without a catalogue.
  public var flavorClass: (class: FlavorClass, basis: FlavorClass.Basis) {
    FlavorClass.guess(flavorID: flavor, customSpecCategory: customSpecCategory, imageCategories: imageCategories)
  }

  /// Takes over every value that the answer carries.
  mutating func carryOver(_ facts: NotebookFacts) {
    flavor.carryOver(facts.flavor)
    customSpecCategory.carryOver(facts.customSpecCategory)
    imageID.carryOver(facts.imageID)
    imageName.carryOver(facts.imageName)
    imageTag.carryOver(facts.imageTag)
    if !facts.imageCategories.isEmpty { imageCategories = facts.imageCategories }
    feature.carryOver(facts.feature)
    workspaceID.carryOver(facts.workspaceID)
    userName.carryOver(facts.userName)
    poolID.carryOver(facts.poolID)
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

  init(from reader: inout StateReader) throws(StateCodingError) {
    flavor = try reader.optionalString()
    customSpecCategory = try reader.optionalString()
    imageID = try reader.optionalString()
    imageName = try reader.optionalString()
    imageTag = try reader.optionalString()
    imageCategories = try reader.array { reader throws(StateCodingError) in try reader.string() }
    feature = try reader.optionalString()
    workspaceID = try reader.optionalString()
    userName = try reader.optionalString()
    poolID = try reader.optionalString()
  }
}

extension Optional {
  /// Takes `latest` if there is one, else keeps what is known.
  mutating func carryOver(_ latest: Wrapped?) {
    if let latest { self = latest }
  }
}
