/// What went wrong in a database: what, where and what next. Never carries SQL arguments, column values or bodies.
public struct StoreError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What a caller may want to decide upon.
  public enum Kind: Sendable, Equatable {
    /// Another connection holds the lock and the busy timeout has passed.
    case busy
    /// The disk or the page limit of the database is exhausted; the transaction was rolled back.
    case full
    /// The database, the connection or its authorizer does not permit to write.
    case readOnly
    /// The content contradicts the file format.
    case corrupt
    /// The file is not an SQLite database.
    case notADatabase
    /// The file cannot be opened or created.
    case cannotOpen
    /// A constraint of the schema, or a trigger that refuses, stopped the statement.
    case constraint
    /// `interrupt()` was called, or a progress closure asked to stop.
    case interrupted
    /// The operating system reported an error while reading or writing.
    case inputOutput
    /// The schema version of the file is above the highest one that this program knows.
    case newerSchema(found: Int, supported: Int)
    /// The file is the database of another application.
    case foreignDatabase(applicationID: Int32)
    /// What was opened is no longer what is there: the file was moved away, or another version of the program changed it.
    case stale
    /// The database has no log, and what was asked needs one.
    case noLog
    /// The program used the interface against its contract: a bug, or a wrong statement.
    case misuse
    /// Any other result code of SQLite, wrong SQL (1, SQLITE_ERROR) among them; the extended code.
    case other(Int32)
  }

  /// One word wide, so that a function that may throw it costs little where it does not.
  private let contents: Contents

  /// What a caller decides upon.
  public var kind: Kind { contents.kind }
  /// The extended result code of SQLite; 0 when the error did not come from SQLite.
  public var code: Int32 { contents.code }
  /// What happened and where, without a full stop at the end.
  public var message: String { contents.message }
  /// What a person can do next, as a sentence; empty when there is nothing to say.
  public var hint: String { contents.hint }

  /// An error made by the caller of this module; the standard hint of the kind where none is given.
  public init(_ kind: Kind, code: Int32 = 0, message: String, hint: String? = nil) {
    contents = Contents(kind: kind, code: code, message: message, hint: hint ?? kind.standardHint)
  }

  /// Message and hint on one line.
  public var description: String { hint.isEmpty ? message : "\(message). \(hint)" }

  /// Equal in every part.
  public static func == (left: StoreError, right: StoreError) -> Bool {
    left.kind == right.kind && left.code == right.code && left.message == right.message && left.hint == right.hint
  }
}

private final class Contents: Sendable {
  let kind: StoreError.Kind
  let code: Int32
  let message: String
  let hint: String

  init(kind: StoreError.Kind, code: Int32, message: String, hint: String) {
    self.kind = kind
    self.code = code
    self.message = message
    self.hint = hint
  }
}

/// An error type that a transaction's body may throw besides the store's own: it can hold a `StoreError`.
public protocol StoreFailure: Error {
  /// Holds an error of the store.
  init(_ error: StoreError)
}

extension StoreError: StoreFailure {
  /// The error itself.
  public init(_ error: StoreError) { self = error }
}
