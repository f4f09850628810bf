import CSQLite
import NBBasics

/// The state of an aggregate function for one group.
public protocol Aggregate: AnyObject {
  /// Takes the arguments of one row.
  func step(_ arguments: [Value]) throws
  /// The result of the group; called once, also for a group without rows.
  func finish() throws -> Value
}

/// What SQLite keeps of an aggregate function.
private final class AggregateFunction {
  let make: () -> any Aggregate

  init(_ make: @escaping () -> any Aggregate) { self.make = make }
}

/// What SQLite keeps of one group.
private final class Group {
  let aggregate: any Aggregate

  init(_ aggregate: any Aggregate) { self.aggregate = aggregate }
}

extension Connection {
  /// Makes an aggregate function callable from SQL on this connection, under the conditions of `register(scalar:)`.
  ///
  /// - Parameter make: the state of a new group.
  public func register(
    aggregate name: String, arguments count: Int32, deterministic: Bool, make: @escaping () -> any Aggregate
  ) throws(Failure) {
    let object = Unmanaged.passRetained(AggregateFunction(make) as AnyObject)
    let flags = SQLITE_UTF8 | (deterministic ? SQLITE_DETERMINISTIC : 0)
    let code = sqlite3_create_function_v2(
      handle.pointer, name, count, flags, object.toOpaque(), nil, stepGroup, finishGroup, releaseUserData)
    guard code == SQLITE_OK else { throw handle.error(code, "cannot register the function \(name) on") }
  }
}

private func makeGroup(_ context: OpaquePointer?) -> Group? {
  guard let data = sqlite3_user_data(context) else { return nil }
  return Group(Unmanaged<AggregateFunction>.fromOpaque(data).takeUnretainedValue().make())
}

/// "The first time the sqlite3_aggregate_context(C,N) routine is called for a particular aggregate function, SQLite
/// allocates N bytes of memory, zeroes out that memory": zero means that the group has no state yet.
private func stepGroup(
  context: OpaquePointer?, count: Int32, values: UnsafeMutablePointer<OpaquePointer?>?
) {
  let size = Int32(MemoryLayout<UnsafeMutableRawPointer?>.size)
  guard let memory = sqlite3_aggregate_context(context, size) else { return sqlite3_result_error_nomem(context) }
  let slot = memory.assumingMemoryBound(to: UnsafeMutableRawPointer?.self)
  if slot.pointee == nil {
    guard let group = makeGroup(context) else { return }
    slot.pointee = Unmanaged.passRetained(group).toOpaque()
  }
  guard let state = slot.pointee else { return }
  do {
    try Unmanaged<Group>.fromOpaque(state).takeUnretainedValue().aggregate.step(arguments(count, values))
  } catch {
    setFailure(context, error)
  }
}

/// Called once for every group, also after a failed step, and for a query without rows; frees the state.
private func finishGroup(context: OpaquePointer?) {
  var group: Group?
  if let memory = sqlite3_aggregate_context(context, 0) {
    let slot = memory.assumingMemoryBound(to: UnsafeMutableRawPointer?.self)
    if let state = slot.pointee {
      group = Unmanaged<Group>.fromOpaque(state).takeRetainedValue()
      slot.pointee = nil
    }
  }
  guard let group = group ?? makeGroup(context) else { return }
  do {
    setResult(context, try group.aggregate.finish())
  } catch {
    setFailure(context, error)
  }
}
