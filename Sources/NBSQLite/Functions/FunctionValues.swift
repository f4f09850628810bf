import CSQLite
import NBBasics

/// The arguments of a call from SQL.
func arguments(_ count: Int32, _ values: UnsafeMutablePointer<OpaquePointer?>?) -> [Value] {
  (0..<Int(count)).map { value(values?[$0]) }
}

/// A copy of one argument in its own storage class.
func value(_ source: OpaquePointer?) -> Value {
  switch sqlite3_value_type(source) {
  case SQLITE_INTEGER: .integer(sqlite3_value_int64(source))
  case SQLITE_FLOAT: .real(sqlite3_value_double(source))
  case SQLITE_TEXT: .text(text(source))
  case SQLITE_BLOB: .blob(blob(source))
  default: .null
  }
}

private func text(_ source: OpaquePointer?) -> String {
  // First the text, then the count: asking for the text may convert the value.
  let start = sqlite3_value_text(source)
  return String(decoding: UnsafeBufferPointer(start: start, count: Int(sqlite3_value_bytes(source))), as: UTF8.self)
}

private func blob(_ source: OpaquePointer?) -> [UInt8] {
  let start = sqlite3_value_blob(source)
  return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_value_bytes(source))))
}

/// Makes `value` the result of a function or of a column of a table function.
func setResult(_ context: OpaquePointer?, _ value: Value) {
  switch value {
  case .null: sqlite3_result_null(context)
  case .integer(let value): sqlite3_result_int64(context, value)
  case .real(let value): sqlite3_result_double(context, value)
  case .text(var value):
    // An empty string may have no address, and no address would be NULL.
    value.withUTF8 { nb_result_text(context, $0.baseAddress ?? UnsafePointer(emptyText), UInt64($0.count)) }
  case .blob(let value) where value.isEmpty: sqlite3_result_zeroblob(context, 0)
  case .blob(let value): value.withUnsafeBytes { nb_result_blob(context, $0.baseAddress, UInt64($0.count)) }
  }
}

/// Fails the statement with the text of a Swift error.
func setFailure(_ context: OpaquePointer?, _ error: any Error) {
  sqlite3_result_error(context, failureText(error), -1)
}

/// What SQL sees of a Swift error; of a store's error the message without the hint, which SQLite's reader adds.
func failureText(_ error: any Error) -> String {
  (error as? Failure)?.message ?? String(describing: error)
}

nonisolated(unsafe) private let emptyText: UnsafeMutablePointer<UInt8> = {
  let byte = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
  byte.initialize(to: 0)
  return byte
}()

/// Releases the Swift object behind the user data of a function or module; SQLite calls it when it lets go of it.
let releaseUserData: @convention(c) (UnsafeMutableRawPointer?) -> Void = { data in
  if let data { Unmanaged<AnyObject>.fromOpaque(data).release() }
}
