/// Reads the lines of blocks; one reader is used for many.
package struct BlockReader {
  private var parser = LineParser()

  package init() {}

  /// The block of a line, its payload not looked into; nil for a line of another type.
  package mutating func block(_ line: UnsafeRawBufferPointer) throws(FleetFault) -> Block? {
    try parser.parse(line) { fields throws(FleetFault) in fields.type == Block.type ? try Block(fields) : nil }
  }
}
