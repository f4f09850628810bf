/// The value of a key.
package enum TOMLValue: Hashable, Sendable {
  /// A text in double quotes.
  case text(String)
  /// A whole number that is not negative.
  case number(Int)
  /// `true` or `false`.
  case flag(Bool)
  /// Texts in brackets, each with its line.
  case list([TOMLText])
}

/// A text with the line it stands on.
package struct TOMLText: Hashable, Sendable {
  /// The text, its escapes resolved.
  package var text: String
  /// The line, from 1; 0 for a text that stands in no file.
  package var line: Int

  /// A text of a line.
  package init(text: String, line: Int) {
    self.text = text
    self.line = line
  }
}

/// A `key = value`.
package struct TOMLField: Hashable, Sendable {
  /// The key.
  package var key: String
  /// Its value.
  package var value: TOMLValue
  /// The line of the key, from 1.
  package var line: Int

  /// A field of a line.
  package init(key: String, value: TOMLValue, line: Int) {
    self.key = key
    self.value = value
    self.line = line
  }
}

/// A `[header]` or `[[header]]` with the keys below it, in file order.
package struct TOMLBlock: Hashable, Sendable {
  /// The header with its brackets; empty for the keys before the first header.
  package var header: String
  /// The line of the header, from 1.
  package var line: Int
  /// The keys, none twice.
  package var fields: [TOMLField]

  /// A block that begins on a line.
  package init(header: String, line: Int, fields: [TOMLField] = []) {
    self.header = header
    self.line = line
    self.fields = fields
  }

  /// The field of a key; nil when it is not there.
  package func field(_ key: String) -> TOMLField? { fields.first { $0.key == key } }
}

/// A mistake in a file: where it is, what is wrong, and what would be right.
package struct TOMLFault: Error, Hashable, CustomStringConvertible {
  /// The line, from 1.
  package var line: Int
  /// What is wrong, in a few words.
  package var message: String
  /// What would be right; empty when the message says so itself.
  package var allowed: [String]

  /// A mistake on a line.
  package init(line: Int, _ message: String, allowed: [String] = []) {
    self.line = line
    self.message = message
    self.allowed = allowed
  }

  /// `line 12: unknown key 'colums'; allowed are: columns, empty, …`
  package var description: String {
    "line \(line): \(message)" + (allowed.isEmpty ? "" : "; allowed are: \(allowed.joined(separator: ", "))")
  }
}
