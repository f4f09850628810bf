/// A cumulative distribution known up to an envelope: masses on disjoint intervals, ascending. Where within an interval
/// its mass lies is not known.
///
/// Masses may sum to less than 1 (a curve of one cause among several). Times are in the unit of the rows.
package struct MassCurve: Sendable, Equatable {
  /// A mass within `(left, right]`, or at the point when `left == right`.
  package struct Piece: Sendable, Equatable {
    /// The mass comes after this time, or at it when `right` is the same. Finite.
    package let left: Double
    /// The mass has come by this time. Infinity: it had not come by any look.
    package let right: Double
    /// Positive.
    package let mass: Double
  }

  /// The intervals with mass, ascending.
  package let pieces: [Piece]
  /// The sum of all masses.
  package let total: Double

  init(pieces: [Piece]) {
    self.pieces = pieces
    let sum = pieces.reduce(0) { $0 + $1.mass }
    // All is all: the sum may end a rounding beside it.
    total = abs(sum - 1) < 1e-12 ? 1 : sum
  }

  /// `F_low(t)`: the mass that has surely come by t, `sum {p_j : s_j <= t}`.
  package func cumulativeLow(at time: Double) -> Double {
    pieces.prefix { $0.right <= time }.reduce(0) { $0 + $1.mass }
  }

  /// `F_up(t)`: the mass that may have come by t, `sum {p_j : q_j < t}`, an exact time included from its instant on.
  package func cumulativeUp(at time: Double) -> Double {
    pieces.prefix { $0.left < time || $0.right <= time }.reduce(0) { $0 + $1.mass }
  }

  /// One number between the two, linear within an interval; the mass of an unbounded interval counts as not yet come.
  package func cumulativeEstimate(at time: Double) -> Double {
    var sum = 0.0
    for piece in pieces {
      if piece.right <= time {
        sum += piece.mass
      } else {
        if piece.left < time, piece.right.isFinite {
          sum += piece.mass * (time - piece.left) / (piece.right - piece.left)
        }
        break
      }
    }
    return sum
  }

  /// The u-quantile of the curve scaled by `whole`: the interval `(q_k, s_k]` with `k = min {j : C_j >= u - 1e-9}`,
  /// C the cumulative mass over `whole`.
  ///
  /// - Parameters:
  ///   - share: u, within (0, 1).
  ///   - whole: what counts as all; 1 for the distribution itself, `total` for the one given that the cause occurs.
  /// - Returns: nil when the curve never reaches u.
  package func quantile(_ share: Double, of whole: Double = 1) -> QuantileRange? {
    guard whole > 0 else { return nil }
    var before = 0.0
    for piece in pieces {
      let after = before + piece.mass / whole
      if after >= share - 1e-9 {
        let part = min(1, max(0, (share - before) * whole / piece.mass))
        return QuantileRange(left: piece.left, right: piece.right, part: part)
      }
      before = after
    }
    return nil
  }
}

/// Where a quantile lies: anywhere in `(left, right]` the likelihood is the same.
package struct QuantileRange: Sendable, Equatable {
  /// The lower end, excluded unless it equals `right`. Finite.
  package let left: Double
  /// Infinity: the quantile is not reached.
  package let right: Double
  /// How far into the interval's mass the quantile lies, within 0...1.
  let part: Double

  /// One number, linear within the range; nil when the quantile is not reached.
  package var estimate: Double? {
    right.isFinite ? left + part * (right - left) : nil
  }
}
