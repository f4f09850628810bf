import CSQLite
import NBBasics

/// What SQLite keeps of a scalar function.
private final class ScalarFunction {
  let body: ([Value]) throws -> Value

  init(_ body: @escaping ([Value]) throws -> Value) { self.body = body }
}

extension Connection {
  /// Makes a Swift closure callable from SQL on this connection.
  ///
  /// The closure must not hold this connection strongly, or neither is ever freed. An error that it throws fails the
  /// statement, with the error's description as the text: keep arguments out of it.
  ///
  /// - Parameters:
  ///   - arguments: how many; -1 for any number.
  ///   - deterministic: equal arguments always give equal results within a statement.
  /// - Throws: `.misuse` for a name or a number of arguments that SQLite does not accept.
  public func register(
    scalar name: String, arguments count: Int32, deterministic: Bool,
    body: @escaping ([Value]) throws -> Value
  ) throws(Failure) {
    let object = Unmanaged.passRetained(ScalarFunction(body) as AnyObject)
    let flags = SQLITE_UTF8 | (deterministic ? SQLITE_DETERMINISTIC : 0)
    let code = sqlite3_create_function_v2(
      handle.pointer, name, count, flags, object.toOpaque(),
      { context, count, values in
        guard let data = sqlite3_user_data(context) else { return }
        let function = Unmanaged<ScalarFunction>.fromOpaque(data).takeUnretainedValue()
        do {
          setResult(context, try function.body(NBSQLite.arguments(count, values)))
        } catch {
          setFailure(context, error)
        }
      }, nil, nil, releaseUserData)
    guard code == SQLITE_OK else { throw handle.error(code, "cannot register the function \(name) on") }
  }
}
