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

  static func sameGap(_ share: Double) -> String {
    "weak: start and end in the same gap in \(Int((share * 100).rounded()))% of rows"
  }

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

  private static func counted(_ count: Int, _ what: String) -> String {
    "\(count) \(count == 1 ? "row" : "rows") \(what)"
  }
}
