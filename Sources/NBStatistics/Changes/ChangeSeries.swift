/// What one measure of one group says over time: one value a row, rows in strata that are permuted apart.
struct ChangeSeries {
  struct Row {
    /// Milliseconds since 1970.
    let time: Int64
    let stratum: String
    /// A score, or 1 for a failed start and 0 for another.
    let value: Double
  }

  /// Ascending.
  let times: [Int64]
  /// The place of each row, in time order, among `values`.
  let slots: [Int]
  /// The values by stratum, and in time order within it.
  let values: [Double]
  /// Where each stratum lies among `values`.
  let strata: [Range<Int>]
  /// How many rows may lie before a change: at least `fewestOnASide` on both sides, and not between equal times.
  let candidates: [Int]

  var count: Int { times.count }

  static let fewestOnASide = 5

  /// - Parameter rows: in any order; the result does not depend on it.
  init(_ rows: [Row]) {
    let ordered = rows.sorted { ($0.time, $0.stratum, $0.value) < ($1.time, $1.stratum, $1.value) }
    times = ordered.map(\.time)
    let byStratum = Dictionary(grouping: ordered.indices) { ordered[$0].stratum }
    var slots = [Int](repeating: 0, count: ordered.count)
    var values: [Double] = []
    var strata: [Range<Int>] = []
    for (_, members) in byStratum.sorted(by: { $0.key < $1.key }) {
      let first = values.count
      for member in members {
        slots[member] = values.count
        values.append(ordered[member].value)
      }
      strata.append(first..<values.count)
    }
    self.slots = slots
    self.values = values
    self.strata = strata
    let times = times
    let last = ordered.count - Self.fewestOnASide
    candidates =
      last < Self.fewestOnASide ? [] : (Self.fewestOnASide...last).filter { times[$0 - 1] < times[$0] }
  }

  /// The values in time order.
  var inTimeOrder: [Double] { slots.map { values[$0] } }

  /// For each row in time order its stratum.
  var stratumOfRow: [Int] {
    var ofSlot = [Int](repeating: 0, count: count)
    for (number, range) in strata.enumerated() {
      for slot in range { ofSlot[slot] = number }
    }
    return slots.map { ofSlot[$0] }
  }
}
