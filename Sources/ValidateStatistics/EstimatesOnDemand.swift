import NBStatistics

/// Reads sets of interval rows from standard input, a row a line as `left right` (`inf` when open), a set closed by an
/// empty line, and prints for each set its log-likelihood and certificate, then its masses, as
/// `fit LOGLIKELIHOOD GAP` and `mass LEFT RIGHT MASS` lines and an empty line.
enum EstimatesOnDemand {
  static func run() {
    var rows: [CensoredInterval] = []
    while let line = readLine() {
      let fields = line.split(separator: " ")
      if fields.isEmpty {
        answer(rows)
        rows = []
      } else if fields.count == 2, let left = Double(fields[0]), let right = Double(fields[1]), left <= right {
        rows.append(CensoredInterval(left: left, right: right))
      } else {
        fatalError("a row is two numbers, left not above right: \(line)")
      }
    }
    answer(rows)
  }

  private static func answer(_ rows: [CensoredInterval]) {
    guard let fit = NonparametricFit(rows) else { return }
    print("fit \(fit.logLikelihood) \(fit.certificateGap)")
    for piece in fit.curve.pieces { print("mass \(piece.left) \(piece.right) \(piece.mass)") }
    print("")
  }
}
