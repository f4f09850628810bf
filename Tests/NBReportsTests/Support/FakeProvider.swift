import NBReports

/// Answers from a list, so that a report can be rendered without a log. A question that is not in the list is a
/// failure of the test, not an empty table.
final class FakeProvider: ReportProvider {
  struct Unknown: Error, CustomStringConvertible {
    var description: String
  }

  let context: ReportContext
  private let answers: [String: Table]
  /// Every question asked, in order.
  private(set) var asked: [String] = []

  /// `answers`: by query name and, where there is one, the `by` parameter: `start-latency flavor_class`.
  init(_ context: ReportContext, _ answers: [String: Table]) {
    self.context = context
    self.answers = answers
  }

  func table(query: String, parameters: [QueryParameter]) throws -> Table {
    let by = parameters.first { $0.name == "by" }.map { " \($0.value)" } ?? ""
    asked.append(query + by + parameters.filter { $0.name != "by" }.map { " \($0.name)=\($0.value)" }.joined())
    guard let table = answers[query + by] else { throw Unknown(description: query + by) }
    return table
  }
}

/// The columns of the named queries, with the kinds that the headers of the queries declare.
func columns(_ names: String, texts: Set<String> = []) -> [Column] {
  names.split(separator: " ").map { name in
    let name = String(name)
    let known: Set<String> = [
      "note", "method", "step_name", "image_name", "name", "status", "fail_reason", "refusal_class", "flags",
      "user_name",
      "outcome", "flavor_class", "resource", "measure", "unit", "begin_low", "begin_high", "end_low", "end_high",
      "began_low", "began_high", "ended_low", "ended_high", "since", "last_observed_at", "lease_end",
      "status_since_high", "volume_category",
    ]
    let keys: Set<String> = ["notebook_id", "instance", "attempt", "step", "position"]
    return Column(
      name, kind(of: name, isText: known.contains(name) || texts.contains(name)), isKey: keys.contains(name))
  }
}

let quantiles = "p50_s p50_low_s p50_high_s p90_s p90_low_s p90_high_s p95_s p95_low_s p95_high_s method note"
let within = "ready_within_15s ready_within_30s ready_within_60s ready_within_2m ready_within_5m ready_within_10m"
let startColumns = "n succeeded failed cancelled in_progress ready_share_low ready_share_high \(quantiles) \(within)"
let stepColumns = "step step_name n completed failed censored \(quantiles)"
let rateColumns =
  "attempts succeeded failed cancelled superseded in_progress refused failure_rate failure_rate_low failure_rate_high"
let exposureColumns = """
  resource lower_s best_s upper_s unobserved_s lower_gb_hours best_gb_hours upper_gb_hours instances flags
  """
let attemptColumns = """
  region project_id notebook_id attempt kind origin outcome begin_low begin_high end_low end_high total_low_ms \
  total_high_ms server_total_ms flavor
  """
let timedStepColumns = """
  region project_id notebook_id attempt step step_name status began_low began_high ended_low ended_high \
  duration_low_ms duration_high_ms inferred
  """
let instanceColumns = "region project_id notebook_id name status status_since_high last_observed_at"

private func kind(of name: String, isText: Bool) -> ColumnKind {
  let identifiers: Set<String> = ["flavor", "instance", "region", "error_code"]
  if identifiers.contains(name) || name.hasSuffix("_id") { return .identifier }
  let times = ["begin_", "end_", "began_", "ended_", "status_since_", "since", "lease_end", "last_observed_at"]
  if isText { return times.contains { name.hasPrefix($0) } ? .time : .text }
  if name.hasSuffix("_ms") { return .milliseconds }
  if name.hasSuffix("_gb_hours") || name.hasPrefix("gb_hours") { return .gigabyteHours }
  if name.hasSuffix("_s") { return .seconds }
  return ["failure_rate", "ready_share", "ready_within"].contains { name.hasPrefix($0) } ? .rate : .number
}
