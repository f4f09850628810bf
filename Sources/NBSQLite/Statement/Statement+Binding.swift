import CSQLite

/// Binding by number. `at` counts from 1.
extension Statement {
  /// Binds an integer.
  @inlinable
  public func bind(_ value: Int64, at index: Int32) {
    note(sqlite3_bind_int64(pointer, index, value))
  }

  /// Binds an integer.
  @inlinable
  public func bind(_ value: Int, at index: Int32) {
    note(sqlite3_bind_int64(pointer, index, Int64(value)))
  }

  /// Binds a floating-point number; SQLite turns NaN into NULL.
  @inlinable
  public func bind(_ value: Double, at index: Int32) {
    note(sqlite3_bind_double(pointer, index, value))
  }

  /// Binds text that lives as long as the program; nothing is copied.
  @inlinable
  public func bind(_ value: StaticString, at index: Int32) {
    if value.hasPointerRepresentation {
      note(nb_bind_static_text(pointer, index, value.utf8Start, UInt64(value.utf8CodeUnitCount)))
    } else {
      bind(value.description, at: index)
    }
  }

  /// Binds a copy of the text, NUL characters included.
  @inlinable
  public func bind(_ value: String, at index: Int32) {
    var value = value
    value.withUTF8 { bindText(UnsafeRawBufferPointer($0), at: index) }
  }

  /// Binds a copy of the bytes as a blob; no bytes make an empty blob, not NULL.
  @inlinable
  public func bind(_ value: [UInt8], at index: Int32) {
    value.withUnsafeBytes { bind($0, at: index) }
  }

  /// Binds a copy of the bytes as a blob; no bytes make an empty blob, not NULL.
  @inlinable
  public func bind(_ value: UnsafeRawBufferPointer, at index: Int32) {
    if value.isEmpty {
      note(sqlite3_bind_zeroblob(pointer, index, 0))
    } else {
      note(nb_bind_blob(pointer, index, value.baseAddress, UInt64(value.count)))
    }
  }

  /// Binds a copy of the bytes as text. The caller answers for their being valid UTF-8.
  @inlinable
  public func bindText(_ utf8: UnsafeRawBufferPointer, at index: Int32) {
    if let base = utf8.baseAddress {
      note(nb_bind_text(pointer, index, base, UInt64(utf8.count)))
    } else {
      bind("" as StaticString, at: index)
    }
  }

  /// Binds the bytes as a blob without copying them: they must stay as they are until the parameter is bound anew,
  /// the bindings are cleared or the statement is gone.
  @inlinable
  public func bindUncopied(_ value: UnsafeRawBufferPointer, at index: Int32) {
    if value.isEmpty {
      note(sqlite3_bind_zeroblob(pointer, index, 0))
    } else {
      note(nb_bind_static_blob(pointer, index, value.baseAddress, UInt64(value.count)))
    }
  }

  /// Binds the bytes as text without copying them, under the condition of `bindUncopied`.
  @inlinable
  public func bindUncopiedText(_ utf8: UnsafeRawBufferPointer, at index: Int32) {
    if let base = utf8.baseAddress {
      note(nb_bind_static_text(pointer, index, base, UInt64(utf8.count)))
    } else {
      bind("" as StaticString, at: index)
    }
  }

  /// Binds NULL: `bind(nil, at: 1)`.
  @inlinable
  public func bind(_ value: Null, at index: Int32) {
    note(sqlite3_bind_null(pointer, index))
  }

  /// Binds any value, optional ones among them.
  @inlinable
  @_disfavoredOverload
  public func bind(_ value: some Bindable, at index: Int32) {
    value.bind(to: self, at: index)
  }

  /// Keeps the first failure for the next step.
  @inlinable
  func note(_ code: Int32) {
    if code != SQLITE_OK && bindingFailure == SQLITE_OK { bindingFailure = code }
  }
}
