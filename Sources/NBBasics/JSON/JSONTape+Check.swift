extension JSONTape {
  /// Whether a text is one JSON value on one line, nested at most `maximumDepth` deep.
  package static func isValue(_ text: String, maximumDepth: Int = JSONTape.maximumDepth) -> Bool {
    var text = text
    return text.withUTF8 { utf8 in
      let bytes = UnsafeRawBufferPointer(utf8)
      guard !bytes.contains(0x0A), !bytes.contains(0x0D) else { return false }
      var tape = JSONTape()
      guard let length = try? tape.parse(bytes, maximumDepth: maximumDepth) else { return false }
      return bytes[length...].allSatisfy(JSONText.isWhiteSpace)
    }
  }
}
