import NBBasics
import NBObservations

// Values of the instance that are carried over part by part, and their coding.

extension Optional {
  /// Takes `latest` if there is one, else keeps what is known.
  mutating func carryOver(_ latest: Wrapped?) {
    if let latest { self = latest }
  }
}

extension Volume {
  /// Takes over every part that the answer carries.
  mutating func carryOver(_ latest: Volume?) {
    guard let latest else { return }
    category.carryOver(latest.category)
    ownership.carryOver(latest.ownership)
    capacity.carryOver(latest.capacity)
  }

  func encode(into writer: inout StateWriter) {
    writer.write(category)
    writer.write(ownership)
    writer.write(capacity)
  }

  init(from reader: inout StateReader) throws(StateCodingError) {
    self.init(
      category: try reader.optionalString(), ownership: try reader.optionalString(),
      capacity: try reader.optionalInteger())
  }
}

extension Lease {
  /// Takes over every part that the answer carries.
  mutating func carryOver(_ latest: Lease?) {
    guard let latest else { return }
    createAt.carryOver(latest.createAt)
    updateAt.carryOver(latest.updateAt)
    duration.carryOver(latest.duration)
    enabled.carryOver(latest.enabled)
    type.carryOver(latest.type)
  }

  func encode(into writer: inout StateWriter) {
    writer.write(createAt)
    writer.write(updateAt)
    writer.write(duration)
    writer.write(enabled) { $0.write($1) }
    writer.write(type)
  }

  init(from reader: inout StateReader) throws(StateCodingError) {
    self.init(
      createAt: try reader.optionalInstant(), updateAt: try reader.optionalInstant(),
      duration: try reader.optionalInteger(),
      enabled: try reader.optional { reader throws(StateCodingError) in try reader.boolean() },
      type: try reader.optionalString())
  }
}

extension BillingItems {
  func encode(into writer: inout StateWriter) {
    switch self {
    case .absent: writer.write(false)
    case .listed(let items):
      writer.write(true)
      writer.write(items) { $0.write($1) }
    }
  }

  init(from reader: inout StateReader) throws(StateCodingError) {
    guard try reader.boolean() else {
      self = .absent
      return
    }
    self = .listed(try reader.array { reader throws(StateCodingError) in try reader.string() })
  }
}
