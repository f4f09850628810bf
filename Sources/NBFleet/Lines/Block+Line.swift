import NBBasics
import NBObservations

extension Block {
  static let type = "block"

  /// Appends the line of the block.
  package func appendLine(to lines: inout [UInt8]) {
    lines += LineStart.of(stream)
    LineStart.append(day, Self.type, to: &lines)
    lines.appendMember("events", Int64(events))
    lines.appendMember("first_at", firstAt.milliseconds)
    lines.appendMember("last_at", lastAt.milliseconds)
    lines.appendMember("format", Self.format)
    lines.appendMember("key_id", keyID)
    lines.appendMember("root", bytes: root.bytes)
    lines.appendMember("payload", bytes: payload)
    lines.endLine()
  }

  /// Reads what ``appendLine(to:)`` wrote; the payload is not looked into.
  init(_ fields: LineFields) throws(FleetFault) {
    stream = try fields.stream()
    day = try fields.day()
    let format = try fields.integer("format")
    guard format == Self.format else {
      throw FleetFault(
        .otherVersion, "a block of \(stream.name) is of form \(format), and this program reads \(Self.format)",
        hint: "Use the version that packed it, or a later one.")
    }
    events = try fields.count("events")
    firstAt = try fields.instant("first_at")
    lastAt = try fields.instant("last_at")
    keyID = try fields.text("key_id")
    guard let root = Digest(bytes: try fields.bytes("root")) else { throw fields.fault("root") }
    self.root = root
    payload = try fields.bytes("payload")
  }
}
