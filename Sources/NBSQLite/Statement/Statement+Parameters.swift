import CSQLite
import NBBasics

/// Binding by name.
extension Statement {
  /// The names of the parameters in the order of their numbers, with their prefix (`:`, `@`, `$`); nil for `?`.
  public var parameterNames: [String?] {
    let count = sqlite3_bind_parameter_count(pointer)
    return count == 0
      ? [] : (1...count).map { index in sqlite3_bind_parameter_name(pointer, index).map { String(cString: $0) } }
  }

  /// The number of a parameter, or nil.
  ///
  /// - Parameter name: with its prefix, or without one: `week` stands for `:week`, `@week` or `$week`.
  public func parameterIndex(_ name: String) -> Int32? {
    // An embedded NUL would end the name early and find another parameter.
    guard let first = name.utf8.first, !name.utf8.contains(0) else { return nil }
    let candidates = ":@$?".utf8.contains(first) ? [name] : [":" + name, "@" + name, "$" + name]
    return candidates.lazy.map { sqlite3_bind_parameter_index(self.pointer, $0) }.first { $0 > 0 }
  }

  /// Binds a value to a named parameter.
  ///
  /// - Throws: `.misuse` when the statement has no parameter of that name.
  public func bind(_ value: some Bindable, named name: String) throws(Failure) {
    guard let index = parameterIndex(name) else {
      let known = parameterNames.compactMap(\.self).joined(separator: ", ")
      throw Failure(
        .misuse, message: "cannot bind \(name): the statement has no such parameter",
        hint: known.isEmpty ? "It has no named parameters." : "Its parameters are \(known).")
    }
    value.bind(to: self, at: index)
  }

  /// Binds NULL to a named parameter: `bind(nil, named: "week")`.
  public func bind(_ value: Null, named name: String) throws(Failure) {
    try bind(Value.null, named: name)
  }
}
