import NBObservations

/// What the provider charges for.
public enum ExposureResource: UInt8, CaseIterable, Sendable {
  case compute = 0
  case storage

  /// The word of `billing_items` and of the output.
  public var word: String {
    switch self {
    case .compute: "COMPUTE"
    case .storage: "STORAGE"
    }
  }
}

/// How sure one observation is that a resource is charged, in ascending order.
public enum ExposureClass: UInt8, Comparable, Sendable {
  case no = 0
  case possible
  case likely
  /// Always rests on a `billing_items` that the provider sent, unless documented billing is assumed.
  case certain

  /// The surer class is the greater.
  @inlinable
  public static func < (left: ExposureClass, right: ExposureClass) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// What a `billing_items` says, apart from order, case and blanks: two answers with the same shape are equal here.
public struct BillingShape: OptionSet, Hashable, Sendable {
  /// The bits below; part of the stored facts.
  public let rawValue: UInt8

  /// A shape by its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The answer had an array, maybe an empty one. Without this bit the items are *missing*.
  public static let present = BillingShape(rawValue: 1)
  /// COMPUTE or ALL is in the array.
  public static let compute = BillingShape(rawValue: 2)
  /// STORAGE or ALL is in the array.
  public static let storage = BillingShape(rawValue: 4)
  /// An item that is none of the three words is in the array.
  public static let unknownItem = BillingShape(rawValue: 8)

  /// Reads the items: trimmed, any case.
  public init(_ items: BillingItems) {
    guard case .listed(let words) = items else {
      self = []
      return
    }
    var shape: BillingShape = .present
    for word in words {
      let word = Self.trimmed(word)
      if word.isWord("COMPUTE") {
        shape.insert(.compute)
      } else if word.isWord("STORAGE") {
        shape.insert(.storage)
      } else if word.isWord("ALL") {
        shape.formUnion([.compute, .storage])
      } else {
        shape.insert(.unknownItem)
      }
    }
    self = shape
  }

  /// Whether the array names the resource, or ALL.
  public func lists(_ resource: ExposureResource) -> Bool {
    contains(resource == .compute ? .compute : .storage)
  }

  private static func trimmed(_ word: String) -> String {
    let scalars = word.unicodeScalars
    let isBlank = { (scalar: Unicode.Scalar) in scalar.properties.isWhitespace }
    guard let end = scalars.last, isBlank(end) || isBlank(scalars.first ?? end) else { return word }
    guard let first = scalars.firstIndex(where: { !isBlank($0) }),
      let last = scalars.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(scalars[first...last])
  }
}
