/// The way back of ``PathPass``: the adjoint of the same recursion.
extension PathPass {
  /// Adds the derivatives of `weight` times the L that ``forward(_:_:_:scale:)`` gave last.
  func backward(weight: Double, scale: Double, into gradient: NodeGradient) {
    let weight = row.isExact ? weight * scale : weight
    if isDirect { return directBackward(weight, into: gradient) }
    endBackward(weight, into: gradient)
    var bracket = lastBracket
    var now = adjoint
    var before = adjoint + Self.cells
    while bracket > firstBracket {
      carryBackward(bracket, now, before, into: gradient)
      swap(&now, &before)
      bracket -= 1
    }
    if row.isBeginKnown { beginBackward(now, into: gradient) }
  }

  private func directBackward(_ weight: Double, into gradient: NodeGradient) {
    let target = gradient.row(row.firstStep)
    if row.isCensored {
      NodeGradient.addS(weight, Int(sideCell[0]), sideOffset[0], target, basis.halfInverse)
      gradient.touch(row.firstStep, Int(sideCell[0]), Int(sideCell[0]))
    } else {
      let share = row.isExact ? weight / PathTable.instant : weight
      NodeGradient.addS(share, Int(sideCell[0]), sideOffset[0], target, basis.halfInverse)
      NodeGradient.addS(-share, Int(sideCell[1]), sideOffset[1], target, basis.halfInverse)
      gradient.touch(row.firstStep, Int(sideCell[0]), Int(sideCell[1]))
    }
  }

  /// The last jump: leaves the adjoint of the last bracket's chances.
  private func endBackward(_ weight: Double, into gradient: NodeGradient) {
    let cells = count[lastBracket]
    let step = row.firstStep + lastBracket
    let target = gradient.row(step)
    let inverse = inverse + lastBracket * Self.cells
    let chance = chance + lastBracket * Self.cells
    var before = 0.0
    var lowest = Int.max
    var highest = -1
    for index in 0...cells {
      var now = 0.0
      if index < cells {
        adjoint[index] = weight * final[index]
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

  /// One jump between brackets: from the adjoint of this one's chances to that of the one before.
  private func carryBackward(
    _ bracket: Int, _ now: UnsafeMutablePointer<Double>, _ before: UnsafeMutablePointer<Double>,
    into gradient: NodeGradient
  ) {
    let from = bracket - 1
    let rows = count[from]
    let columns = count[bracket]
    let step = row.firstStep + bracket - 1
    let target = gradient.row(step)
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
        before[x] = sum
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
    gradient.touch(step, Int(cells[rows * Self.edgeRow]), Int(cells[columns]))
  }

  private func beginBackward(_ now: UnsafeMutablePointer<Double>, into gradient: NodeGradient) {
    let cells = count[firstBracket]
    let target = gradient.row(row.firstStep)
    var before = 0.0
    for index in 0...cells {
      let share = index < cells ? now[index] : 0
      let place = Self.firstSide + index
      NodeGradient.addS(share - before, Int(sideCell[place]), sideOffset[place], target, basis.halfInverse)
      before = share
    }
    gradient.touch(
      row.firstStep, Int(sideCell[Self.firstSide]), Int(sideCell[Self.firstSide + cells]))
  }
}
