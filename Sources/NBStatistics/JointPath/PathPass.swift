/// The likelihood of one path at one scale of time, forwards, with all that its derivative needs on the way back.
///
/// A transition is uniform within each cell of its bracket; the chance to be in cell x of bracket i is carried from
/// bracket to bracket by second differences of U. The last jump needs no cells. Scratch memory is allocated once.
///
/// What was carried stays, bracket by bracket, for the next path that begins alike, and so do the derivatives by its chances
/// until ``descend(to:into:)`` takes them back: what paths have in common is carried once, there and back.
final class PathPass {
  static let cells = 12
  static let edges = 13
  /// Edges of a bracket, and cells, in memory: filled up to blocks of four, the last edge repeated.
  static let edgeRow = 16
  static let cellRow = 12
  /// 1.5 x 2^52: adding it leaves a whole number in the lowest bits.
  private static let rounder = 6_755_399_441_055_744.0
  /// A bracket narrower than this is one cell.
  private static let narrow = 0.1
  /// The cell edges of a bracket as shares of it: finer towards both ends.
  private static let shares = (0...cells).map { index in
    let t = Double(index) / Double(cells)
    return t * t * (3 - 2 * t)
  }

  let basis: SplineBasis
  private let last: Double
  private let shares: UnsafeMutablePointer<Double>
  /// Per bracket: its edges, the inverse widths of its cells, how many there are, the chances of its cells.
  let edge: UnsafeMutablePointer<Double>
  let inverse: UnsafeMutablePointer<Double>
  let count: UnsafeMutablePointer<Int>
  let chance: UnsafeMutablePointer<Double>
  /// Per jump into a bracket: its transition chances, and the cell and offset of each duration between edges.
  let jump: UnsafeMutablePointer<Double>
  let cell: UnsafeMutablePointer<Int32>
  let offset: UnsafeMutablePointer<Double>
  /// The same of the first jump from a known begin (13), and of the last jump (twice 13).
  let sideCell: UnsafeMutablePointer<Int32>
  let sideOffset: UnsafeMutablePointer<Double>
  /// Of the last jump: chances from each cell.
  let final: UnsafeMutablePointer<Double>
  /// Per bracket: the derivatives by the chances of its cells.
  let adjoint: UnsafeMutablePointer<Double>
  let scratch: UnsafeMutablePointer<Double>

  /// What the way back must know of the way forth: the path, and the latest one that was carried.
  var row = PathTable.Row(firstStep: 0, place: 0, brackets: 1, begin: 0, censoredAt: 0, isExact: false)
  private(set) var carried = PathTable.Row(firstStep: 0, place: 0, brackets: 1, begin: 0, censoredAt: 0, isExact: false)

  static let firstSide = 0
  static let lastSide = edges
  static let lookSide = 2 * edges

  /// - Parameter brackets: the most that a path has.
  init(_ basis: SplineBasis, brackets: Int) {
    func zeros(_ size: Int) -> UnsafeMutablePointer<Double> {
      let values = UnsafeMutablePointer<Double>.allocate(capacity: size)
      values.initialize(repeating: 0, count: size)
      return values
    }
    self.basis = basis
    last = basis.grid.node(basis.grid.cellCount)
    shares = zeros(Self.edges)
    shares.update(from: Self.shares, count: Self.edges)
    edge = zeros(brackets * Self.edgeRow)
    inverse = zeros(brackets * Self.cells)
    count = .allocate(capacity: brackets)
    count.initialize(repeating: 0, count: brackets)
    chance = zeros(brackets * Self.cells)
    jump = zeros(brackets * Self.cells * Self.cells)
    cell = .allocate(capacity: brackets * Self.edges * Self.edgeRow)
    cell.initialize(repeating: 0, count: brackets * Self.edges * Self.edgeRow)
    offset = zeros(brackets * Self.edges * Self.edgeRow)
    sideCell = .allocate(capacity: 3 * Self.edges)
    sideCell.initialize(repeating: 0, count: 3 * Self.edges)
    sideOffset = zeros(3 * Self.edges)
    final = zeros(Self.edges)
    adjoint = zeros(brackets * Self.cells)
    scratch = zeros(3 * Self.edgeRow)
  }

  deinit {
    for values in [shares, edge, inverse, chance, jump, offset, sideOffset, final, adjoint, scratch] {
      values.deallocate()
    }
    count.deallocate()
    cell.deallocate()
    sideCell.deallocate()
  }

  /// Where a duration lies: its cell, and how far above the lower node; cut at 0 and at the last node.
  @inline(__always)
  private func locate(_ duration: Double) -> (cell: Int, offset: Double) {
    let within = min(max(duration, 0), last)
    let cell = Int(within.squareRoot() * (1 / DurationGrid.nodeStep))
    let root = DurationGrid.nodeStep * Double(cell)
    return (cell, within - root * root)
  }

