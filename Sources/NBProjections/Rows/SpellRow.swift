import NBBasics
import NBObservations

/// A row of `exposure_spell`: a run of observations in which nothing that matters to exposure changed.
package struct SpellRow: ProjectionRow {
  package static let table = "exposure_spell"
  package static let key = ["stream_id", "first_at"]

  package var stream: Int64 = 0
  package var firstAt = Instant(milliseconds: 0)
  package var lastAt = Instant(milliseconds: 0)
  /// Milliseconds.
  package var maxGap: Int64 = 0
  /// The whole spell as ``ExposureSpell`` writes it.
  package var facts: [UInt8] = []

  package static let columns: [RowColumn<SpellRow>] = [
    RowColumn("stream_id", \.stream),
    RowColumn("first_at", \.firstAt),
    RowColumn("last_at", \.lastAt),
    RowColumn("max_gap", \.maxGap),
    RowColumn("facts", \.facts),
  ]

  package init() {}

  package init(_ spell: ExposureSpell, stream: Int64) {
    self.stream = stream
    firstAt = spell.firstAt
    lastAt = spell.lastAt
    maxGap = spell.maxGap
    var writer = StateWriter()
    spell.encode(into: &writer)
    facts = writer.bytes
  }
}
