import NBBasics

/// The encoding under the identities: fields with their lengths, so that none can pass for a part of another.
struct FieldEncoding {
  private(set) var bytes: [UInt8] = []

  /// The length as 4 bytes, then the field.
  mutating func append(_ field: some Collection<UInt8>) {
    append(bigEndian: UInt32(field.count))
    bytes.append(contentsOf: field)
  }

  /// 8 bytes of milliseconds since 1970 in two's complement.
  mutating func append(_ instant: Instant) { append(bigEndian: UInt64(bitPattern: instant.milliseconds)) }

  private mutating func append(bigEndian number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
  }
}
