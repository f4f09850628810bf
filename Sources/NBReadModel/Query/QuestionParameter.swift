import NBBasics
import NBSQLite

/// A parameter that a query takes beside window and filters, as a line `-- parameter:` of its header says.
package struct QuestionParameter: Hashable, Sendable {
  /// How its text is read, and what the SQL gets.
  package enum Form: Hashable, Sendable {
    /// `true` is 1.
    case flag
    /// A whole number of a range.
    case integer(ClosedRange<Int64>)
    /// One of these words.
    case word([String])
    /// `15m`: milliseconds, as `:NAME_ms`.
    case duration
    /// `60s,5m`: the text itself, checked.
    case durations
    /// `EFS=50,EVS=5`: the text itself, checked.
    case gigabytes
  }

  /// Its name in the header.
  package let name: String
  package let form: Form

  /// The name in the SQL, without colon.
  package var bindName: String { form == .duration ? name + "_ms" : name }

  /// The name on the command line and in report definitions.
  package var option: String { String(name.map { $0 == "_" ? "-" : $0 }) }

  /// What the SQL gets for a text; nil when the text is none of its form.
  package func value(of text: String) -> Value? {
    switch form {
    case .flag: text == "true" ? .integer(1) : nil
    case .integer(let range): Int64(text).flatMap { range.contains($0) ? .integer($0) : nil }
    case .word(let words): words.contains(text.lowercased()) ? .text(text.lowercased()) : nil
    case .duration: Self.milliseconds(text).map(Value.integer)
    case .durations: Self.parts(of: text).allSatisfy { Self.milliseconds($0) != nil } ? .text(text) : nil
    case .gigabytes: Self.parts(of: text).allSatisfy(Self.isGigabytes) ? .text(text) : nil
    }
  }

  /// What would be right, for the one who typed something else.
  package var expectation: String {
    switch form {
    case .flag: "true"
    case .integer(let range): "\(range.lowerBound) to \(range.upperBound)"
    case .word(let words): words.joined(separator: " or ")
    case .duration: "a duration such as 15m"
    case .durations: "durations such as 60s,5m"
    case .gigabytes: "CATEGORY=GB, separated by commas"
    }
  }

  /// The names in SQL that a user's own file may use without giving them a value; they are NULL then.
  static let known: Set<String> = Set(FilterField.allCases.map(\.rawValue))
    .union(NamedQuery.all.flatMap(\.header.parameters).map(\.bindName)).union(["within_ms", "within"])

  /// The parts of a list, separated by commas.
  static func parts(of text: String) -> [String] {
    text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }

  private static func milliseconds(_ text: String) -> Int64? {
    DurationText.milliseconds(text).flatMap { $0 <= Instant.range.upperBound.milliseconds ? $0 : nil }
  }

  private static func isGigabytes(_ text: String) -> Bool {
    let pair = text.split(separator: "=", omittingEmptySubsequences: false)
    return pair.count == 2 && !pair[0].isEmpty && (Int64(pair[1]).map { $0 >= 0 } ?? false)
  }
}
