import NBBasics
import NBObservations
import NBProjections

/// The fold of a stream after a day: where the next day goes on.
struct StateLine {
  static let type = "state"

  let stream: StreamKey
  /// All events until its end are in the state.
  let through: Day
  /// Of the projections, by name.
  let versions: [String: Int64]
  let keyID: String
  /// ``InstanceProjection/encoded``.
  let state: [UInt8]

  init(_ fields: LineFields) throws(FleetFault) {
    stream = try fields.stream()
    through = try fields.day()
    guard try fields.integer("through") == through.number else { throw fields.fault("through") }
    versions = try fields.numbers("versions")
    keyID = try fields.text("key_id")
    state = try fields.bytes("state")
  }

  /// The fold.
  ///
  /// - Throws: `.otherVersion` when another definition of the projections made it.
  func projection() throws(FleetFault) -> InstanceProjection {
    let expected = Dictionary(uniqueKeysWithValues: InstanceProjection.versions.map { ($0.name, Int64($0.version)) })
    guard versions == expected else {
      throw FleetFault(
        .otherVersion, "the state of \(stream.name) after \(through.date) was made by another version",
        hint: "Fold all days again from their blocks, without states.")
    }
    do throws(StateCodingError) {
      let projection = try InstanceProjection(decoding: state)
      // Events of the next day come behind all that it has seen: folds trust their order.
      if let last = projection.lastEventAt, Day(of: last) > through { throw StateCodingError() }
      return projection
    } catch {
      throw .damaged("the state of \(stream.name) after \(through.date) is not readable", hint: LineFields.hint)
    }
  }

  /// Appends the members behind the type.
  static func append(_ state: [UInt8], through: Day, keyID: String, to lines: inout [UInt8]) {
    lines.appendMember("through", through.number)
    lines += #","versions":{"#.utf8
    for (index, part) in InstanceProjection.versions.enumerated() {
      lines += "\(index > 0 ? "," : "")\"\(part.name)\":\(part.version)".utf8
    }
    lines.append(UInt8(ascii: "}"))
    lines.appendMember("key_id", keyID)
    lines.appendMember("state", bytes: state)
  }
}
