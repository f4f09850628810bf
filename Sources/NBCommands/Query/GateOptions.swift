import ArgumentParser
import NBReadModel
import NBReports

/// What makes an answer an alert.
struct GateOptions: ParsableArguments {
  @Flag(help: "End with status 3 if there is any row.") var failIfAny = false
  @Option(
    help: ArgumentHelp(
      "End with status 3 if the condition holds for any row: 'failure_rate > 5%'; may be given again.",
      valueName: "column op number"), transform: GateCondition.init(_:))
  var failIf: [GateCondition] = []
  @Flag(help: "Print only the rows that trip a gate, and nothing where none does.") var quiet = false

  /// Whether an alert depends on the answer.
  var isGiven: Bool { failIfAny || !failIf.isEmpty }

  func validate() throws {
    if quiet, !isGiven { throw ValidationError("--quiet is for --fail-if and --fail-if-any") }
  }

  /// Those of the places whose rows trip a gate.
  func tripped(_ places: [Int], of table: Table) throws(QuestionFault) -> Set<Int> {
    var tripped = failIfAny ? Set(places) : []
    for condition in failIf { tripped.formUnion(Set(try condition.tripped(table)).intersection(places)) }
    return tripped
  }

  /// The rows with a mark before those that tripped a condition, for people.
  func marked(_ table: Table, _ places: [Int], _ tripped: Set<Int>) -> Table {
    guard !failIf.isEmpty, !quiet, !tripped.isEmpty else { return table }
    return Table(
      title: table.title, columns: [Column("!", .text, isKey: true)] + table.columns,
      rows: zip(places, table.rows).map { [.text(tripped.contains($0) ? "!" : "")] + $1 }, notes: table.notes)
  }
}
