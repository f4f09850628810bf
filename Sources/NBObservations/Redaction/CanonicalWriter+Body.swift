import NBBasics

/// Bodies, of which most members mostly stand as they did in the body before of the same instance.
extension CanonicalWriter {
  /// What was written of a body.
  struct WrittenBody {
    let canonical: [UInt8]
    let layout: BodyLayout
    /// The facts that may be others than those of the body before.
    let changed: FactReader.Parts
  }

  /// The canonical bytes of the body at `index`, as ``bytes(of:in:pseudonyms:memo:)`` gives them, and where what is in them.
  ///
  /// - Parameter before: a body redacted by the same rules, whose members are taken over where their text is the same.
  static func body(
    _ index: Int, in tape: JSONTape, pseudonyms: Fingerprinter?, memo: RedactionMemo?, after before: KnownBody?
  ) -> WrittenBody {
    var writer = CanonicalWriter(tape: tape, pseudonyms: pseudonyms, memo: memo)
    writer.output.reserveCapacity(tape.raw(index).count)
    writer.members.reserveCapacity(64)
    writer.notesScalars = true
    writer.origin = tape.nodes[index].start
    var layout = BodyLayout()
    layout.members.reserveCapacity(32)
    writer.scalars.reserveCapacity(64)
    let changed = writer.writeRoot(index, after: before, &layout.members)
    layout.scalars = writer.scalars
    let isAscending = zip(layout.scalars, layout.scalars.dropFirst()).allSatisfy { $0.raw < $1.raw }
    if !isAscending { layout.scalars.sort { $0.raw < $1.raw } }
    return WrittenBody(canonical: writer.output, layout: layout, changed: changed)
  }

  /// As ``writeObject(_:place:)`` does it, but for the members that the body before has too.
  private mutating func writeRoot(
    _ root: Int, after before: KnownBody?, _ places: inout [BodyLayout.Member]
  ) -> FactReader.Parts {
    let base = collectMembers(of: root)
    let isVariable = isVariable(members[base...])
    let namesSecret = isVariable && namesSecret(members[base...])
    // Otherwise a value may depend on another one, or a name is not what its text is.
    let isSimple = !isVariable && members[base...].allSatisfy { $0.name == nil }
    let before = isSimple ? before.flatMap { $0.layout.members.isEmpty ? nil : $0 } : nil
    var changed: FactReader.Parts = before == nil ? .all : []
    var next = 0
    output.append(UInt8(ascii: "{"))
    for position in base..<members.count {
      let member = members[position]
      if position > base { output.append(UInt8(ascii: ",")) }
      writeName(member)
      let start = UInt32(output.count)
      let text = text(of: member.value)
      if let before {
        let known = before.member(tape.raw(member.key), from: &next, skipped: &changed)
        if let known, before[known.value].isEqual(to: self[text]) {
          take(known, of: before, to: text.lowerBound)
        } else {
          changed.formUnion(FactReader.Parts(reading: tape.raw(member.key)))
          writeValue(of: member, place: .root, isVariable: false, namesSecret: false)
        }
      } else {
        writeValue(of: member, place: .root, isVariable: isVariable, namesSecret: namesSecret)
      }
      if isSimple {
        let key = tape.nodes[member.key]
        places.append(
          BodyLayout.Member(
            name: key.start - origin..<key.end - origin, value: text, canonical: start..<UInt32(output.count)))
      }
    }
    before?.skipRest(from: next, skipped: &changed)
    output.append(UInt8(ascii: "}"))
    members.removeLast(members.count - base)
    return changed
  }

  /// Where the text of a value is, quotes included.
  private func text(of value: Int) -> Range<UInt32> {
    let node = tape.nodes[value]
    let quote: UInt32 = node.kind == .string ? 1 : 0
    return node.start - quote - origin..<node.end + quote - origin
  }

  private subscript(text: Range<UInt32>) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: tape.bytes[Int(text.lowerBound + origin)..<Int(text.upperBound + origin)])
  }

  /// Writes a value as the body before has it, whose text now begins at `start`.
  private mutating func take(_ known: BodyLayout.Member, of before: KnownBody, to start: UInt32) {
    let scalars = before.layout.scalars
    var index = scalars.partitioningIndex { $0.raw >= known.value.lowerBound }
    while index < scalars.count, scalars[index].raw < known.value.upperBound {
      var scalar = scalars[index]
      scalar.raw = scalar.raw - known.value.lowerBound + start
      scalar.canonical = scalar.canonical - known.canonical.lowerBound + UInt32(output.count)
      self.scalars.append(scalar)
      index += 1
    }
    before.body.canonical.withUnsafeBytes {
      output.append(
        contentsOf: UnsafeRawBufferPointer(
          rebasing: $0[Int(known.canonical.lowerBound)..<Int(known.canonical.upperBound)]))
    }
  }
}

extension KnownBody {
  fileprivate subscript(text: Range<UInt32>) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: raw[Int(text.lowerBound)..<Int(text.upperBound)])
  }

  /// The member with a name; nil when there is none. Names are asked for in canonical order.
  ///
  /// - Parameters:
  ///   - next: the first member that was not passed over.
  ///   - skipped: takes what is read from members that are passed over, which the new body has no more.
  fileprivate func member(
    _ name: UnsafeRawBufferPointer, from next: inout Int, skipped: inout FactReader.Parts
  ) -> BodyLayout.Member? {
    while next < layout.members.count {
      let known = self[layout.members[next].name]
      if known.isEqual(to: name) {
        next += 1
        return layout.members[next - 1]
      }
      if known.order(to: name) > 0 { return nil }
      skipped.formUnion(FactReader.Parts(reading: known))
      next += 1
    }
    return nil
  }

  fileprivate func skipRest(from next: Int, skipped: inout FactReader.Parts) {
    for member in layout.members[next...] { skipped.formUnion(FactReader.Parts(reading: self[member.name])) }
  }
}

extension Array {
  /// The first index whose element satisfies a predicate that all behind it satisfy as well.
  fileprivate func partitioningIndex(where isBehind: (Element) -> Bool) -> Int {
    var (lower, upper) = (startIndex, endIndex)
    while lower < upper {
      let middle = (lower + upper) / 2
      if isBehind(self[middle]) { upper = middle } else { lower = middle + 1 }
    }
    return lower
  }
}
