// The entry that libFuzzer calls; compiled by scripts/fuzz together with the objects of the package.
import Glibc
import NBFuzzTargets

private let target: FuzzTarget = {
  guard let name = getenv("NBTRACK_FUZZ_TARGET"), let target = FuzzTarget(rawValue: String(cString: name)) else {
    fatalError("NBTRACK_FUZZ_TARGET names no target")
  }
  return target
}()

@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  target.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}
