import Glibc
import NBFuzzTargets
import NBTestHistories
import Testing

/// The inputs that the fuzzer found worth keeping, and mutations of them.
@Suite struct CorpusTests {
  @Test(arguments: FuzzTarget.allCases)
  func `what the fuzzer kept, and mutations of it, neither crash a reader nor make it contradict itself`(
    _ target: FuzzTarget
  ) {
    let corpus = Self.corpus(target)
    #expect(!corpus.isEmpty)
    var random = SeededRandom(1)
    for input in corpus { target.run(input) }
    var count = 0
    let end = Self.now + Self.seconds
    repeat {
      for input in corpus {
        for _ in 0..<20 { target.run(Self.mutated(input, corpus, &random)) }
        count += 20
      }
    } while Self.now < end
    if Self.seconds > 0 { print("fuzz: \(target.rawValue): \(count) mutations") }
  }

  /// Seconds that each target gets: none in the suite, which runs each input a few times, a minute in all in CI.
  private static let seconds: Int = {
    guard let text = getenv("NBTRACK_FUZZ_SECONDS"), let seconds = Int(String(cString: text)) else { return 0 }
    return seconds / FuzzTarget.allCases.count
  }()

  private static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec
  }

  private static func mutated(_ input: [UInt8], _ corpus: [[UInt8]], _ random: inout SeededRandom) -> [UInt8] {
    var bytes = input
    for _ in 0..<(1 + random.below(4)) {
      guard !bytes.isEmpty else { return bytes }
      let place = random.below(bytes.count)
      switch random.below(6) {
      case 0: bytes[place] ^= UInt8(1 << random.below(8))
      case 1:
        bytes[place] = random.pick([0x00, 0x0A, 0x22, 0x5C, 0x7B, 0x7D, 0x5B, 0x5D, 0x2C, 0x3A, 0x7F, 0x80, 0xFF])
      case 2: bytes.removeSubrange(place..<min(place + 1 + random.below(9), bytes.count))
      case 3: bytes.insert(contentsOf: bytes[place..<min(place + 1 + random.below(9), bytes.count)], at: place)
      case 4: bytes.removeLast(bytes.count - place)
      default: bytes.insert(contentsOf: random.pick(corpus).suffix(random.below(40)), at: place)
      }
    }
    return bytes
  }

  private static func corpus(_ target: FuzzTarget) -> [[UInt8]] {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(2)
    let folder = parts.joined(separator: "/") + "/Fuzz/\(target.rawValue)"
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let next = readdir(directory) {
      let name = withUnsafeBytes(of: &next.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted().compactMap { bytes(of: folder + "/" + $0) }
  }

  private static func bytes(of path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { result += buffer[..<count] }
    return result
  }
}
