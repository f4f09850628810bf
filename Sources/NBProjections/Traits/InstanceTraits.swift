import NBObservations

/// The traits of an instance, or of one of its attempts. Each value is the latest one sent (rule C4).
///
/// Immutable, and shared by the instance and its attempts for as long as the values stay the same.
@dynamicMemberLookup
package final class InstanceTraits: Sendable, Equatable {
  package let values: NotebookTraits
  /// Class of the flavor and what it rests on, without a catalogue.
  package let flavorClass: (class: FlavorClass, basis: FlavorClass.Basis)
  /// ``values`` as a state holds them: states are written far more often than traits change.
  private let encoded: [UInt8]

  /// Nothing is known.
  package static let unknown = InstanceTraits(NotebookTraits())

  package init(_ values: NotebookTraits) {
    self.values = values
    flavorClass = values.flavorClass
    var writer = StateWriter()
    values.encode(into: &writer)
    encoded = writer.bytes
  }

  package subscript<Value>(dynamicMember path: KeyPath<NotebookTraits, Value>) -> Value { values[keyPath: path] }

  /// The traits after an answer; the same object if it changes none of them.
  func carryingOver(_ facts: NotebookFacts) -> InstanceTraits {
    var next = values
    next.carryOver(facts.traits)
    return next == values ? self : InstanceTraits(next)
  }

  /// Equality of content.
  package static func == (left: InstanceTraits, right: InstanceTraits) -> Bool {
    left === right || left.values == right.values
  }

  func encode(into writer: inout StateWriter) { writer.append(encoded) }

  convenience init(from reader: inout StateReader) throws(StateCodingError) {
    self.init(try NotebookTraits(from: &reader))
  }
}

extension NotebookTraits {
  /// Class of the flavor and what it rests on, without a catalogue.
  package var flavorClass: (class: FlavorClass, basis: FlavorClass.Basis) {
    FlavorClass.guess(
      flavorID: flavor, customSpecCategory: customSpecCategory, imageCategories: imageCategories ?? [])
  }

  func encode(into writer: inout StateWriter) {
    for text in Text.allCases { writer.write(self[text]) }
    writer.write(imageCategories) { writer, categories in writer.write(categories) { $0.write($1) } }
  }

  init(from reader: inout StateReader) throws(StateCodingError) {
    self.init()
    for text in Text.allCases { self[text] = try reader.optionalString() }
    imageCategories = try reader.optional { reader throws(StateCodingError) in
      try reader.array { reader throws(StateCodingError) in try reader.string() }
    }
  }
}
