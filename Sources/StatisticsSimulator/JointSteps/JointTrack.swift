import NBStatistics

/// Where `time - s` lies among the duration cells, for one end of a row and all start cells that the row covers. As s
/// grows it falls, so the start cells fall into runs, one a duration cell, from a high cell down to duration 0.
///
/// In the *uniform* cells, those of width h, each run is one start cell and every `time - s` stands at the same
/// fraction of its cell: they are summed side by side. In the wider cells above, runs are summed from prefix sums.
struct JointTrack: Sendable {
  /// Milliseconds after the grid's origin.
  let time: Double
  /// The line of the first run; each further run is one line lower.
  let firstLine: Int
  /// The runs' lengths, a range of the layout's `runLengths`.
  let runs: Range<Int>
  /// The start cells in uniform duration cells.
  let uniformStarts: Range<Int>
  /// Where the first of them lies, counted down from the highest uniform cell.
  let uniformIndex: Int
  /// How far into its uniform cell each lies, 0...1.
  let fraction: Double

  /// - Parameter runLengths: gets the lengths of the runs.
  init(_ time: Double, starts: Range<Int>, grid: JointGrid, runLengths: inout [Int32]) {
    let fromOrigin = time - grid.origin
    let edges = grid.edges
    let uniform = grid.uniformCount
    let firstDuration = time - grid.start(starts.lowerBound)
    let line = partitionPoint(of: edges) { $0 > firstDuration }
    var next = starts.lowerBound
    let firstRun = runLengths.count
    for run in stride(from: line, to: uniform, by: -1) where next < starts.upperBound {
      let latest = ((fromOrigin - edges[run - 1]) / grid.width - 0.5).rounded(.down)
      let end = min(starts.upperBound, max(next, Int(latest) + 1))
      runLengths.append(Int32(end - next))
      next = end
    }
    self.time = fromOrigin
    firstLine = line
    runs = firstRun..<runLengths.count
    // Rounding may put the first of them a hair above the highest uniform cell.
    let position = (fromOrigin / grid.width) - Double(next) - 0.5
    let cell = min(uniform - 1, Int(position.rounded(.down)))
    uniformStarts = next..<(next + max(0, min(starts.upperBound - next, cell + 1)))
    uniformIndex = uniform - 1 - cell
    fraction = position - Double(cell)
  }
}
