import NBBasics

@testable import NBCollector

/// A notebook service in simulated time: instances with lives of their own, paging as the real one does it.
struct Service {
  struct Instance {
    let id: String
    let createdAt: Int64
    /// When which status begins, in order of time; `nil` when the instance is gone.
    var life: [(at: Int64, word: String?)]

    func word(at time: Int64) -> String? {
      guard time >= createdAt else { return nil }
      return life.last { $0.at <= time }?.word
    }
  }

  /// In the order of their creation.
  var instances: [Instance] = []
  /// Rows carry `action_progress`.
  var rowsCarryProgress = false
  /// Rows at most on a page, whatever is asked for.
  var largestPage = 50
  /// Ids that no list has although they exist.
  var hidden: Set<String> = []
  /// Milliseconds that an answer takes.
  var latency: Int64 = 200
  /// Server's clock less the machine's.
  var clockOffset: Int64 = 0

  func answer(_ request: HTTPRequest, at wall: Int64) -> HTTPAnswer {
    var answer = whole(200, at: wall)
    if request.isLogin {
      var login = Scripted.login()
      login.observedAt = wall
      return login
    }
    let parts = request.path.split(separator: "/")
    guard parts.count >= 3, parts[2] == "notebooks" else { return whole(404, at: wall) }
    if parts.count == 4, parts[3] != "all" {
      let id = String(parts[3])
      guard let instance = instances.first(where: { $0.id == id }), let word = instance.word(at: wall) else {
        var gone = whole(400, at: wall)
        gone.body = Array(#"{"error_code":"ModelArts.6309","error_msg":"The notebook does not exist."}"#.utf8)
        return gone
      }
      answer.body = Array(row(instance, word, wall, progress: true).utf8)
      return answer
    }
    var query: [String: Int] = [:]
    for pair in request.query.split(separator: "&") {
      let sides = pair.split(separator: "=")
      query[String(sides[0])] = Int(sides[1])
    }
    let present = instances.filter { $0.word(at: wall) != nil && !hidden.contains($0.id) }
    let rows = present.dropFirst(query["offset"] ?? 0).prefix(min(query["limit"] ?? 10, largestPage))
    let texts = rows.compactMap { instance in
      instance.word(at: wall).map { row(instance, $0, wall, progress: rowsCarryProgress) }
    }
    answer.body = Array(
      "{\"data\":[\(texts.joined(separator: ","))],\"total\":\(present.count),\"size\":\(rows.count)}".utf8)
    return answer
  }

  func whole(_ status: Int, at wall: Int64) -> HTTPAnswer {
    var answer = HTTPAnswer()
    answer.status = status
    answer.requestedAt = wall - latency
    answer.observedAt = wall
    answer.duration = latency
    answer.headers = [("date", HTTPDate.text(seconds: (wall + clockOffset).flooredQuotient(by: 1000)))]
    return answer
  }

  private func row(_ instance: Instance, _ word: String, _ wall: Int64, progress: Bool) -> String {
    let steps =
      progress && Motion(word: word) == .starting ? #""action_progress":[{"step":1,"status":"RUNNING"}],"# : ""
    return #"{"current_time":\#(wall),\#(steps)"id":"\#(instance.id)","status":"\#(word)"}"#
  }

  /// A fleet of a size, with starts, stops and deletions at random times between `from` and `until`.
  static func fleet(
    _ count: Int, from: Int64, until: Int64, startsEach: Int64 = 86_400_000, random: inout SplitMix
  ) -> Service {
    var service = Service()
    for number in 0..<count {
      let created = number % 10 == 9 ? Int64.random(in: from..<until, using: &random) : from - Int64(count - number)
      var life: [(at: Int64, word: String?)] = [(created, "STOPPED")]
      var at = created + Int64.random(in: 0..<startsEach, using: &random)
      while at < until {
        life.append((at, "STARTING"))
        at += Int64.random(in: 20_000...90_000, using: &random)
        life.append((at, Int.random(in: 0..<20, using: &random) == 0 ? "START_FAILED" : "RUNNING"))
        at += Int64.random(in: 600_000..<startsEach, using: &random)
        life.append((at, "STOPPING"))
        at += Int64.random(in: 3000...20_000, using: &random)
        if Int.random(in: 0..<40, using: &random) == 0 {
          life.append((at, nil))
          break
        }
        life.append((at, "STOPPED"))
        at += Int64.random(in: 600_000..<startsEach, using: &random)
      }
      service.instances.append(Instance(id: "n\(number)", createdAt: created, life: life))
    }
    service.instances.sort { $0.createdAt < $1.createdAt }
    return service
  }
}
