/// The kind of processor that a flavor brings. Rules F1 to F6 of docs/semantics.md.
package enum FlavorClass: String, CaseIterable, Sendable {
  case cpu, gpu, npu, unknown

  /// The class that a category word names, in any case: CPU, GPU, and ASCEND or NPU; nil for any other word.
  package init?(category: String) {
    switch category.uppercased() {
    case "CPU": self = .cpu
    case "GPU": self = .gpu
    case "ASCEND", "NPU": self = .npu
    default: return nil
    }
  }

  /// What a flavor class rests on, from the firmest to nothing.
  package enum Basis: String, CaseIterable, Sendable {
    /// An imported ListFlavors answer names it. Catalogues are looked up by the caller, not here.
    case catalog
    /// The instance's `custom_spec.category`.
    case customSpec = "custom_spec"
    /// A guess from the flavor's id.
    case flavorID = "flavor_id"
    /// A guess from the image's only resource category.
    case image
    /// Nothing is known; the class is `unknown`.
    case none

    /// Whether a class on this basis is a guess and has to say so.
    package var isGuess: Bool { self == .flavorID || self == .image }
  }

  /// The flavor id that stands for any custom specification.
  package static let customFlavorID = "custom.flavor.spec.code"

  /// The class without a catalogue: the custom specification, else the id, else the image, else unknown.
  ///
  /// - Parameters:
  ///   - flavorID: the flavor as sent.
  ///   - customSpecCategory: `custom_spec.category` as sent; it counts for the custom flavor id only.
  ///   - imageCategories: `image.resource_categories` as sent; they count if they name exactly one category.
  package static func guess(
    flavorID: String?, customSpecCategory: String?, imageCategories: [String]
  ) -> (class: FlavorClass, basis: Basis) {
    if flavorID?.lowercased() == customFlavorID, let known = customSpecCategory.flatMap(FlavorClass.init(category:)) {
      return (known, .customSpec)
    }
    if let known = flavorID.flatMap(FlavorClass.init(idPattern:)) { return (known, .flavorID) }
    let categories = Set(imageCategories.map { $0.uppercased() })
    if categories.count == 1, let known = categories.first.flatMap(FlavorClass.init(category:)) {
      return (known, .image)
    }
    return (.unknown, .none)
  }

  /// The class that parts of a flavor id give away; nil when none does. NPU parts decide before GPU, GPU before CPU.
  private init?(idPattern flavorID: String) {
    let id = flavorID.lowercased()
    let bytes = Array(id.utf8)
    if Self.npuParts.contains(where: { bytes.position(of: $0) != nil }) {
      self = .npu
    } else if Self.gpuParts.contains(where: { bytes.position(of: $0) != nil }) || id.hasSuffix(".gpu")
      || id.hasPrefix("modelarts.p3.")
    {
      self = .gpu
    } else if bytes.position(of: cpuPart, followedBy: { $0 == UInt8(ascii: ".") || (0x30...0x39).contains($0) }) != nil
    {
      self = .cpu
    } else {
      return nil
    }
  }

  /// Chip names in ids; `d910` covers `d910b`.
  private static let npuParts = ["npu", "snt3", "snt9", "d310", "a310", "d910", ".910.", "kat1", "kat2"]
    .map { Array($0.utf8) }
  private static let gpuParts = [".gpu.", ".pnt1.", ".tnt"].map { Array($0.utf8) }
}

/// Before a dot as in `modelarts.vm.cpu.2u`, or a digit as in `modelarts.vm.cpu8u32g`.
private let cpuPart = Array(".cpu".utf8)

extension [UInt8] {
  /// Where `part` first occurs, followed by a byte that fits if one is asked for; nil when it does not.
  fileprivate func position(of part: [UInt8], followedBy fits: ((UInt8) -> Bool)? = nil) -> Int? {
    let needed = part.count + (fits == nil ? 0 : 1)
    guard count >= needed else { return nil }
    return (0...(count - needed)).first { start in
      self[start..<start + part.count].elementsEqual(part) && fits?(self[start + part.count]) != false
    }
  }
}
