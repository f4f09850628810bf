import NBBasics
import NBObservations

extension ExposureSpell {
  /// Writes the spell with its facts; equal spells give equal bytes.
  package func encode(into writer: inout StateWriter) {
    writer.write(firstAt)
    writer.write(lastAt)
    writer.write(count)
    writer.write(maxGap)
    facts.encode(into: &writer)
  }

  /// Reads what ``encode(into:)`` wrote.
  package init(from reader: inout StateReader, _ memo: inout TraitsMemo) throws(StateCodingError) {
    let firstAt = try reader.instant()
    let lastAt = try reader.instant()
    let count = try reader.integer()
    let maxGap = try reader.integer()
    guard firstAt <= lastAt, count >= 1, maxGap >= 0 else { throw StateCodingError() }
    self.init(
      firstAt: firstAt, lastAt: lastAt, count: count, maxGap: maxGap, facts: try ExposureFacts(from: &reader, &memo))
  }
}

extension ExposureFacts {
  /// Writes the facts; equal facts give equal bytes, so the bytes may serve as a key.
  package func encode(into writer: inout StateWriter) {
    writer.write(status.map { Int64($0.rawValue) })
    writer.write(Int(billing.rawValue))
    writer.write(hasPool)
    writer.write(volume) {
      $0.write($1.category)
      $0.write($1.ownership)
      $0.write($1.capacity)
    }
    writer.write(lease) {
      $0.write($1.createAt)
      $0.write($1.duration)
      $0.write($1.enabled) { $0.write($1) }
      $0.write($1.type)
    }
    writer.write(capacityShrank)
    traits.encode(into: &writer)
  }

  /// Reads what ``encode(into:)`` wrote.
  package init(from reader: inout StateReader, _ memo: inout TraitsMemo) throws(StateCodingError) {
    self.init()
    if let value = try reader.optionalInteger() {
      guard let byte = UInt8(exactly: value), let status = InstanceStatus(rawValue: byte) else {
        throw StateCodingError()
      }
      self.status = status
    }
    guard let shape = UInt8(exactly: try reader.integer()) else { throw StateCodingError() }
    billing = BillingShape(rawValue: shape)
    hasPool = try reader.boolean()
    volume = try reader.optional { (part) throws(StateCodingError) in
      Volume(
        category: try part.optionalString(), ownership: try part.optionalString(),
        capacity: try part.optionalInteger())
    }
    lease = try reader.optional { (part) throws(StateCodingError) in
      Lease(
        createAt: try part.optionalInstant(), duration: try part.optionalInteger(),
        enabled: try part.optional { (flag) throws(StateCodingError) in try flag.boolean() },
        type: try part.optionalString())
    }
    capacityShrank = try reader.boolean()
    traits = try memo.traits(from: &reader)
  }
}
