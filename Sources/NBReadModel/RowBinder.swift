import NBBasics
import NBObservations
import NBProjections
import NBSQLite

/// Binds the values of a row in the order of its columns.
struct RowBinder {
  private let statement: Statement
  private var column: Int32 = 0

  init(_ statement: Statement) { self.statement = statement }

  private mutating func next() -> Int32 {
    column += 1
    return column
  }

  mutating func bind(_ value: Int64?) { statement.bind(value, at: next()) }

  mutating func bind(_ value: String?) { statement.bind(value, at: next()) }

  mutating func bind(_ value: Instant?) { statement.bind(value?.milliseconds, at: next()) }

  mutating func bind(_ value: [UInt8]) { statement.bind(value, at: next()) }

  /// Flavor, its class without a catalogue and what that rests on, image id, name and tag.
  mutating func bindFlavorAndImage(_ traits: InstanceTraits) {
    let (flavorClass, basis) = traits.flavorClass
    bind(traits.flavor)
    bind(flavorClass.rawValue)
    bind(basis.rawValue)
    bind(traits.imageID)
    bind(traits.imageName)
    bind(traits.imageTag)
  }
}

/// `billing_items` as a column: absent, empty and listed stay apart.
enum BillingItemsText {
  /// A JSON array of the items as sent; nil when absent.
  static func json(_ items: BillingItems) -> String? {
    guard case .listed(let words) = items else { return nil }
    var text: [UInt8] = [UInt8(ascii: "[")]
    for (index, word) in words.enumerated() {
      if index > 0 { text.append(UInt8(ascii: ",")) }
      JSONText.appendQuoted(word, to: &text)
    }
    text.append(UInt8(ascii: "]"))
    return String(decoding: text, as: UTF8.self)
  }
}
