import NBBasics

extension Failure {
  /// A failure of the database; the standard hint of the kind where none is given.
  public init(_ kind: Kind, code: Int32 = 0, message: String, hint: String? = nil) {
    self.init(.store, kind, code: code, message: message, hint: hint ?? kind.standardHint)
  }
}

/// An error type that a transaction's body may throw besides the store's own: it can hold a failure.
public protocol FailureHolder: Error {
  /// Holds a failure of the store.
  init(_ error: Failure)
}

extension Failure: FailureHolder {
  /// The failure itself.
  public init(_ error: Failure) { self = error }
}
