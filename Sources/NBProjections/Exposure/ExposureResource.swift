import NBObservations

/// What the provider charges for.
package enum ExposureResource: UInt8, CaseIterable, Sendable {
  case compute = 0
  case storage = 1

  /// The word of `billing_items` and of the output.
  package var word: String {
    switch self {
    case .compute: "COMPUTE"
    case .storage: "STORAGE"
    }
  }
}

/// How sure one observation is that a resource is charged, in ascending order.
package enum ExposureClass: UInt8, Comparable, Sendable {
  case no = 0
  case possible = 1
  case likely = 2
  /// Always rests on a `billing_items` that the provider sent, unless documented billing is assumed.
  case certain = 3

  /// The surer class is the greater.
  @inlinable
  package static func < (left: ExposureClass, right: ExposureClass) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// What a `billing_items` says, apart from order, case and blanks: two answers with the same shape are equal here.
package struct BillingShape: OptionSet, Hashable, Sendable {
  /// The bits below; part of the stored facts.
  package let rawValue: UInt8

  /// A shape by its bits.
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The answer had an array, maybe an empty one. Without this bit the items are *missing*.
  package static let present = BillingShape(rawValue: 1)
  /// COMPUTE or ALL is in the array.
  package static let compute = BillingShape(rawValue: 2)
  /// STORAGE or ALL is in the array.
  package static let storage = BillingShape(rawValue: 4)
  /// An item that is none of the three words is in the array.
  package static let unknownItem = BillingShape(rawValue: 8)

  /// Reads the items: trimmed, any case.
  package init(_ items: BillingItems) {
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
  package func lists(_ resource: ExposureResource) -> Bool {
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
