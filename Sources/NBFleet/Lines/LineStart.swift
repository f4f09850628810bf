import NBBasics
import NBObservations

/// Lines of a fleet: JSON objects whose first members are the stream and the day, in this order, so that sorting the
/// lines as bytes brings those of a stream together.
enum LineStart {
  /// Appends `{"region":…,"project_id":…,"notebook_id":…,` without the day.
  static func of(_ stream: StreamKey) -> [UInt8] {
    var line: [UInt8] = []
    line += #"{"region":"#.utf8
    JSONText.appendQuoted(stream.region, to: &line)
    line += #","project_id":"#.utf8
    JSONText.appendQuoted(stream.projectID, to: &line)
    line += #","notebook_id":"#.utf8
    JSONText.appendQuoted(stream.notebookID, to: &line)
    line.append(UInt8(ascii: ","))
    return line
  }

  /// Appends the day and the type behind the stream.
  static func append(_ day: Day, _ type: String, to line: inout [UInt8]) {
    line += #""day":\#(day.number),"type":"\#(type)""#.utf8
  }
}

extension [UInt8] {
  /// Appends `,"name":value`.
  mutating func appendMember(_ name: String, _ value: Int64) { self += ",\"\(name)\":\(value)".utf8 }

  /// Appends `,"name":"text"`.
  mutating func appendMember(_ name: String, _ text: String) {
    self += ",\"\(name)\":".utf8
    JSONText.appendQuoted(text, to: &self)
  }

  /// Appends `,"name":"base 64"`.
  mutating func appendMember(_ name: String, bytes: [UInt8]) {
    self += ",\"\(name)\":\"".utf8
    Base64.append(bytes, to: &self)
    append(UInt8(ascii: "\""))
  }

  /// Ends an object and its line.
  mutating func endLine() { self += "}\n".utf8 }
}
