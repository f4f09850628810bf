import ArgumentParser
import NBReports

/// `failure_rate_low > 0.05`: a gate on the rows of a query.
struct GateCondition: ExpressibleByArgument {
  private let column: String
  private let comparison: String
  private let number: Double

  init?(argument: String) {
    let operators = [">=", "<=", "!=", "==", ">", "<", "="]
    guard let comparison = operators.first(where: { Self.parts(argument, $0) != nil }),
      let (column, text) = Self.parts(argument, comparison), let number = Double(text), number.isFinite
    else { return nil }
    self.column = column
    self.comparison = comparison
    self.number = number
  }

  private static func parts(_ text: String, _ comparison: String) -> (String, String)? {
    let characters = Array(text)
    let sign = Array(comparison)
    guard characters.count > sign.count else { return nil }
    for start in 0...(characters.count - sign.count) where Array(characters[start..<start + sign.count]) == sign {
      func trimmed(_ part: ArraySlice<Character>) -> String {
        String(part.drop(while: { $0 == " " }).reversed().drop(while: { $0 == " " }).reversed())
      }
      let column = trimmed(characters[..<start])
      let number = trimmed(characters[(start + sign.count)...])
      return column.isEmpty || number.isEmpty ? nil : (column, number)
    }
    return nil
  }

  /// Whether it holds for any row; a cell without a number never trips it.
  func trips(_ table: Table) throws -> Bool {
    guard let index = table.index(of: column) else {
      throw CommandFailure(
        .usage, "--fail-if names the column \(column), which the query does not have",
        hint: "Its columns: \(table.columns.map(\.name).joined(separator: ", ")).")
    }
    return table.rows.contains { row in
      guard let value = row[index].number else { return false }
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
