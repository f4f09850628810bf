import NBBasics

/// The canonical encoding that names an event. It never changes: heads printed long ago must stay comparable.
///
///     answer   = SHA-256( f(region) f(project_id) f(notebook_id) f(kind) f(http_status) f(request) f(body digest) )
///     identity = SHA-256( answer ‖ observed_at ‖ requested_at ‖ date )
///
/// `f(x)` is the length of x as 4 bytes and then x; text is UTF-8, `http_status` its decimal digits, `request`
/// canonical JSON, the body digest 32 bytes. Times are 8 bytes of milliseconds since 1970 in two's complement, an absent
/// `requested_at` is the least such number. All numbers are big-endian. Absent and null are empty alike. Source name,
/// line number and token fingerprint are no part of it.
public enum EventIdentity {
  /// The part of an identity that repeats: all of an answer but its times.
  package static func answerDigest(
    stream: StreamKey, kind: ObservationKind, httpStatus: Int, request: [UInt8]?, body: Digest?
  ) -> Digest {
    var encoding = FieldEncoding()
    encoding.append(stream.region.utf8)
    encoding.append(stream.projectID.utf8)
    encoding.append(stream.notebookID.utf8)
    encoding.append(kind.word.utf8)
    encoding.append(String(httpStatus).utf8)
    encoding.append(request ?? [])
    encoding.append(body?.bytes ?? [])
    return Digest(hashing: encoding.bytes)
  }

  /// The identity of one event.
  public static func identity(
    answer: Digest, observedAt: Instant, requestedAt: Instant?, date: String?
  ) -> Digest {
    // Without a date the input is 48 bytes: one block of SHA-256.
    withUnsafeTemporaryAllocation(byteCount: 48 + (date?.utf8.count ?? 0), alignment: 8) { buffer in
      answer.withUnsafeBytes { buffer.copyMemory(from: $0) }
      buffer.storeBytes(of: observedAt.milliseconds.bigEndian, toByteOffset: 32, as: Int64.self)
      buffer.storeBytes(of: (requestedAt?.milliseconds ?? .min).bigEndian, toByteOffset: 40, as: Int64.self)
      if let date {
        for (index, byte) in date.utf8.enumerated() { buffer[48 + index] = byte }
      }
      return Digest(hashing: UnsafeRawBufferPointer(buffer))
    }
  }

  /// c(n) = SHA-256( c(n-1) ‖ identity(n) ).
  public static func chain(_ previous: Digest, _ identity: Digest) -> Digest {
    withUnsafeTemporaryAllocation(byteCount: 64, alignment: 8) { buffer in
      previous.withUnsafeBytes { buffer.copyMemory(from: $0) }
      identity.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: buffer[32...]).copyMemory(from: $0)
      }
      return Digest(hashing: UnsafeRawBufferPointer(buffer))
    }
  }
}
