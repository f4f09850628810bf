/// Linear maps of a coverage problem, each O(rows + atoms): from atoms to rows by prefix sums, from rows back to atoms
/// by difference arrays.
extension CoverageProblem {
  /// One number a row: range rows first, then tail rows.
  typealias RowValues = [Double]

  var rowCount: Int { rangeRows.count + tailRows.count }

  /// The weight of row `index` (range rows first).
  func weight(of index: Int) -> Double {
    index < rangeRows.count ? rangeRows[index].weight : tailRows[index - rangeRows.count].weight
  }

  /// For each row, the sum of `values` over the atoms it covers.
  func rowSums(of values: [Double]) -> RowValues {
    var prefix = [Double](repeating: 0, count: atomCount + 1)
    for atom in 0..<atomCount { prefix[atom + 1] = prefix[atom] + values[atom] }
    var sums: [Double] = []
    sums.reserveCapacity(rowCount)
    for row in rangeRows {
      // A single atom is read itself: a difference of prefix sums would lose digits of a small mass.
      sums.append(row.first == row.last ? values[row.first] : prefix[row.last + 1] - prefix[row.first])
    }
    guard !tailRows.isEmpty else { return sums }
    var suffix = [Double](repeating: 0, count: tailOrder.count + 1)
    for rank in stride(from: tailOrder.count - 1, through: 0, by: -1) {
      suffix[rank] = suffix[rank + 1] + values[tailOrder[rank]]
    }
    for row in tailRows { sums.append(suffix[row.start]) }
    return sums
  }

  /// For each atom, the sum of `values` over the rows that cover it: the transpose of `rowSums`.
  func atomSums(of values: RowValues) -> [Double] {
    var sums = [Double](repeating: 0, count: atomCount + 1)
    for (index, row) in rangeRows.enumerated() {
      sums[row.first] += values[index]
      sums[row.last + 1] -= values[index]
    }
    var running = 0.0
    for atom in 0..<atomCount {
      running += sums[atom]
      sums[atom] = running
    }
    sums.removeLast()
    guard !tailRows.isEmpty else { return sums }
    let byRank = tailPrefixSums(of: values)
    for (rank, atom) in tailOrder.enumerated() { sums[atom] += byRank[rank] }
    return sums
  }

  /// For each tail rank, the sum of `values` over the tail rows that start at or before it.
  func tailPrefixSums(of values: RowValues) -> [Double] {
    var sums = [Double](repeating: 0, count: tailOrder.count)
    for (index, row) in tailRows.enumerated() { sums[row.start] += values[rangeRows.count + index] }
    for rank in sums.indices.dropFirst() { sums[rank] += sums[rank - 1] }
    return sums
  }

  /// `g_j = (1/N) sum of w_i / D_i over the rows that cover j`, given the row sums D.
  func gradient(rowSums: RowValues) -> [Double] {
    var ratios = rowSums
    for index in ratios.indices { ratios[index] = weight(of: index) / (totalWeight * rowSums[index]) }
    return atomSums(of: ratios)
  }

  /// `L = sum w_i ln D_i`.
  func logLikelihood(rowSums: RowValues) -> Double {
    var sum = 0.0
    for index in rowSums.indices { sum += weight(of: index) * naturalLog(rowSums[index]) }
    return sum
  }
}
