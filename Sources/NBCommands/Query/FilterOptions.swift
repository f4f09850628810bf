import ArgumentParser

/// What narrows a named query, and what refines how it counts; the query's header says which of them it takes.
struct FilterOptions: ParsableArguments {
  @Option(help: "Step 1 to 4.") var step: String?
  @Option(help: ArgumentHelp("One instance, by id, name or a unique part of them.", valueName: "name")) var instance:
    String?
  @Option(help: "Flavor id, or its end: v100, vm.gpu.v100.") var flavor: String?
  @Option(help: "cpu, gpu, npu or unknown.", completion: .list(["cpu", "gpu", "npu", "unknown"])) var flavorClass:
    String?
  @Option(help: "Image id, id:tag, name or name:tag.") var image: String?
  @Option(help: "start or create.", completion: .list(["start", "create"])) var kind: String?
  @Option(
    help: "succeeded, failed, cancelled, superseded, in-progress or refused.",
    completion: .list(["succeeded", "failed", "cancelled", "superseded", "in-progress", "refused"]))
  var outcome: String?
  @Option(help: "Workspace id.") var workspace: String?
  @Option(help: "User name.") var user: String?
  @Option(help: "Region.") var region: String?
  @Option(help: "Project id.") var project: String?

  @Option(
    help: ArgumentHelp(
      "start-latency: shares ready by then, such as 60s,5m. leases: due by then.", valueName: "duration,…"))
  var within: String?
  @Option(help: "step-latency: duration, or age at the end of the step.", completion: .list(["duration", "age"]))
  var measure: String?
  @Option(
    help: "Latencies: auto uses the server's own totals; polls ignores them.", completion: .list(["auto", "polls"]))
  var clock: String?
  @Option(
    help: "Starts: requested leaves out attempts known from polls alone.", completion: .list(["requested", "inferred"]))
  var origin: String?
  @Option(
    help: "step-latency: free prints limits that assume nothing in place of the interval, both prints them beside it.",
    completion: .list(["path", "free", "both"]))
  var interval: String?
  @Flag(help: "failure-rates: Clopper-Pearson instead of Wilson.") var exact = false
  @Option(help: ArgumentHelp("Exposure: the longest gap counted as observed. Default: 15m.", valueName: "duration"))
  var maxGap: String?
  @Option(help: ArgumentHelp("Exposure: GB that are free, by category; may be given again.", valueName: "category=gb"))
  var freeGB: [String] = []
  @Option(
    help: "Exposure: documented counts likely as certain where the documentation says so.",
    completion: .list(["documented"]))
  var assumeBilling: String?

  @Flag(help: "Answer without rows where nothing in the log has what a filter names, instead of failing.")
  var allowEmpty = false

  /// What was given.
  var typed: [TypedQuestion.Setting] {
    let texts: [(option: String, text: String?)] = [
      ("step", step), ("instance", instance), ("flavor", flavor), ("flavor-class", flavorClass), ("image", image),
      ("kind", kind), ("outcome", outcome),
      ("workspace", workspace), ("user", user), ("region", region), ("project", project), ("within", within),
      ("measure", measure), ("clock", clock), ("origin", origin), ("interval", interval),
      ("exact", exact ? "true" : nil), ("max-gap", maxGap),
      ("free-gb", freeGB.isEmpty ? nil : freeGB.joined(separator: ",")), ("assume-billing", assumeBilling),
    ]
    return TypedQuestion.Setting.options(texts)
  }
}
