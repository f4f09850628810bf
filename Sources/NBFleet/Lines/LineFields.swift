import NBBasics
import NBObservations

/// The members of one line, by name; each is asked for once or twice, and read then.
struct LineFields {
  let tape: JSONTape
  /// Where the line stands, for messages.
  let place: String

  /// The line's `type`; nil when it has none.
  var type: String? { tape.string(tape.member("type", of: JSONTape.root)) }

  /// Whether a member is there and not null.
  func has(_ name: StaticString) -> Bool { tape.member(name, of: JSONTape.root) != nil }

  func stream() throws(FleetFault) -> StreamKey {
    StreamKey(
      region: try text("region"), projectID: try text("project_id"), notebookID: try text("notebook_id"))
  }

  /// A day of the years 1 to 9999.
  func day(_ name: StaticString = "day") throws(FleetFault) -> Day {
    guard let day = Day(possible: try integer(name)) else { throw fault(name) }
    return day
  }

  /// A time of the years 1 to 9999.
  func instant(_ name: StaticString) throws(FleetFault) -> Instant {
    let instant = Instant(milliseconds: try integer(name))
    guard Instant.range.contains(instant) else { throw fault(name) }
    return instant
  }

  func text(_ name: StaticString) throws(FleetFault) -> String {
    guard let text = tape.string(tape.member(name, of: JSONTape.root)) else { throw fault(name) }
    return text
  }

  func integer(_ name: StaticString) throws(FleetFault) -> Int64 {
    guard let value = tape.integer(tape.member(name, of: JSONTape.root)) else { throw fault(name) }
    return value
  }

  /// A number of things, at most a million million: the sum of many lines' counts does not overflow.
  func count(_ name: StaticString) throws(FleetFault) -> Int {
    let value = try integer(name)
    guard 0...1_000_000_000_000 ~= value, let count = Int(exactly: value) else { throw fault(name) }
    return count
  }

  func bytes(_ name: StaticString) throws(FleetFault) -> [UInt8] {
    guard let index = tape.member(name, of: JSONTape.root), tape.kind(index) == .string,
      let bytes = Base64.bytes(tape.raw(index))
    else { throw fault(name) }
    return bytes
  }

  /// An object of whole numbers.
  func numbers(_ name: StaticString) throws(FleetFault) -> [String: Int64] {
    guard let index = tape.member(name, of: JSONTape.root), tape.kind(index) == .object else { throw fault(name) }
    var numbers: [String: Int64] = [:]
    tape.forEachMember(of: index) { key, value in
      if let key = tape.string(key) { numbers[key] = tape.integer(value) ?? -1 }
    }
    return numbers
  }

  func fault(_ name: StaticString) -> FleetFault {
    .damaged("\(place): `\(name)` is missing or no value of its kind", hint: Self.hint)
  }

  static let hint = "The lines were cut or changed on their way: get them again."
}
