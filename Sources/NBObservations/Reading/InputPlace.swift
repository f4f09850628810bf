/// Where a value stands in its source.
struct InputPlace {
  /// Name of the source.
  let source: String
  /// 1-based line on which the value begins.
  let line: Int
  /// Bytes from the start of the (decompressed) source.
  let byteOffset: Int
}
