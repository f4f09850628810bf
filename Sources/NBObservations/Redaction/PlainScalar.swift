import NBBasics

/// A number, literal or string that the canonical form of a body has as it arrived, whatever its text is: where only such
/// ones differ between two bodies, so do their canonical forms (see ``BodyRevision``).
///
/// What redaction looks at together with its neighbours is none: the value of a secret's name, a person's id, an address,
/// the parts of a variable (`{"name": …, "value": …}`, `["NAME", "x"]`), nor is the body's own `id`.
struct PlainScalar {
  /// What of the facts may depend on it.
  enum Fact: UInt8 {
    case none
    /// `update_at`.
    case updateAt
    /// `lease.update_at`.
    case leaseUpdateAt
    /// Any of them: they have to be read again.
    case any
  }

  /// Offset of its text, quotes included, in the body as it arrived.
  var raw: UInt32
  /// The same in the canonical form.
  var canonical: UInt32
  /// Bytes of its text, quotes included.
  var count: UInt32
  let fact: Fact

  /// Behind its text in the body as it arrived.
  var rawEnd: Int { Int(raw) + Int(count) }
}
