/// What the world around the program did not let it do: what happened, where, and what to do next. Never carries the
/// bytes of an answer.
///
/// A line of input that cannot be read is no failure but a reject, and a question that makes no sense is a fault of the
/// question; both have types of their own.
public struct Failure: Error, Sendable, Equatable, CustomStringConvertible {
  /// Where it happened; a caller goes on after some of them and not after others.
  public enum Area: Sendable, Equatable {
    /// Where bytes come from: a file, a directory, standard input.
    case source
    /// Where bytes go to: a file, standard output.
    case output
    /// The database.
    case store
  }

  /// What a caller may want to decide upon.
  public enum Kind: Sendable, Equatable {
    // Files

    /// Nothing is at the path.
    case missing
    /// The directory of a path that is to be written does not exist.
    case missingDirectory
    /// The path may not be read, or not be written.
    case notPermitted
    /// A directory, where a file was wanted.
    case isDirectory
    /// Neither a regular file nor a directory, found below a directory: a socket, a device, a FIFO.
    case notRegular
    /// Compressed data that ends too early. What could be decoded was handed out before.
    case truncated
    /// Compressed data that contradicts its format, or is followed by something else.
    case damaged
    /// A line of a pipe or a device whose end does not come.
    case endless
    /// Any other failure of the operating system, with its error number.
    case system(Int32)
    /// The disk is full, or a quota, the limit of file sizes or of the pages of a database is reached; a transaction was
    /// rolled back.
    case full

    // The database

    /// Another connection holds the lock and the busy timeout has passed.
    case busy
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
    /// The operating system reported an error while a page was read or written.
    case inputOutput
    /// `interrupt()` was called, or a progress closure asked to stop.
    case interrupted
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

  /// Where it happened.
  public var area: Area { contents.area }
  /// What a caller decides upon.
  public var kind: Kind { contents.kind }
  /// The extended result code of SQLite; 0 when the failure did not come from SQLite.
  public var code: Int32 { contents.code }
  /// What happened and where, without a full stop at the end.
  public var message: String { contents.message }
  /// What a person can do next, as a sentence; empty when there is nothing to say.
  public var hint: String { contents.hint }

  /// A failure of which everything is known.
  public init(_ area: Area, _ kind: Kind, code: Int32 = 0, message: String, hint: String) {
    contents = Contents(area: area, kind: kind, code: code, message: message, hint: hint)
  }

  /// Message and hint on one line.
  public var description: String { hint.isEmpty ? message : "\(message). \(hint)" }

  /// Equal in every part.
  public static func == (left: Failure, right: Failure) -> Bool {
    left.area == right.area && left.kind == right.kind && left.code == right.code && left.message == right.message
      && left.hint == right.hint
  }
}

private final class Contents: Sendable {
  let area: Failure.Area
  let kind: Failure.Kind
  let code: Int32
  let message: String
  let hint: String

  init(area: Failure.Area, kind: Failure.Kind, code: Int32, message: String, hint: String) {
    self.area = area
    self.kind = kind
    self.code = code
    self.message = message
    self.hint = hint
  }
}
