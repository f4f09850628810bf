/// A random history of a few instances as envelopes: starts, polls, failures, refusals, restarts under a new token,
/// losses, list pages, ties, repeats, observations out of every range. In order of time, exact repeats aside.
package struct RandomHistory: Sendable {
  /// Envelopes, one observation each.
  package let envelopes: [JSONValue]
  /// Times of the envelopes.
  package let times: [Int64]

  /// The envelopes as JSON Lines.
  package var lines: [String] { envelopes.map(\.text) }

  /// A history of `count` observations of up to `instances` instances; the same seed gives the same one.
  package init(seed: UInt64, count: Int, instances: Int = 3) {
    var random = SeededRandom(seed)
    var time: Int64 = 1_794_816_000_000
    var envelopes: [JSONValue] = []
    var times: [Int64] = []
    var bodies: [Int: JSONValue] = [:]
    for _ in 0..<count {
      time += random.pick([0, 0, 1, 999, 5_000, 10_000, 30_000, 30_000, 60_000, 600_000, 3_600_000])
      let instance = random.below(instances)
      if bodies[instance] == nil || random.chance(50) { bodies[instance] = Self.body(instance, &random) }
      guard let body = bodies[instance] else { continue }
      envelopes.append(.object(Self.envelope(instance, body, at: time, &random)))
      times.append(time)
    }
    self.envelopes = envelopes
    self.times = times
  }

  private static func envelope(
    _ instance: Int, _ body: JSONValue, at time: Int64, _ random: inout SeededRandom
  ) -> [(String, JSONValue)] {
    var members: [(String, JSONValue)] = [("observed_at", .number(time))]
    members.append(
      ("kind", .string(random.pick(["poll", "poll", "poll", "poll", "start", "create", "stop", "delete"]))))
    if instance % 2 == 1 { members.append(("region", .string("eu-de"))) }
    if instance % 3 == 2 { members.append(("project_id", .string("p\(instance)"))) }
    if random.chance(30) {
      members.append(("requested_at", .number(time - random.pick([0, 300, 1500, 90_000, 1_794_816_000_000]))))
    }
    if random.chance(30) {
      members.append(
        ("date", .string(random.pick(["Mon, 16 Nov 2026 08:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "yesterday"]))))
    }
    if random.chance(10) {
      members.append(("request", .object([("duration", .number(3_600_000)), ("type", .string("timing"))])))
    }
    switch random.below(12) {
    case 0:
      members.append(("notebook_id", .string("nb-\(instance)")))
      members.append(("http_status", .number(random.pick([0, 204, 401, 404, 429, 500]))))
    case 1:
      members.append(("notebook_id", .string("nb-\(instance)")))
      members.append(("http_status", .number(400)))
      members.append(
        (
          "body",
          .object([
            ("error_code", .string(random.pick(["ModelArts.6309", "ModelArts.6329", "ModelArts.0113", "X"]))),
            ("error_msg", .string("token=abc refused")),
          ])
        ))
    default: members.append(("body", body))
    }
    return members
  }

  private static func body(_ instance: Int, _ random: inout SeededRandom) -> JSONValue {
    let status = random.pick([
      "STARTING", "STARTING", "CREATING", "RUNNING", "RUNNING", "running", "STOPPED", "STOPPING", "START_FAILED",
      "CREATE_FAILED", "ERROR", "FROZEN", "Resizing",
    ])
    var members: [(String, JSONValue)] = [("id", .string("nb-\(instance)")), ("status", .string(status))]
    func number() -> Int64 { random.pick([0, -1, .max, .min, 1_794_816_000_000, 1_794_816_030_000, 3_600_000]) }
    if random.chance(60) { members.append(("token", .string("tok-\(random.below(3))"))) }
    if random.chance(70) {
      members.append(("flavor", .string(random.pick(["modelarts.vm.cpu.2u", "modelarts.p3.large", "x.snt9b"]))))
    }
    if random.chance(70) { members.append(("name", .string(random.pick(["one", "zwei é", ""])))) }
    if random.chance(50) { members.append(("fail_reason", .string(random.pick(["no node", "password=hunter2", ""])))) }
    if random.chance(50) {
      members.append(
        ("billing_items", random.pick([.raw("null"), .array([]), .array([.string("COMPUTE"), .string("STORAGE")])])))
    }
    if random.chance(60) {
      members.append(
        (
          "lease",
          .object([
            ("create_at", .number(number())), ("duration", .number(number())), ("enable", .raw("true")),
            ("update_at", .number(number())),
          ])
        ))
    }
    if random.chance(50) { members.append(("update_at", .number(number()))) }
    if random.chance(50) { members.append(("create_at", .number(number()))) }
    if random.chance(40) {
      members.append(
        (
          "volume",
          .object([
            ("category", .string("EVS")), ("capacity", .number(random.pick([5, 50, .max]))),
            ("ownership", .string("MANAGED")),
          ])
        ))
    }
    if random.chance(40) { members.append(("user", .object([("id", .string("u1")), ("name", .string("ann"))]))) }
    if random.chance(40) {
      members.append(
        ("image", .object([("id", .string("i1")), ("name", .string("mindspore")), ("tag", .string("t"))])))
    }
    if random.chance(70) {
      let steps = (1...4).filter { _ in random.chance(60) }.map { step -> JSONValue in
        .object([
          ("step", .number(Int64(step))),
          ("status", .string(random.pick(["WAITING", "PROCESSING", "COMPLETED", "FAILED"]))),
          ("description", .string("s")),
        ])
      }
      members.append(("action_progress", .array(steps)))
    }
    members.append(("filler", .string(String(repeating: "f", count: 150))))
    return .object(members)
  }
}
