/// Medians of whole numbers.
package enum Median {
  /// The middle value, or the mean of the two middle ones; nil of nothing.
  package static func of(_ values: [Int64]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1
      ? Double(sorted[middle]) : (Double(sorted[middle - 1]) + Double(sorted[middle])) / 2
  }
}