  /// `U(duration)`, remembering where it lies.
  @inline(__always)
  private func integral(
    _ duration: Double, _ table: UnsafeMutablePointer<SIMD4<Double>>, _ cells: UnsafeMutablePointer<Int32>,
    _ offsets: UnsafeMutablePointer<Double>, _ index: Int
  ) -> Double {
    let (cell, offset) = locate(duration)
    cells[index] = Int32(truncatingIfNeeded: cell)
    offsets[index] = offset
    let entry = table[cell]
    return entry[0] - offset * (entry[1] - offset * entry[2]) + max(0, -duration)
  }

  /// `U` of four durations, remembering where they lie.
  @inline(__always)
  private func integrals(
    _ durations: SIMD4<Double>, _ table: UnsafeMutablePointer<SIMD4<Double>>, _ cells: UnsafeMutablePointer<Int32>,
    _ offsets: UnsafeMutableRawPointer
  ) -> SIMD4<Double> {
    let within = durations.replacing(with: 0, where: durations .< 0).replacing(with: last, where: durations .> last)
    // Rounded to the cell by a number so large that no fraction is left beside it; U is continuous, so a duration on a
    // node may count to either side.
    let shifted = within.squareRoot() * (1 / DurationGrid.nodeStep) - 0.5 + Self.rounder
    let root = (shifted - Self.rounder) * DurationGrid.nodeStep
    let offset = within - root * root
    let bits = unsafeBitCast(shifted, to: SIMD8<UInt32>.self)
    let cell = SIMD4<Int32>(truncatingIfNeeded: bits.evenHalf)
    UnsafeMutableRawPointer(cells).storeBytes(of: cell, as: SIMD4<Int32>.self)
    offsets.storeBytes(of: offset, as: SIMD4<Double>.self)
    let (one, two) = (table[Int(cell[0])], table[Int(cell[1])])
    let (three, four) = (table[Int(cell[2])], table[Int(cell[3])])
    let integral = SIMD4(one[0], two[0], three[0], four[0])
    let survival = SIMD4(one[1], two[1], three[1], four[1])
    let half = SIMD4(one[2], two[2], three[2], four[2])
    return integral - offset * (survival - offset * half) - durations.replacing(with: 0, where: durations .> 0)
  }

  /// `S(duration)`, remembering where it lies.
  @inline(__always)
  private func survival(_ duration: Double, _ table: UnsafeMutablePointer<SIMD4<Double>>, _ index: Int) -> Double {
    let (cell, offset) = locate(duration)
    sideCell[index] = Int32(truncatingIfNeeded: cell)
    sideOffset[index] = offset
    let entry = table[cell]
    return entry[1] - 2 * offset * entry[2]
  }

  /// L of a path whose times are multiplied by `scale`. Rows are taken in the order of their table, each at the scale of
  /// the one before.
  func forward(_ row: PathTable.Row, _ paths: PathTable, _ densities: StepDensities, scale: Double) -> Double {
    self.row = row
    let low = paths.lows + row.place
    let high = paths.highs + row.place
    // An exact end is a density of time.
    let unit = row.isExact ? scale : 1
    if row.isDirect { return unit * direct(row, low, high, densities, scale) }
    carried = row
    for bracket in (row.kept + 1)..<max(row.lastBracket + 1, row.kept + 1) where bracket >= row.firstBracket {
      divide(bracket, low[bracket] * scale, high[bracket] * scale)
      if bracket == row.firstBracket { begin(row, densities, scale) } else { carry(bracket, densities) }
    }
    return unit * end(row, low[row.transitions] * scale, high[row.transitions] * scale, densities, scale)
  }

  private func table(_ densities: StepDensities, _ step: Int) -> UnsafeMutablePointer<SIMD4<Double>> {
    densities.table + step * densities.rowLength
  }

  private func direct(
    _ row: PathTable.Row, _ low: UnsafeMutablePointer<Double>, _ high: UnsafeMutablePointer<Double>,
    _ densities: StepDensities, _ scale: Double
  ) -> Double {
    let entries = table(densities, row.firstStep)
    let begin = row.begin * scale
    if row.isCensored { return survival(row.censoredAt * scale - begin, entries, Self.lastSide) }
    let upper = high[1] * scale - begin
    let lower = row.isExact ? upper - PathTable.instant : low[1] * scale - begin
    let chance = survival(lower, entries, Self.lastSide) - survival(upper, entries, Self.lookSide)
    return row.isExact ? chance / PathTable.instant : chance
  }

  private func divide(_ bracket: Int, _ low: Double, _ high: Double) {
    let edge = edge + bracket * Self.edgeRow
    let inverse = inverse + bracket * Self.cells
    let width = high - low
    if width < Self.narrow {
      edge[0] = high - max(width, PathTable.instant)
      edge[1] = high
      (edge[2], edge[3]) = (high, high)
      inverse[0] = 1 / (edge[1] - edge[0])
      count[bracket] = 1
    } else {
      for index in 0..<Self.cells { edge[index] = low + width * shares[index] }
      for index in Self.cells..<Self.edgeRow { edge[index] = high }
      for index in 0..<Self.cells { inverse[index] = 1 / (edge[index + 1] - edge[index]) }
      count[bracket] = Self.cells
    }
  }

