/// Where the search for the masses begins.
extension CoverageProblem {
  /// Uniform masses on a small set of atoms that meets every row, so that L is finite.
  ///
  /// Range rows in order of their last atom: a row that no chosen atom meets chooses its own last atom (the classical
  /// smallest stabbing set of intervals). Tail rows all end at the last rank, which one atom meets.
  func stabbingMasses() -> [Double] {
    var masses = [Double](repeating: 0, count: atomCount)
    var lastChosen = -1
    for row in rangeRows.sorted(by: { $0.last < $1.last }) where row.first > lastChosen {
      lastChosen = row.last
      masses[row.last] = 1
    }
    if !tailRows.isEmpty, let last = tailOrder.last { masses[last] = 1 }
    let share = 1 / masses.reduce(0, +)
    return masses.map { $0 * share }
  }

  /// One step of expectation-maximisation, `p_j <- p_j g_j`: never lowers L, keeps the sum at 1 and zeros at zero.
  func expectationMaximisationStep(_ masses: [Double]) -> [Double] {
    let g = gradient(rowSums: rowSums(of: masses))
    var stepped = masses
    for atom in stepped.indices { stepped[atom] *= g[atom] }
    return stepped.normalised()
  }
}

extension [Double] {
  /// The same proportions with sum 1.
  package func normalised() -> [Double] {
    let scale = 1 / reduce(0, +)
    return map { $0 * scale }
  }
}
