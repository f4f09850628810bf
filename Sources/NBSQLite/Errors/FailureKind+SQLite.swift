import CSQLite
import NBBasics

extension Failure.Kind {
  /// The kind of a result code of SQLite, primary or extended.
  init(code: Int32) {
    switch code & 0xff {
    case SQLITE_BUSY, SQLITE_LOCKED: self = .busy
    case SQLITE_FULL: self = .full
    // The authorizer's refusal counts as read-only, because that is what the authorizer here is for.
    case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH: self = .readOnly
    case SQLITE_CORRUPT: self = .corrupt
    case SQLITE_NOTADB: self = .notADatabase
    case SQLITE_CANTOPEN: self = .cannotOpen
    case SQLITE_CONSTRAINT: self = .constraint
    case SQLITE_INTERRUPT: self = .interrupted
    case SQLITE_IOERR: self = .inputOutput
    case SQLITE_MISUSE, SQLITE_RANGE: self = .misuse
    default: self = .other(code)
    }
  }

  /// What a person can do next when nothing more is known than the kind.
  var standardHint: String {
    switch self {
    case .busy: "Another process is writing: try again, or wait longer for the lock."
    case .full: "Free space on the disk and run the same command again; nothing of the last batch was kept."
    case .readOnly: "Open the database for writing, and check the permissions of the file and its directory."
    case .corrupt: "Restore a backup, or save what can be read with the `.recover` command of the sqlite3 shell."
    case .notADatabase: "Check the path: the file exists, but is not an SQLite database."
    case .cannotOpen: "Check that the path exists and that its directory can be read and written."
    case .constraint: ""
    case .interrupted: "Run the same command again to complete it."
    case .inputOutput: "Check the disk and its free space, then run the same command again."
    case .newerSchema: "Use the program version that wrote the database, or a later one."
    case .foreignDatabase: "Choose another path; this file is left as it is."
    case .stale: "Run the same command again."
    case .noLog: ""
    case .misuse: "This is a bug in the program: please report it."
    case .other(SQLITE_ERROR): "Check the statement, and that the tables and functions it names exist."
    case .other(SQLITE_NOMEM): "Free memory and run the same command again."
    case .missing, .missingDirectory, .notPermitted, .isDirectory, .notRegular, .truncated, .damaged, .endless, .system,
      .other:
      ""
    }
  }
}
