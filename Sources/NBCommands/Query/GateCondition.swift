import ArgumentParser
import NBReadModel
import NBReports

/// `failure_rate_low > 5%`: a gate on the rows of a query.
struct GateCondition {
  private let column: String
  private let comparison: String
  private let number: Double

  private static let operators = [">=", "<=", "!=", "==", ">", "<", "="]

  init(_ text: String) throws {
    guard let comparison = Self.operators.first(where: { Self.parts(text, $0) != nil }),
      let (column, value) = Self.parts(text, comparison)
    else {
      throw ValidationError("a condition is COLUMN, one of \(Self.operators.joined(separator: " ")), and a number")
    }
    let isPercent = value.hasSuffix("%")
    guard let number = Double(isPercent ? String(value.dropLast().filter { $0 != " " }) : value), number.isFinite else {
      throw ValidationError("'\(value)' is no number; several conditions are several options")
    }
    self.column = column
    self.comparison = comparison
    self.number = isPercent ? number / 100 : number
  }

  private static func parts(_ text: String, _ comparison: String) -> (String, String)? {
    guard let place = text.firstRange(of: comparison) else { return nil }
    func trimmed(_ part: Substring) -> String {
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    let column = trimmed(text[..<place.lowerBound])
    let number = trimmed(text[place.upperBound...])
    return column.isEmpty || number.isEmpty ? nil : (column, number)
  }

  /// The places of the rows for which it holds; a cell without a number never trips it.
  func tripped(_ table: Table) throws(QuestionFault) -> [Int] {
    let index = try RowChoice.index(of: column, in: table, "--fail-if")
    return table.rows.indices.filter { row in
      guard let value = table.rows[row][index].number else { return false }
      return switch comparison {
      case ">=": value >= number
      case "<=": value <= number
      case ">": value > number
      case "<": value < number
      case "!=": value != number
      default: value == number
      }
    }
  }
}
