/// A parameter of a query, as `nbtrack query` takes it: name without dashes (`by`, `flavor-class`, `from`), value.
public struct QueryParameter: Sendable, Hashable {
  /// The option's name.
  public var name: String
  /// The option's value, as typed.
  public var value: String

  /// A parameter.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}
