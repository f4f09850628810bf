/// The words of the `note` column, in the order in which they stand there.
enum LatencyNote {
  static let separator = "; "

  static let noRows = "no rows"
  static let noneReady = "none: no start got ready"
  static let iterationCap = "iteration cap"

  static func none(listedOnly: Bool) -> String {
    "none: fewer than \(LatencyTable.fewestRows) \(listedOnly ? "listed " : "")rows"
  }

  static func weak(listedOnly: Bool) -> String {
    "weak: fewer than \(LatencyTable.fewRows) \(listedOnly ? "listed " : "")rows"
  }

  static let looksFollow = "looks follow the start: limits are assumption-free"
  static let looksClustered = "looks at the same ages"
  static let looksClusteredUnseen = "looks at the same ages and begins unseen: limits are assumption-free"

  static func beginUnseen(_ share: Double) -> String {
    "begin unseen in \(Int((share * 100).rounded()))% of starts, taken as uniform"
  }

  static func sharedSpread(_ spread: Double) -> String {
    "steps depend on each other (shared spread \(spread))"
  }

  /// How far quantiles from paths rest on data.
  static func path(_ quantiles: [PathQuantile]) -> [String] {
    let assumed = quantiles.filter { $0.estimate != nil && $0.dataShare ?? 1 < 0.5 }.map(\.name)
    let wide = quantiles.filter { $0.estimate != nil && $0.isWide }.map(\.name)
    var words: [String] = []
    if !assumed.isEmpty {
      words.append("weak: \(listed(assumed)) \(assumed.count == 1 ? "rests" : "rest") on the assumed shape")
    }
    if !wide.isEmpty { words.append("wide: \(listed(wide)) (more starts or finer polls needed)") }
    return words
  }

  private static func listed(_ names: [String]) -> String { names.joined(separator: ", ") }

  static func implied(_ count: Int) -> String { counted(count, "implied") }

  static func beginUnknown(_ count: Int) -> String { counted(count, "left out: begin unknown") }

  static func instant(_ count: Int) -> String { counted(count, "left out: duration 0") }

  /// Why figures of one quantile are empty.
  static func missing(_ quantile: QuantileEstimate, rowsNeeded: Int?, isEstimated: Bool) -> [String] {
    var words: [String] = []
    if isEstimated, quantile.estimate == nil {
      words.append("\(quantile.name) not reached")
    } else if quantile.high == nil, rowsNeeded == nil {
      words.append("\(quantile.name) upper limit not reached")
    }
    if let rowsNeeded { words.append("\(quantile.name) needs \(rowsNeeded) rows") }
    return words
  }

  /// Why figures of quantiles from paths are empty.
  static func missing(_ quantiles: [PathQuantile], rows: Int, isEstimated: Bool) -> [String] {
    guard rows > 0 else { return [] }
    return quantiles.flatMap { quantile -> [String] in
      var words: [String] = []
      if isEstimated, quantile.estimate == nil { words.append("\(quantile.name) not reached") }
      guard quantile.high == nil else { return words }
      let needed = QuantileRanks.rowsNeeded(share: quantile.share)
      if rows < needed {
        words.append("\(quantile.name) needs \(needed) rows")
      } else if words.isEmpty {
        words.append("\(quantile.name) upper limit not reached")
      }
      return words
    }
  }

  private static func counted(_ count: Int, _ what: String) -> String {
    "\(count) \(count == 1 ? "row" : "rows") \(what)"
  }
}
