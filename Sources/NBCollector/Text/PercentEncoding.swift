import NBBasics

/// Percent-encoding as RFC 3986 section 2 has it: unreserved bytes stay, all others become `%XX` in capitals.
package enum PercentEncoding {
  /// The encoded text; a slash is encoded too.
  package static func encode(_ text: String) -> String {
    var output: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
        UInt8(ascii: "~"):
        output.append(byte)
      default:
        output += "%\(Hex.string([byte]).uppercased())".utf8
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// A path of encoded segments, with a slash before each.
  package static func path(_ segments: [String]) -> String {
    segments.map { "/" + encode($0) }.joined()
  }

  /// Names and values encoded, sorted by name, then value: the form that is signed and the one that is sent.
  package static func query(_ parameters: [(name: String, value: String)]) -> String {
    parameters.sorted { left, right in
      left.name == right.name
        ? left.value.utf8.lexicographicallyPrecedes(right.value.utf8)
        : left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
    }
    .map { "\(encode($0.name))=\(encode($0.value))" }.joined(separator: "&")
  }
}
