import CSQLite

/// Tells the planner which arguments a scan takes ("The Virtual Table Mechanism Of SQLite", section 2.3).
///
/// `idxNum` carries a bit for each parameter that `xFilter` will get, and the values come in the order of the
/// parameters. An argument that is not known yet at this place of a join refuses the plan, as section 2.3.3 asks for
/// ("return SQLITE_CONSTRAINT"), and the planner puts the other table first.
func planTableFunction(
  _ table: UnsafeMutablePointer<sqlite3_vtab>?, _ info: UnsafeMutablePointer<sqlite3_index_info>?
) -> Int32 {
  guard let table, let info, let function = registered(table)?.function else { return SQLITE_ERROR }
  let columns = Int32(function.columns.count)
  var places = [Int?](repeating: nil, count: function.parameters.count)
  var isUnknown = [Bool](repeating: false, count: function.parameters.count)
  for index in 0..<Int(info.pointee.nConstraint) {
    let constraint = info.pointee.aConstraint[index]
    // Other comparisons than equality SQLite checks itself, on the argument that xColumn repeats.
    guard constraint.iColumn >= columns, constraint.op == UInt8(SQLITE_INDEX_CONSTRAINT_EQ) else { continue }
    let parameter = Int(constraint.iColumn - columns)
    if constraint.usable == 0 {
      isUnknown[parameter] = true
    } else if places[parameter] == nil {
      places[parameter] = index
    }
  }
  var mask: Int32 = 0
  var given: Int32 = 0
  for (parameter, place) in places.enumerated() {
    guard let place else {
      if isUnknown[parameter] { return SQLITE_CONSTRAINT }
      continue
    }
    given += 1
    mask |= 1 << Int32(parameter)
    info.pointee.aConstraintUsage[place].argvIndex = given
    // Not checked again: NULL as an argument would not equal itself.
    info.pointee.aConstraintUsage[place].omit = 1
  }
  info.pointee.idxNum = mask
  // A plan with fewer arguments is another question with more rows: never preferred to one with all of them.
  let missing = Double(function.parameters.count) - Double(given)
  info.pointee.estimatedCost = 1000 * (1 + 1e6 * missing)
  info.pointee.estimatedRows = missing == 0 ? 1000 : 1_000_000
  return SQLITE_OK
}
