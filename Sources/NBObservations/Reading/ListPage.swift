import NBBasics

/// An answer that lists instances: `{"data": [...], "total": …}`. One observation a row; an instance that is not on the
/// page says nothing.
struct ListPage {
  private let tape: JSONTape
  private let rows: Int

  /// Nil when the object is no list page. A notebook has an id; one with an unknown key `data` is no page.
  init?(_ body: Int, in tape: JSONTape) {
    guard tape.string(tape.member("id", of: body)) == nil, let rows = tape.member("data", of: body),
      tape.kind(rows) == .array
    else { return nil }
    self.tape = tape
    self.rows = rows
  }

  /// Appends an observation for each row; a row that is none is rejected alone.
  ///
  /// - Throws: when the page lists something else.
  func append(
    _ facts: AnswerFacts, to batch: inout ObservationBatch, at place: InputPlace, by maker: inout ObservationMaker,
    whenFull: FullBatch?
  ) throws(RejectReason) {
    if maker.rules.wantsNotebooks, FlavorListForm.isList(rows, in: tape) { throw .flavors }
    var row = tape.first(in: rows)
    while row < tape.behind(rows) {
      append(row, facts, to: &batch, at: place, by: &maker)
      row = tape.behind(row)
      if let whenFull, batch.observations.count >= whenFull.limit { whenFull.take(&batch) }
    }
  }

  private func append(
    _ row: Int, _ facts: AnswerFacts, to batch: inout ObservationBatch, at place: InputPlace,
    by maker: inout ObservationMaker
  ) {
    guard tape.kind(row) == .object, case let body = maker.entry(row, in: tape).body, body.notebookID != nil else {
      return batch.reject(RejectReason("a row of a list page without `id`"), tape.raw(row), at: place)
    }
    guard !maker.rules.wantsNotebooks || NotebookShape.isPresent(row, in: tape) else {
      return batch.reject(
        RejectReason("a row of a list page \(RejectReason.notNotebook.text)"), tape.raw(row), at: place)
    }
    batch.observations.append(facts.observation(body: body))
  }
}
