/// The way back of ``PathPass``: the adjoint of the same recursion.
extension PathPass {
  /// Adds the derivatives of `weight` times the L that ``forward(_:_:_:scale:)`` gave last, as far as its last jump goes;
  /// those by the chances that the jump starts from are added up until ``descend(to:into:)``.
  func backward(weight: Double, scale: Double, into gradient: NodeGradient) {
    let weight = row.isExact ? weight * scale : weight
    if row.isDirect { directBackward(weight, into: gradient) } else { endBackward(weight, into: gradient) }
  }

  /// Takes the derivatives back to the bracket `kept`, or to the begin when that is -1.
  func descend(to kept: Int, into gradient: NodeGradient) {
    let first = carried.firstBracket
    var bracket = carried.lastBracket
    while bracket > max(kept, first) {
      carryBackward(bracket, into: gradient)
      bracket -= 1
    }
    guard kept < first, bracket == first else { return }
    if carried.isBeginKnown { beginBackward(into: gradient) }
    (adjoint + first * Self.cells).update(repeating: 0, count: Self.cells)
  }

  private func directBackward(_ weight: Double, into gradient: NodeGradient) {
    let target = gradient.row(row.firstStep)
    let (lower, upper) = (Self.lastSide, Self.lookSide)
    if row.isCensored {
      NodeGradient.addS(weight, Int(sideCell[lower]), sideOffset[lower], target, basis.halfInverse)
      gradient.touch(row.firstStep, Int(sideCell[lower]), Int(sideCell[lower]))
    } else {
      let share = row.isExact ? weight / PathTable.instant : weight
      NodeGradient.addS(share, Int(sideCell[lower]), sideOffset[lower], target, basis.halfInverse)
      NodeGradient.addS(-share, Int(sideCell[upper]), sideOffset[upper], target, basis.halfInverse)
      gradient.touch(row.firstStep, Int(sideCell[lower]), Int(sideCell[upper]))
    }
  }

  /// The last jump: adds the derivatives by the last bracket's chances.
  private func endBackward(_ weight: Double, into gradient: NodeGradient) {
    let bracket = row.lastBracket
    let cells = count[bracket]
    let step = row.firstStep + bracket
    let target = gradient.row(step)
    let inverse = inverse + bracket * Self.cells
    let chance = chance + bracket * Self.cells
    let adjoint = adjoint + bracket * Self.cells
    var before = 0.0
    var lowest = Int.max
    var highest = -1
    for index in 0...cells {
      var now = 0.0
      if index < cells {
        adjoint[index] += weight * final[index]
        now = final[index] > 0 ? weight * chance[index] * inverse[index] : 0
      }
      // The derivative by Z at this edge.
      let share = now - before
      before = now
      let end = Self.lastSide + index
      let cell = Int(sideCell[end])
      highest = max(highest, cell)
      lowest = min(lowest, cell)
      if row.isCensored {
        NodeGradient.addU(-share, cell, sideOffset[end], target, basis.halfInverse)
      } else if row.isExact {
        NodeGradient.addS(-share, cell, sideOffset[end], target, basis.halfInverse)
      } else {
        let look = Self.lookSide + index
        NodeGradient.addU(share, cell, sideOffset[end], target, basis.halfInverse)
        NodeGradient.addU(-share, Int(sideCell[look]), sideOffset[look], target, basis.halfInverse)
        lowest = min(lowest, Int(sideCell[look]))
      }
    }
    gradient.touch(step, lowest, highest)
  }

  /// One jump between brackets: from the derivatives by this one's chances, which are cleared, to those of the one before.
  private func carryBackward(_ bracket: Int, into gradient: NodeGradient) {
    let from = bracket - 1
    let rows = count[from]
    let columns = count[bracket]
    let step = carried.firstStep + bracket - 1
    let target = gradient.row(step)
    let now = adjoint + bracket * Self.cells
    let before = adjoint + from * Self.cells
    let inverse = inverse + from * Self.cells
    let chance = chance + from * Self.cells
    let jump = jump + bracket * Self.cells * Self.cellRow
    let cells = cell + bracket * Self.edges * Self.edgeRow
    let offsets = offset + bracket * Self.edges * Self.edgeRow
    let halfInverse = basis.halfInverse
    // Derivatives by the differences of U along a row of edges, of the row before and of this one.
    var above = scratch
    var own = scratch + Self.edgeRow
    above.update(repeating: 0, count: columns + 1)
    for x in 0...rows {
      if x < rows {
        let chances = jump + x * Self.cellRow
        let scale = chance[x] * inverse[x]
        var sum = 0.0
        var left = 0.0
        for y in 0..<columns {
          let value = chances[y]
          sum += value * now[y]
          let share = value > 0 ? scale * now[y] : 0
          own[y] = left - share
          left = share
        }
        own[columns] = left
        before[x] += sum
      } else {
        own.update(repeating: 0, count: columns + 1)
      }
      let place = x * Self.edgeRow
      for y in 0...columns {
        NodeGradient.addU(
          own[y] - above[y], Int(cells[place + y]), offsets[place + y], target, halfInverse)
      }
      swap(&above, &own)
    }
    now.update(repeating: 0, count: Self.cells)
    gradient.touch(step, Int(cells[rows * Self.edgeRow]), Int(cells[columns]))
  }

  private func beginBackward(into gradient: NodeGradient) {
    let first = carried.firstBracket
    let cells = count[first]
    let now = adjoint + first * Self.cells
    let target = gradient.row(carried.firstStep)
    var before = 0.0
    for index in 0...cells {
      let share = index < cells ? now[index] : 0
      let place = Self.firstSide + index
      NodeGradient.addS(share - before, Int(sideCell[place]), sideOffset[place], target, basis.halfInverse)
      before = share
    }
    gradient.touch(
      carried.firstStep, Int(sideCell[Self.firstSide]), Int(sideCell[Self.firstSide + cells]))
  }
}