  /// The chances of the first bracket's cells.
  private func begin(_ row: PathTable.Row, _ densities: StepDensities, _ scale: Double) {
    let cells = count[row.firstBracket]
    let edge = edge + row.firstBracket * Self.edgeRow
    let chance = chance + row.firstBracket * Self.cells
    if row.isBeginKnown {
      let entries = table(densities, row.firstStep)
      let begin = row.begin * scale
      var before = survival(edge[0] - begin, entries, Self.firstSide)
      for index in 0..<cells {
        let after = survival(edge[index + 1] - begin, entries, Self.firstSide + index + 1)
        chance[index] = before - after
        before = after
      }
    } else {
      let whole = 1 / (edge[cells] - edge[0])
      for index in 0..<cells { chance[index] = (edge[index + 1] - edge[index]) * whole }
    }
  }

  /// Carries the chances from the bracket before into this one.
  private func carry(_ bracket: Int, _ densities: StepDensities) {
    let from = bracket - 1
    let rows = count[from]
    let columns = count[bracket]
    let entries = table(densities, row.firstStep + bracket - 1)
    let fromEdge = edge + from * Self.edgeRow
    let toEdge = UnsafeRawPointer(edge + bracket * Self.edgeRow)
    let inverse = inverse + from * Self.cells
    let fromChance = chance + from * Self.cells
    let toChance = UnsafeMutableRawPointer(chance + bracket * Self.cells)
    let jump = UnsafeMutableRawPointer(jump + bracket * Self.cells * Self.cellRow)
    let cells = cell + bracket * Self.edges * Self.edgeRow
    let offsets = UnsafeMutableRawPointer(offset + bracket * Self.edges * Self.edgeRow)
    // U along a row of edges: of the row before and of this one, taking turns.
    var before = scratch
    var now = scratch + Self.edgeRow
    let edgeBytes = (columns + 1) * 8
    let cellBytes = columns * 8
    for block in stride(from: 0, to: cellBytes, by: 32) {
      toChance.storeBytes(of: SIMD4<Double>.zero, toByteOffset: block, as: SIMD4<Double>.self)
    }
    for x in 0...rows {
      let start = SIMD4(repeating: fromEdge[x])
      let place = x * Self.edgeRow
      for block in stride(from: 0, to: edgeBytes, by: 32) {
        let duration = toEdge.loadUnaligned(fromByteOffset: block, as: SIMD4<Double>.self) - start
        let values = integrals(duration, entries, cells + place + block / 8, offsets + place * 8 + block)
        UnsafeMutableRawPointer(now).storeBytes(of: values, toByteOffset: block, as: SIMD4<Double>.self)
      }
      if x > 0 {
        let share = fromChance[x - 1]
        let scale = inverse[x - 1]
        let chances = jump + (x - 1) * Self.cellRow * 8
        let above = UnsafeRawPointer(before)
        let own = UnsafeRawPointer(now)
        for block in stride(from: 0, to: cellBytes, by: 32) {
          let fall =
            (above.loadUnaligned(fromByteOffset: block + 8, as: SIMD4<Double>.self)
              - above.loadUnaligned(fromByteOffset: block, as: SIMD4<Double>.self))
            - (own.loadUnaligned(fromByteOffset: block + 8, as: SIMD4<Double>.self)
              - own.loadUnaligned(fromByteOffset: block, as: SIMD4<Double>.self))
          let value = (fall * scale).replacing(with: 0, where: fall .< 0)
          chances.storeBytes(of: value, toByteOffset: block, as: SIMD4<Double>.self)
          let sum = toChance.loadUnaligned(fromByteOffset: block, as: SIMD4<Double>.self) + share * value
          toChance.storeBytes(of: sum, toByteOffset: block, as: SIMD4<Double>.self)
        }
      }
      swap(&before, &now)
    }
  }

  /// The last jump.
  private func end(
    _ row: PathTable.Row, _ low: Double, _ high: Double, _ densities: StepDensities, _ scale: Double
  ) -> Double {
    let last = row.lastBracket
    let cells = count[last]
    let entries = table(densities, row.firstStep + last)
    let edge = edge + last * Self.edgeRow
    let inverse = inverse + last * Self.cells
    let chance = chance + last * Self.cells
    var sum = 0.0
    var before = 0.0
    for index in 0...cells {
      let now: Double
      if row.isCensored {
        let until = row.censoredAt * scale - edge[index]
        now = -integral(until, entries, sideCell, sideOffset, Self.lastSide + index)
      } else if row.isExact {
        now = -survival(high - edge[index], entries, Self.lastSide + index)
      } else {
        now =
          integral(high - edge[index], entries, sideCell, sideOffset, Self.lastSide + index)
          - integral(low - edge[index], entries, sideCell, sideOffset, Self.lookSide + index)
      }
      if index > 0 {
        let value = max(0, (before - now) * inverse[index - 1])
        final[index - 1] = value
        sum += chance[index - 1] * value
      }
      before = now
    }
    return sum
  }
}
