/// Bytes of JSON text: the small tables that parsing, decoding and redaction share.
package enum JSONText {
  @inlinable
  @inline(__always)
  package static func isWhiteSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  /// Index of the first byte at or behind `start` that is not plain string content: a quote, a backslash, a control
  /// character or a byte outside ASCII; the count if there is none. Looks at eight bytes at a time (SWAR).
  @inlinable
  @inline(__always)
  package static func plainRun(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var at = start
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    while at &+ 8 <= bytes.count {
      let word = bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      let quote = word ^ (ones &* 0x22)
      let backslash = word ^ (ones &* 0x5C)
      // A byte is found where subtracting borrows out of it; bytes outside ASCII are found by their own high bit.
      let found = ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | (word &- (ones &* 0x20)) | word
      let mask = found & highs
      if mask != 0 {
        // Borrows may mark bytes behind a true hit, never before it.
        return at &+ (UInt64(littleEndian: mask).trailingZeroBitCount >> 3)
      }
      at &+= 8
    }
    while at < bytes.count {
      let byte = bytes[at]
      if byte == 0x22 || byte == 0x5C || byte < 0x20 || byte >= 0x80 { break }
      at &+= 1
    }
    return at
  }

  /// Length of the well-formed UTF-8 sequence at `index` (Unicode 15, table 3-7): 1 to 4; 0 when it is ill-formed,
  /// -1 when the bytes end within it.
  package static func sequenceLength(in bytes: UnsafeRawBufferPointer, at index: Int) -> Int {
    let lead = bytes[index]
    if lead < 0x80 { return 1 }
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    case 0xF1...0xF3: length = 4
    default: return 0
    }
    for step in 1..<length {
      guard index + step < bytes.count else { return -1 }
      guard (step == 1 ? second : 0x80...0xBF).contains(bytes[index + step]) else { return 0 }
    }
    return length
  }

  package static func hexDigit(_ byte: UInt8) -> UInt16? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }

  /// The text of a string whose raw bytes were validated by ``JSONTape``, as UTF-8. A lone surrogate, which UTF-8
  /// cannot hold, is kept as its three-byte generalised form (WTF-8), so that nothing is lost.
  package static func decode(_ raw: UnsafeRawBufferPointer) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(raw.count)
    var at = 0
    while at < raw.count {
      guard raw[at] == UInt8(ascii: "\\") else {
        text.append(raw[at])
        at += 1
        continue
      }
      at += 2
      switch raw[at - 1] {
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "u"):
        var scalar = UInt32(codeUnit(raw, at))
        at += 4
        if (0xD800..<0xDC00).contains(scalar), at + 6 <= raw.count, raw[at] == UInt8(ascii: "\\"),
          raw[at + 1] == UInt8(ascii: "u")
        {
          let low = UInt32(codeUnit(raw, at + 2))
          if (0xDC00..<0xE000).contains(low) {
            scalar = 0x10000 + ((scalar - 0xD800) << 10) + (low - 0xDC00)
            at += 6
          }
        }
        append(scalar, to: &text)
      default: text.append(raw[at - 1])
      }
    }
    return text
  }

  private static func codeUnit(_ raw: UnsafeRawBufferPointer, _ index: Int) -> UInt16 {
    (0..<4).reduce(0) { $0 << 4 | (hexDigit(raw[index + $1]) ?? 0) }
  }

  private static func append(_ scalar: UInt32, to text: inout [UInt8]) {
    switch scalar {
    case 0..<0x80:
      text.append(UInt8(scalar))
    case 0x80..<0x800:
      text.append(UInt8(0xC0 | scalar >> 6))
      text.append(UInt8(0x80 | scalar & 0x3F))
    case 0x800..<0x10000:
      text.append(UInt8(0xE0 | scalar >> 12))
      text.append(UInt8(0x80 | (scalar >> 6) & 0x3F))
      text.append(UInt8(0x80 | scalar & 0x3F))
    default:
      text.append(UInt8(0xF0 | scalar >> 18))
      text.append(UInt8(0x80 | (scalar >> 12) & 0x3F))
      text.append(UInt8(0x80 | (scalar >> 6) & 0x3F))
      text.append(UInt8(0x80 | scalar & 0x3F))
    }
  }
}
