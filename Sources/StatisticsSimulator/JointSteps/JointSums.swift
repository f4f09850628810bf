import NBStatistics

/// The running sums of one joint step, in plain memory: this is the hot loop of every latency table. A row costs the
/// number of duration cells its ends run through, however long its start is uncertain.
final class JointSums {
  private let grid: JointGrid
  private let runLengths: UnsafeBufferPointer<Int32>
  private let lineCount: Int
  private let startCount: Int
  /// F as lines, and p.
  private let lines: UnsafeMutablePointer<JointLine>
  private let start: UnsafeMutablePointer<Double>
  /// Before each start cell: the sum of p, and of p times s (s from the grid's origin, which keeps digits).
  private let mass: UnsafeMutablePointer<Double>
  private let moment: UnsafeMutablePointer<Double>
  /// F at the edges of the uniform cells, highest first.
  private let uniformF: UnsafeMutablePointer<Double>
  /// Gain of a start cell over its p: `direct + constant - slope x s`, the last two given by their differences.
  private let direct: UnsafeMutablePointer<Double>
  private let constant: UnsafeMutablePointer<Double>
  private let slope: UnsafeMutablePointer<Double>
  /// Of each uniform cell, highest first: weight of ends less that of looks, and the same times their fraction.
  private let uniformCount: UnsafeMutablePointer<Double>
  private let uniformPart: UnsafeMutablePointer<Double>
  /// Of each line, the same for the wider cells: weight, and weight times duration.
  private let count: UnsafeMutablePointer<Double>
  private let durations: UnsafeMutablePointer<Double>
  private(set) var openCount = 0.0

  init(grid: JointGrid, state: JointState, runLengths: UnsafeBufferPointer<Int32>) {
    func zeros(_ size: Int) -> UnsafeMutablePointer<Double> {
      let cells = UnsafeMutablePointer<Double>.allocate(capacity: size)
      cells.initialize(repeating: 0, count: size)
      return cells
    }
    self.grid = grid
    self.runLengths = runLengths
    let laws = JointLine.cumulative(edges: grid.edges, duration: state.duration)
    lineCount = laws.count
    lines = .allocate(capacity: lineCount)
    lines.initialize(from: laws, count: lineCount)
    startCount = state.start.count
    start = zeros(startCount)
    start.update(from: state.start, count: startCount)
    mass = zeros(startCount + 1)
    moment = zeros(startCount + 1)
    direct = zeros(startCount + 1)
    constant = zeros(startCount + 1)
    slope = zeros(startCount + 1)
    uniformF = zeros(grid.uniformCount + 1)
    uniformCount = zeros(grid.uniformCount)
    uniformPart = zeros(grid.uniformCount)
    count = zeros(lineCount)
    durations = zeros(lineCount)
    for cell in 0..<startCount {
      mass[cell + 1] = mass[cell] + start[cell]
      moment[cell + 1] = moment[cell] + start[cell] * (Double(cell) + 0.5) * grid.width
    }
    for cell in 0..<grid.uniformCount {
      uniformF[grid.uniformCount - 1 - cell] = uniformF[grid.uniformCount - cell] + state.duration[cell]
    }
  }

  deinit {
    lines.deallocate()
    for cells in [start, mass, moment, direct, constant, slope, uniformF, uniformCount, uniformPart, count, durations] {
      cells.deallocate()
    }
  }

  /// Adds one row of the given weight.
  func add(_ place: JointLayout.Placed, weight: Double) {
    guard weight > 0 else { return }
    let starts = place.starts
    let covered = mass[starts.upperBound] - mass[starts.lowerBound]
    let likelihood = (place.end.map { cumulative($0, place) } ?? covered) - cumulative(place.look, place)
    guard likelihood > 0 else { return }
    let share = weight / likelihood
    if let end = place.end {
      scatter(end, place, share: share)
    } else {
      openCount += covered * share
      constant[starts.lowerBound] += share
      constant[starts.upperBound] -= share
    }
    scatter(place.look, place, share: -share)
  }

  /// The sum of `p_s F(time - s)` over the row's start cells.
  private func cumulative(_ track: JointTrack, _ place: JointLayout.Placed) -> Double {
    var sum = 0.0
    var cell = place.starts.lowerBound
    var line = track.firstLine
    for run in track.runs {
      let end = cell + Int(runLengths[run])
      let law = lines[line]
      sum += (law.intercept + law.slope * track.time) * (mass[end] - mass[cell])
      sum -= law.slope * (moment[end] - moment[cell])
      cell = end
      line -= 1
    }
    let lower = 1 - track.fraction
    let high = uniformF + track.uniformIndex
    let p = start + track.uniformStarts.lowerBound
    for position in 0..<track.uniformStarts.count {
      sum += p[position] * (high[position] * track.fraction + high[position + 1] * lower)
    }
    return sum
  }

  /// Adds `share` times the row's part of every gain and tally that this end has.
  private func scatter(_ track: JointTrack, _ place: JointLayout.Placed, share: Double) {
    var cell = place.starts.lowerBound
    var line = track.firstLine
    for run in track.runs {
      let end = cell + Int(runLengths[run])
      let law = lines[line]
      let p = mass[end] - mass[cell]
      count[line] += share * p
      durations[line] += share * (track.time * p - (moment[end] - moment[cell]))
      let level = share * (law.intercept + law.slope * track.time)
      let fall = share * law.slope
      constant[cell] += level
      constant[end] -= level
      slope[cell] += fall
      slope[end] -= fall
      cell = end
      line -= 1
    }
    let lowerShare = share * (1 - track.fraction)
    let upperShare = share * track.fraction
    let high = uniformF + track.uniformIndex
    let gain = direct + track.uniformStarts.lowerBound
    let tally = uniformCount + track.uniformIndex
    let part = uniformPart + track.uniformIndex
    let p = start + track.uniformStarts.lowerBound
    for position in 0..<track.uniformStarts.count {
      gain[position] += high[position] * upperShare + high[position + 1] * lowerShare
      tally[position] += p[position] * share
      part[position] += p[position] * upperShare
    }
  }

  /// The new p, not yet divided by N.
  func startGains() -> [Double] {
    var level = 0.0
    var fall = 0.0
    return (0..<startCount).map { cell in
      level += constant[cell]
      fall += slope[cell]
      return start[cell] * max(0, direct[cell] + level - fall * (Double(cell) + 0.5) * grid.width)
    }
  }

  /// The new f, not yet divided by N: f times the weight of the rows that each cell can explain. An end e counts for
  /// all cells below it and for the share of its own cell that lies below; a look c takes away likewise.
  func durationGains(_ duration: [Double]) -> [Double] {
    let cells = grid.durationCount
    var gains = duration
    gains[cells] *= openCount
    var beyond = openCount + count[cells + 1]
    for cell in stride(from: cells - 1, through: 0, by: -1) {
      let tally: Double
      let within: Double
      if cell < grid.uniformCount {
        tally = uniformCount[grid.uniformCount - 1 - cell]
        within = uniformPart[grid.uniformCount - 1 - cell]
      } else {
        tally = count[cell + 1]
        let left = grid.edges[cell]
        within = (durations[cell + 1] - left * tally) / (grid.edges[cell + 1] - left)
      }
      gains[cell] *= max(0, beyond + within)
      beyond += tally
    }
    return gains
  }
}
