import CSQLite
import NBBasics

/// A function that SQL reads as a table: `SELECT … FROM nb_exposure(:from, :until)`.
public struct TableFunction {
  /// A visible column.
  public struct Column: Sendable {
    /// The name that SQL uses.
    public let name: String
    /// The declared type, such as `INTEGER`, `REAL`, `TEXT`; empty for none.
    public let type: String

    /// A column, without a type where none is given.
    public init(_ name: String, _ type: String = "") {
      self.name = name
      self.type = type
    }
  }

  /// Gives the next row, nil at the end. A row shorter than the columns is filled with NULL.
  public typealias Rows = () throws -> [Value]?

  /// The name that SQL uses.
  public let name: String
  /// The columns of `SELECT *`; at least one.
  public let columns: [Column]
  /// The arguments in their order; hidden columns by which a WHERE clause can give them as well. At most 30.
  public let parameters: [String]
  let rows: ([Value]) throws -> Rows

  /// A function whose rows come one at a time from a closure that may fail on the way.
  ///
  /// - Parameter generator: called once for each scan, with one value for each parameter (NULL for a missing one).
  ///   A join scans the function once for each row of the other side. Must not hold the connection strongly.
  public init(
    name: String, columns: [Column], parameters: [String], generator: @escaping ([Value]) throws -> Rows
  ) {
    precondition(!columns.isEmpty, "a table function has at least one column")
    precondition(parameters.count <= 30, "a table function has at most 30 parameters")
    self.name = name
    self.columns = columns
    self.parameters = parameters
    rows = generator
  }

  /// A function whose rows come from an iterator, under the conditions of the other initializer.
  public init(
    name: String, columns: [Column], parameters: [String], body: @escaping ([Value]) throws -> AnyIterator<[Value]>
  ) {
    self.init(name: name, columns: columns, parameters: parameters) { arguments in
      let iterator = try body(arguments)
      return { iterator.next() }
    }
  }

  /// The declaration that SQLite wants of a virtual table.
  var declaration: String {
    let visible = columns.map { quoted($0.name) + ($0.type.isEmpty ? "" : " " + $0.type) }
    let hidden = parameters.map { quoted($0) + " HIDDEN" }
    return "CREATE TABLE x(\((visible + hidden).joined(separator: ", ")))"
  }

  private func quoted(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}

extension Connection {
  /// Makes a table function readable on this connection.
  ///
  /// - Throws: `.misuse` when the name is taken by another module of the connection's schema, or is not acceptable.
  public func register(table function: TableFunction) throws(Failure) {
    let object = Unmanaged.passRetained(RegisteredTableFunction(function) as AnyObject)
    let code = sqlite3_create_module_v2(
      handle.pointer, function.name, tableFunctionModule, object.toOpaque(), releaseUserData)
    guard code == SQLITE_OK else {
      throw handle.error(code, "cannot register the table function \(function.name) on")
    }
  }
}
