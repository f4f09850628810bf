/// For how long a resource was billable.
enum ExposureAnswerSentences {
  static func lines(_ row: TableRow, _ days: String?) -> [Phrase]? {
    let names = ["COMPUTE": "compute", "STORAGE": "storage"]
    guard let resource = row.text("resource"), (row.milliseconds("upper_s") ?? 0) > 0 else { return nil }
    let title = (row.group(before: "resource") + [names[resource] ?? resource, days].compactMap { $0 })
      .joined(separator: " · ")
    func estimate(_ unit: Unit, _ names: [String], _ read: (String) -> Double?) -> String? {
      let values = names.map { read($0).map { Quantity($0, unit) } }
      return values[1].map { IntervalWords.estimate($0.text(), values[0]?.text(), values[2]?.text()) }
    }
    var parts = [estimate(.hours, ["lower_s", "best_s", "upper_s"]) { row.milliseconds($0) }]
    if resource == "STORAGE", (row.number("upper_gb_hours") ?? 0) > 0 {
      parts.append(
        estimate(.gigabyteHours, ["lower_gb_hours", "best_gb_hours", "upper_gb_hours"]) { row.number($0) })
    }
    var text = parts.compactMap { $0 }.joined(separator: "   ")
    if let missing = row.milliseconds("unobserved_s"), missing > 0 {
      text += "   for another \(DurationWords.hours(milliseconds: missing)) there is no data"
    }
    return ["\(strong: title)   \(text)"]
  }
}
