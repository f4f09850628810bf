import CSQLite

extension Connection {
  /// Instructions of SQLite between two looks: about a millisecond.
  private static let instructionsBetweenLooks: Int32 = 20_000

  /// Has running statements ask now and then whether their time is over; then they throw `.interrupted`. A function that
  /// is called from SQL is not stopped within a call.
  ///
  /// - Parameter isOver: must not hold this connection strongly; nil: nobody asks.
  public func stopStatements(when isOver: (() -> Bool)?) {
    handle.isOver = isOver
    guard isOver != nil else { return sqlite3_progress_handler(handle.pointer, 0, nil, nil) }
    sqlite3_progress_handler(
      handle.pointer, Self.instructionsBetweenLooks,
      { handle in
        guard let handle else { return 0 }
        return Unmanaged<DatabaseHandle>.fromOpaque(handle).takeUnretainedValue().isOver?() == true ? 1 : 0
      }, Unmanaged.passUnretained(handle).toOpaque())
  }

  /// Limits the memory of SQLite in this whole process: what needs more fails as out of memory.
  ///
  /// - Parameter bytes: 0 for no limit.
  /// - Returns: the limit before.
  @discardableResult
  public static func limitMemory(to bytes: Int64) -> Int64 { sqlite3_hard_heap_limit64(bytes) }
}
