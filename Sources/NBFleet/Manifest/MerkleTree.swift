import NBObservations

/// The tree of RFC 6962 section 2.1 over digests of leaves, which are given.
enum MerkleTree {
  /// The root; of no leaves the digest of nothing.
  static func root(_ leaves: [Digest]) -> Digest {
    leaves.isEmpty ? Digest(hashing: []) : root(leaves[...])
  }

  private static func root(_ leaves: ArraySlice<Digest>) -> Digest {
    if leaves.count == 1 { return leaves[leaves.startIndex] }
    // The largest power of two that is smaller than the count.
    let left = 1 << (Int.bitWidth - 1 - (leaves.count - 1).leadingZeroBitCount)
    let middle = leaves.startIndex + left
    return Digest(hashing: [1] + root(leaves[..<middle]).bytes + root(leaves[middle...]).bytes)
  }
}
