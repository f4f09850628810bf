import Glibc

/// The target that the environment names.
private let target: FuzzTarget = {
  guard let name = getenv("NBTRACK_FUZZ_TARGET"), let target = FuzzTarget(rawValue: String(cString: name)) else {
    fatalError("NBTRACK_FUZZ_TARGET names no target")
  }
  return target
}()

/// What libFuzzer calls with every input, where `scripts/fuzz` links it.
@_cdecl("LLVMFuzzerTestOneInput")
package func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  target.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}
