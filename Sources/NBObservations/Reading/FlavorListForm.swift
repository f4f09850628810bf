import NBBasics

/// A ListFlavors answer: known only to say that it belongs elsewhere.
enum FlavorListForm: InputForm {
  static let standsAlone = false

  static func recognises(_ tape: JSONTape) -> Bool {
    let root = JSONTape.root
    return [tape.member("flavors", of: root), tape.member("data", of: root)].contains {
      $0.map { isList($0, in: tape) } ?? false
    }
  }

  static func read(
    _ value: InputValue, into batch: inout ObservationBatch, by maker: inout ObservationMaker
  ) throws(InputFault) {
    throw .rejected(.flavors)
  }

  /// Whether an array lists flavors: its first row has marks of a flavor and none of a notebook.
  static func isList(_ rows: Int, in tape: JSONTape) -> Bool {
    guard tape.kind(rows) == .array, case let first = tape.first(in: rows), first < tape.behind(rows),
      tape.kind(first) == .object, !NotebookShape.isPresent(first, in: tape)
    else { return false }
    return tape.member("vcpus", of: first) != nil || tape.member("arch", of: first) != nil
      || tape.member("sold_out", of: first) != nil
  }
}
