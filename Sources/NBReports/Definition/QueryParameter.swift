/// A parameter of a query, as `nbtrack query` takes it: name without dashes (`by`, `flavor-class`, `from`), value.
package struct QueryParameter: Sendable, Hashable {
  /// The option's name.
  package var name: String
  /// The option's value, as typed.
  package var value: String

  /// A parameter.
  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}
