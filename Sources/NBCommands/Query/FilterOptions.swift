import ArgumentParser
import NBObservations
import NBProjections
import NBSQLite

/// What narrows a named query, and what refines how it counts.
struct FilterOptions: ParsableArguments {
  @Option(help: "Step 1 to 4.") var step: Int?
  @Option(help: "Flavor id.") var flavor: String?
  @Option(help: "cpu, gpu, npu or unknown.") var flavorClass: FlavorClassArgument?
  @Option(help: "Image id, id:tag or name.") var image: String?
  @Option(help: "start or create.") var kind: StartKindArgument?
  @Option(help: "Workspace id.") var workspace: String?
  @Option(help: "User name.") var user: String?
  @Option(help: "Region.") var region: String?
  @Option(help: "Project id.") var project: String?

  @Option(
    help: ArgumentHelp(
      "start-latency: shares ready by then, such as 60s,5m. leases: due by then.", valueName: "duration,…"))
  var within: WithinArgument?
  @Option(help: "step-latency: duration, or age at the end of the step.") var measure: Measure?
  @Option(help: "start-latency: auto uses the server's own totals; polls ignores them.") var clock: ClockChoice?
  @Option(help: "Latencies: requested leaves out attempts known from polls alone.") var origin: Origin?
  @Option(help: "step-latency: model adds the intervals of the model.") var interval: Interval?
  @Flag(help: "failure-rates: Clopper-Pearson instead of Wilson.") var exact = false
  @Option(help: ArgumentHelp("Exposure: the longest gap counted as observed. Default: 15m.", valueName: "duration"))
  var maxGap: DurationArgument?
  @Option(help: ArgumentHelp("Exposure: GB that are free, by category; may be given again.", valueName: "category=gb"))
  var freeGB: [FreeGBArgument] = []
  @Option(help: "Exposure: documented counts likely as certain where the documentation says so.")
  var assumeBilling: AssumeBilling?

  enum Measure: String, ExpressibleByArgument, CaseIterable { case duration, age }
  enum ClockChoice: String, ExpressibleByArgument, CaseIterable { case auto, polls }
  enum Origin: String, ExpressibleByArgument, CaseIterable { case requested, inferred }
  enum Interval: String, ExpressibleByArgument, CaseIterable { case model }
  enum AssumeBilling: String, ExpressibleByArgument, CaseIterable { case documented }

  func validate() throws {
    if let step, !(1...4).contains(step) { throw ValidationError("--step takes 1 to 4") }
  }

  /// What was given: option, parameter of the SQL, value.
  var given: [(option: String, parameter: String, value: Value)] {
    var list: [(option: String, parameter: String, value: Value)] = []
    func add(_ option: String, _ parameter: String, _ value: Value?) {
      if let value { list.append((option, parameter, value)) }
    }
    add("--step", "step", step.map { .integer(Int64($0)) })
    add("--flavor", "flavor", flavor.map(Value.text))
    add("--flavor-class", "flavor_class", flavorClass.map { .text($0.word) })
    add("--image", "image", image.map(Value.text))
    add("--kind", "kind", kind.map { .text($0.kind.word) })
    add("--workspace", "workspace", workspace.map(Value.text))
    add("--user", "user", user.map(Value.text))
    add("--region", "region", region.map(Value.text))
    add("--project", "project", project.map(Value.text))
    add("--measure", "measure", measure.map { .text($0.rawValue) })
    add("--clock", "clock", clock.map { .text($0.rawValue) })
    add("--origin", "origin", origin.map { .text($0.rawValue) })
    add("--interval", "interval", interval.map { .text($0.rawValue) })
    add("--exact", "exact", exact ? .integer(1) : nil)
    add("--max-gap", "max_gap_ms", maxGap.map { .integer($0.milliseconds) })
    add("--free-gb", "free_gb", freeGB.isEmpty ? nil : .text(freeGB.map(\.text).joined(separator: ",")))
    add("--assume-billing", "assume_billing", assumeBilling.map { .text($0.rawValue) })
    return list
  }
}

/// `start` or `create`.
struct StartKindArgument: ExpressibleByArgument {
  let kind: StartKind

  init?(argument: String) {
    guard let kind = StartKind.allCases.first(where: { $0.word == argument.lowercased() }) else { return nil }
    self.kind = kind
  }
}

/// `60s,5m`.
struct WithinArgument: ExpressibleByArgument {
  let durations: [(text: String, milliseconds: Int64)]

  init?(argument: String) {
    var durations: [(text: String, milliseconds: Int64)] = []
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      guard let duration = DurationArgument(argument: String(part)) else { return nil }
      durations.append((String(part), duration.milliseconds))
    }
    self.durations = durations
  }
}

/// `EFS=50`, or several separated by commas.
struct FreeGBArgument: ExpressibleByArgument {
  let text: String

  init?(argument: String) {
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      let pair = part.split(separator: "=", omittingEmptySubsequences: false)
      guard pair.count == 2, !pair[0].isEmpty, let gigabytes = Int64(pair[1]), gigabytes >= 0 else { return nil }
    }
    text = argument
  }
}
