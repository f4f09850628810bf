/// One pass over the start cells of one row of a joint fit. As s grows by h, `e - s` and `c - s` fall by h, which is
/// never more than a cell's width: the cell of each is found by at most one step down.
struct JointSweep {
  let place: JointLayout.Placed
  /// Midpoint of the row's first start cell, milliseconds.
  let firstStart: Double
  /// h.
  let step: Double
  let lines: UnsafeBufferPointer<JointLine>
  /// p from the row's first start cell on.
  let start: UnsafePointer<Double>

  /// Writes `p_s [ F(e - s) - F(c - s) ]` for each start cell and returns their sum, D.
  @inline(__always)
  func likelihood(into terms: UnsafeMutableBufferPointer<Double>) -> Double {
    let count = place.startCount
    if place.row.e == .infinity {
      for cell in 0..<count { terms[cell] = 1 }
    } else {
      var line = place.firstEndCell
      var duration = place.row.e - firstStart
      for cell in 0..<count {
        if duration < lines[line].left { line -= 1 }
        terms[cell] = lines[line].intercept + lines[line].slope * duration
        duration -= step
      }
    }
    var line = place.firstLookCell
    var duration = place.row.c - firstStart
    var cell = 0
    while cell < count, line > 0 {
      if duration < lines[line].left { line -= 1 }
      terms[cell] -= lines[line].intercept + lines[line].slope * duration
      duration -= step
      cell += 1
    }
    var sum = 0.0
    for cell in 0..<count {
      let term = start[cell] * max(0, terms[cell])
      terms[cell] = term
      sum += term
    }
    return sum
  }

  /// Adds the row's share to the gains of its start cells and to the tallies of the duration cells.
  /// - Parameter share: the row's weight over D.
  @inline(__always)
  func tally(
    _ share: Double, terms: UnsafeMutableBufferPointer<Double>, gain: UnsafeMutablePointer<Double>,
    ends: UnsafeMutableBufferPointer<JointTally>, open: inout Double
  ) {
    let count = place.startCount
    var all = 0.0
    for cell in 0..<count {
      gain[cell] += terms[cell] * share
      all += start[cell]
    }
    if place.row.e == .infinity {
      open += all * share
    } else {
      scatter(place.row.e, from: place.firstEndCell, share: share, ends: ends)
    }
    scatter(place.row.c, from: place.firstLookCell, share: -share, ends: ends)
  }

  /// Adds `p_s x share` to the tally of the cell that holds `time - s`, for each s. Starts that share a cell are summed
  /// first. Durations before 0 belong to no cell.
  @inline(__always)
  private func scatter(
    _ time: Double, from first: Int, share: Double, ends: UnsafeMutableBufferPointer<JointTally>
  ) {
    var line = first
    var duration = time - firstStart
    var cell = 0
    while cell < place.startCount, line > 0 {
      let left = lines[line].left
      var mass = 0.0
      var sum = 0.0
      while cell < place.startCount, duration >= left {
        mass += start[cell]
        sum += start[cell] * duration
        duration -= step
        cell += 1
      }
      ends[line].count += mass * share
      ends[line].sum += sum * share
      line -= 1
    }
  }
}
