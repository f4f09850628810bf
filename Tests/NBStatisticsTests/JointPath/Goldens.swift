import Foundation
import NBStatistics

/// Attempts and the estimates that two independent programs made of them.
struct JointPathGolden: Decodable {
  struct Attempt: Decodable {
    struct Step: Decodable {
      let status: String
      let began: [Int64]?
      let ended: [Int64]?
      let unfinished: Int64?
    }

    let begin: [Int64]
    let outcome: String
    let end: [Int64]?
    let server_total_ms: Int64?
    let steps: [String: Step]
  }

  struct Quantile: Decodable {
    let estimate: Double
    let low: Double
    let high: Double?
    let data_share: Double
    let free_low: Double
    let free_high: Double?
  }

  struct Result: Decodable {
    let paths: Int
    let log_likelihood: Double
    let shared_spread: Double
    let lambda: [Double]
    let steps: [String: [String: Quantile]]
  }

  let steps: Int
  let median_gap_s: Double
  private let attempts: [Attempt]
  let result: Result

  /// - Parameter number: 1 or 2.
  static func read(_ number: Int) throws -> JointPathGolden {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Goldens/joint-path-\(number).json")
    return try JSONDecoder().decode(JointPathGolden.self, from: Data(contentsOf: file))
  }

  /// The attempts as an estimate takes them.
  var times: [AttemptTimes] { attempts.map(Self.times) }

  /// Gaps with the median that the set was made with.
  var gaps: [Int64] { [Int64((median_gap_s * 1_000).rounded(.down)), Int64((median_gap_s * 1_000).rounded(.up))] }

  private static func times(_ attempt: Attempt) -> AttemptTimes {
    let outcomes: [String: StartRow.Outcome] = [
      "succeeded": .succeeded, "failed": .failed, "cancelled": .cancelled, "superseded": .superseded,
    ]
    var steps: [Int: StepTimes] = [:]
    for (number, step) in attempt.steps {
      let status: StepTimes.Status =
        step.status == "FAILED" ? .failed : step.ended == nil ? .unfinished : .completed
      if let number = Int(number) {
        steps[number] = StepTimes(
          status, began: pair(step.began), ended: pair(step.ended), lastUnfinished: step.unfinished)
      }
    }
    return AttemptTimes(
      outcomes[attempt.outcome] ?? .inProgress, begin: (attempt.begin[0], attempt.begin[1]), end: pair(attempt.end),
      serverTotal: attempt.server_total_ms, steps: steps)
  }

  private static func pair(_ values: [Int64]?) -> (low: Int64?, high: Int64?) { (values?[0], values?[1]) }
}
