import NBBasics

/// A number, literal or string that the canonical form of a body has as it arrived, whatever its text is: where only such
/// ones differ between two bodies, so do their canonical forms (see ``BodyRevision``).
///
/// What redaction looks at together with its neighbours is none: the value of a secret's name, what names a person, an
/// address, the parts of a variable (`{"name": …, "value": …}`, `["NAME", "x"]`), nor is the body's own `id`.
struct PlainScalar {
  /// Offset of its text, quotes included, in the body as it arrived.
  var raw: UInt32
  /// The same in the canonical form.
  var canonical: UInt32
  /// Bytes of its text, quotes included.
  var count: UInt32
  /// Which facts depend on it. ``FactReader/Parts/instants`` alone are what the scalar itself says.
  let facts: FactReader.Parts

  /// Behind its text in the body as it arrived.
  var rawEnd: UInt32 { raw + count }
}
