import NBBasics
import NBObservations
import NBProjections

/// The bytes of a block: its answers in the order of first use, and its events in projection order, by columns.
///
///     payload  = answers events
///     answers  = count { kind http_status request? date_text? token_fp? body_digest? body? }
///     body     = base? text                     a patch on the body of answer `base`, which is whole, or whole itself
///     events   = count delta-of-deltas(observed_at) runs(answer) runs(requested_before) runs(date_offset)
///     runs(x)  = { x length }                   until the lengths add up to the count
///
/// Numbers, strings and presence are those of ``StateWriter``. Equal content gives equal bytes.
struct BlockPayload {
  var answers: [BlockAnswer]
  var events: [BlockEvent]

  var encoded: [UInt8] {
    var writer = StateWriter()
    writer.write(answers) { $1.encode(into: &$0) }
    writer.write(events.count)
    var last: Int64 = 0
    var delta: Int64 = 0
    for event in events {
      let time = event.observedAt.milliseconds
      writer.write(time &- last &- delta)
      delta = time &- last
      last = time
    }
    Self.writeRuns(events.lazy.map { Int64($0.answer) }, into: &writer)
    Self.writeRuns(events.lazy.map(\.requestedBefore), into: &writer)
    Self.writeRuns(events.lazy.map(\.dateOffset), into: &writer)
    return writer.bytes
  }

  private static func writeRuns(_ values: some Sequence<Int64>, into writer: inout StateWriter) {
    var run: (value: Int64, length: Int)?
    for value in values {
      if let open = run, open.value == value {
        run = (value, open.length + 1)
        continue
      }
      if let open = run {
        writer.write(open.value)
        writer.write(open.length)
      }
      run = (value, 1)
    }
    if let open = run {
      writer.write(open.value)
      writer.write(open.length)
    }
  }

  /// The values of `count` events; their lengths must add up.
  static func readRuns(_ count: Int, from reader: inout StateReader) throws(StateCodingError) -> [Int64] {
    var values: [Int64] = []
    values.reserveCapacity(count)
    while values.count < count {
      let value = try reader.integer()
      let length = try reader.count()
      guard length > 0, length <= count - values.count else { throw StateCodingError() }
      values.append(contentsOf: repeatElement(value, count: length))
    }
    return values
  }
}

extension BlockAnswer {
  fileprivate func encode(into writer: inout StateWriter) {
    writer.write(Int64(kind.rawValue))
    writer.write(httpStatus)
    writer.write(request) { $0.write(bytes: $1) }
    writer.write(dateText)
    writer.write(tokenFingerprint)
    writer.write(bodyDigest) { $0.write(bytes: $1.bytes) }
    writer.write(body) { writer, body in
      writer.write(base.map(Int64.init))
      writer.write(bytes: body)
    }
  }
}
