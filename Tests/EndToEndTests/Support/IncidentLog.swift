import Glibc

/// A log with an incident whose truth is known: 40 notebooks of three flavors, 240 starts from 16 to 20 November 2026, polls
/// every 10 s while something starts. From 19 November 09:00 UTC on step 2 takes three times as long on one flavor, v100. Twelve
/// of its starts fall into one hour of the 20th.
struct IncidentLog {
  /// 2026-11-19T09:00:00Z.
  static let begin = first + 3 * 86_400_000 + 9 * 3_600_000
  /// 2026-11-16T00:00:00Z.
  private static let first = 1_794_787_200_000
  /// Envelope lines, in order of time.
  private(set) var lines: [String] = []

  private var state: UInt64 = 20_261_119
  private var dated: [(time: Int, line: String)] = []

  private static let flavors: [(flavor: String, notebooks: Int, step2: Double)] = [
    ("modelarts.vm.gpu.v100", 12, 29_000), ("modelarts.vm.gpu.t4", 14, 20_000), ("modelarts.vm.cpu.8u", 14, 8_000),
  ]

  init() {
    for (flavor, count, step2) in Self.flavors {
      let word = flavor.split(separator: ".").last ?? ""
      for notebook in 0..<count {
        for start in 0..<6 {
          var time = Self.first + start * 72_000_000 + Int(unit() * 57_600_000)
          if word == "v100", start == 5 { time = Self.first + 4 * 86_400_000 + 36_000_000 + notebook * 180_000 }
          let isSlow = word == "v100" && time >= Self.begin
          watch("\(word)-\(notebook < 10 ? "0" : "")\(notebook)", flavor, at: time, step2 * (isSlow ? 3 : 1))
        }
      }
    }
    lines = dated.sorted { ($0.time, $0.line) < ($1.time, $1.line) }.map(\.line)
  }

  /// The whole log as input.
  var text: String { lines.joined(separator: "\n") + "\n" }

  /// One start: a poll that shows it stopped, the answer to the request, polls until it runs, one that shows it stopped again.
  private mutating func watch(_ name: String, _ flavor: String, at request: Int, _ step2: Double) {
    var ends: [Double] = []
    for median in [4_000, step2, 6_000, 12_000] { ends.append((ends.last ?? 0) + median * exp(0.6 * normal())) }
    put(name, flavor, request - 5_000, "poll", "STOPPED", nil)
    put(name, flavor, request + 200, "start", "STARTING", nil)
    var age = 200 + unit() * 10_000
    while age < ends[3] {
      let done = ends.count { $0 <= age }
      put(name, flavor, request + Int(age), "poll", "STARTING", done)
      age += 10_000
    }
    put(name, flavor, request + Int(age), "poll", "RUNNING", nil)
    put(name, flavor, request + 3_600_000, "poll", "STOPPED", nil)
  }

  private mutating func put(
    _ name: String, _ flavor: String, _ time: Int, _ kind: String, _ status: String, _ done: Int?
  ) {
    var steps = ""
    if let done {
      let listed = (0..<4).map { step in
        #"{"step":\#(step + 1),"status":"\#(step < done ? "COMPLETED" : step == done ? "PROCESSING" : "WAITING")"}"#
      }
      steps = #","action_progress":[\#(listed.joined(separator: ","))]"#
    }
    dated.append(
      (
        time,
        #"{"observed_at":\#(time),"kind":"\#(kind)","region":"eu-de","project_id":"p","body":{"id":"\#(name)-id","#
          + #""name":"\#(name)","flavor":"\#(flavor)","status":"\#(status)"\#(steps)}}"#
      ))
  }

  /// A number within (0, 1): the same in every run.
  private mutating func unit() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (Double(state >> 11) + 0.5) * 0x1p-53
  }

  private mutating func normal() -> Double { (-2 * log(unit())).squareRoot() * cos(2 * Double.pi * unit()) }
}
