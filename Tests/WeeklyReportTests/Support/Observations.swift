import NBBasics
import NBObservations

/// Envelope lines of polls, written by hand.
struct Observations {
  /// An instance, and what its answers say beside the status.
  struct Instance {
    var id: String
    var name = "notebook"
    var flavor = "modelarts.vm.cpu.2u"
    var image = "image"
    var user = "user"
    var workspace = "0"

    /// The id of the n-th instance.
    static func id(_ number: Int) -> String {
      let digits = String(number)
      return "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
    }
  }

  private(set) var lines: [String] = []

  /// A poll of an instance; `time` is RFC 3339.
  mutating func poll(_ instance: Instance, _ time: Instant, _ status: String, failReason: String? = nil) {
    func quoted(_ text: String) -> String {
      var bytes: [UInt8] = []
      JSONText.appendQuoted(text, to: &bytes)
      return String(decoding: bytes, as: UTF8.self)
    }
    let body = [
      ("id", quoted(instance.id)), ("name", quoted(instance.name)), ("status", quoted(status)),
      ("flavor", quoted(instance.flavor)), ("feature", quoted("NOTEBOOK")),
      ("workspace_id", quoted(instance.workspace)), ("user", "{\"name\":\(quoted(instance.user))}"),
      ("image", "{\"id\":\"i\",\"name\":\(quoted(instance.image)),\"tag\":\"t\"}"),
      ("volume", "{\"category\":\"EVS\",\"ownership\":\"MANAGED\",\"capacity\":50}"),
      ("billing_items", status == "RUNNING" ? "[\"COMPUTE\",\"STORAGE\"]" : "[\"STORAGE\"]"),
      ("fail_reason", failReason.map(quoted) ?? "null"),
    ]
    let members = body.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",")
    lines.append(
      "{\"observed_at\":\"\(time.rfc3339)\",\"kind\":\"poll\",\"notebook_id\":\(quoted(instance.id)),"
        + "\"http_status\":200,\"body\":{\(members)}}")
  }

  /// A start that polls every `gap` seconds saw: stopped, then starting for `seconds`, then `outcome`, then stopped.
  mutating func start(
    _ instance: Instance, at time: Instant, seconds: Int, gap: Int = 5, outcome: String = "RUNNING",
    failReason: String? = nil
  ) {
    var second = 0
    poll(instance, time, "STOPPED")
    while second < seconds {
      second += gap
      poll(instance, time + Int64(second) * 1000, "STARTING")
    }
    poll(instance, time + Int64(second + gap) * 1000, outcome, failReason: failReason)
    poll(instance, time + Int64(second + 2 * gap) * 1000, "STOPPED")
  }

  /// Starts of one instance on days of a week, one an hour.
  mutating func starts(
    _ count: Int, _ instance: Instance, from time: Instant, seconds: (Int) -> Int, gap: Int = 5,
    outcome: (Int) -> String = { _ in "RUNNING" }
  ) {
    for number in 0..<count {
      start(
        instance, at: time + Int64(number) * 3_600_000, seconds: seconds(number), gap: gap, outcome: outcome(number),
        failReason: outcome(number) == "RUNNING" ? nil : "no node")
    }
  }
}

/// An instant of a test.
func at(_ text: String) -> Instant { Instant(rfc3339: text)! }
