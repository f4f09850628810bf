/// What is known about one step of one attempt: it began in `(a, b]` and ended in `(c, e]`.
///
/// All four are milliseconds after the attempt's begin.hi, may be negative, and are cut at begin.lo by the caller.
/// `a == b` means exactly a. `e` is infinity for a step that had not ended at c.
package struct JointRow: Sendable, Hashable {
  /// The step had not begun at this age. Finite.
  package let a: Double
  /// The step had begun by this age. Finite, never below `a`.
  package let b: Double
  /// The step had not ended at this age. Finite.
  package let c: Double
  /// The step had ended by this age; infinity when that is not known.
  package let e: Double

  /// - Precondition: a, b, c finite, `a <= b`, e not a NaN.
  package init(a: Double, b: Double, c: Double, e: Double) {
    precondition(a.isFinite && b.isFinite && c.isFinite && a <= b && !e.isNaN, "a step begins in a finite (a, b]")
    self.a = a
    self.b = b
    self.c = c
    self.e = e
  }
}
