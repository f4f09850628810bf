import NBBasics

/// Where the parts of a body are, as it arrived and in its canonical form: what the next body of its instance has in common
/// with it need not be redacted again.
struct BodyLayout {
  /// A member of the root. Offsets of text with its quotes.
  struct Member {
    /// In the body as it arrived; the name without quotes and without escapes.
    var name: Range<UInt32>
    var value: Range<UInt32>
    /// The value in the canonical form.
    var canonical: Range<UInt32>
  }

  /// In canonical order; none where a value depends on more than its own member.
  var members: [Member] = []
  /// In the order in which they arrived.
  var scalars: [PlainScalar] = []

  /// Bytes that it takes.
  var size: Int {
    members.count * MemoryLayout<Member>.stride + scalars.count * MemoryLayout<PlainScalar>.stride
  }

  /// Moves what is behind a scalar that has become longer or shorter, and what it stands in.
  ///
  /// - Parameter before: the layout before any scalar changed, which says what is behind what.
  mutating func resize(scalar changed: Int, of before: BodyLayout, to count: Int) {
    let scalar = before.scalars[changed]
    let growth = Int32(count) - Int32(scalar.count)
    if growth == 0 { return }
    scalars[changed].count = UInt32(count)
    func move(_ offset: inout UInt32, isBehind: Bool) {
      if isBehind { offset = UInt32(Int32(offset) + growth) }
    }
    for index in scalars.indices {
      move(&scalars[index].raw, isBehind: before.scalars[index].raw > scalar.raw)
      move(&scalars[index].canonical, isBehind: before.scalars[index].canonical > scalar.canonical)
    }
    func move(_ range: inout Range<UInt32>, _ known: Range<UInt32>, _ start: UInt32) {
      var (lower, upper) = (range.lowerBound, range.upperBound)
      move(&lower, isBehind: known.lowerBound > start)
      move(&upper, isBehind: known.upperBound > start)
      range = lower..<upper
    }
    for index in members.indices {
      move(&members[index].name, before.members[index].name, scalar.raw)
      move(&members[index].value, before.members[index].value, scalar.raw)
      move(&members[index].canonical, before.members[index].canonical, scalar.canonical)
    }
  }
}

/// A body that is known, as it arrived and as it was read.
struct KnownBody {
  let raw: UnsafeRawBufferPointer
  let body: Body
  let layout: BodyLayout
}
