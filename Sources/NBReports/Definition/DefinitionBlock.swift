/// The value of a key in a definition file.
enum DefinitionValue: Hashable {
  case text(String)
  case number(Int)
  case list([DefinitionText])
}

/// A text with the line it stands on.
struct DefinitionText: Hashable {
  var text: String
  var line: Int
}

/// A `key = value`.
struct DefinitionField: Hashable {
  var key: String
  var value: DefinitionValue
  var line: Int
}

/// A `[header]` or `[[header]]` with the keys below it, in file order.
struct DefinitionBlock: Hashable {
  /// The header with its brackets.
  var header: String
  var line: Int
  var fields: [DefinitionField]
}
