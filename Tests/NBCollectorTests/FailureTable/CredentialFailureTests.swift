import Testing

@testable import NBCollector

private let minute: Int64 = 60_000

/// Rows of the failure table about credentials and permissions.
@Suite struct CredentialFailureTests {
  @Test(arguments: ["APIGW.0301", "APIG.0301", "ModelArts.0201", "ModelArts.0203", "ModelArts.6401"])
  func `401 with a token: renewed and repeated once, then 20 minutes, doubling to 4 hours`(code: String) {
    var valid = true
    var simulation = FailureCase.simulation(account: Simulation.account(.password(AccessTests.user))) { request in
      if request.isLogin { return Scripted.login() }
      return valid ? nil : Scripted.error(code == "ModelArts.0203" ? 403 : 401, code)
    }
    // The account logs in at once.
    simulation.run(for: 60_000)
    valid = false
    let since = simulation.now.steady
    simulation.run(for: 70 * minute)
    let logins = FailureCase.times(simulation, since: since, where: \.isLogin)
    let calls = FailureCase.times(simulation, since: since, where: { !$0.isLogin })
    // Refused, renewed, refused: rest for 20, then for 40 minutes.
    #expect(logins.count == 3)
    #expect(calls.count == 4)
    #expect(calls[2] - calls[1] >= 20 * minute)
    #expect(calls[3] - calls[2] >= 40 * minute)
    valid = true
    simulation.run(for: 90 * minute)
    #expect(simulation.said("list recovered").count == 1)
  }

  @Test func `401 of an expired token is renewed without a loss`() {
    var refusals = 1
    var simulation = FailureCase.simulation(account: Simulation.account(.password(AccessTests.user))) { request in
      if request.isLogin { return Scripted.login() }
      guard refusals > 0, request.isShow else { return nil }
      refusals -= 1
      return Scripted.error(401, "APIGW.0301")
    }
    simulation.run(for: 60_000)
    #expect(simulation.collector.hasLost == false)
    #expect(simulation.appended.allSatisfy { $0.status == 200 })
  }

  @Test func `401 under AK and SK: 60 s, then 6 min and more`() {
    var refusing = true
    var simulation = FailureCase.simulation {
      refusing ? Scripted.error(401, "APIGW.0301", "verify aksk signature fail \($0.method)") : nil
    }
    let since = simulation.now.steady
    simulation.run(for: 20 * minute)
    let calls = FailureCase.times(simulation, since: since, where: { _ in true })
    #expect(calls.count == 4)
    let gaps = zip(calls, calls.dropFirst()).map { $1 - $0 }
    #expect(gaps[0] >= 60_000 && gaps[0] < 62_000)
    #expect(gaps[1] >= 6 * minute)
    #expect(gaps[2] >= 12 * minute)
    // SIGHUP: at once.
    refusing = false
    simulation.collector.reload(nil, now: simulation.now)
    let before = simulation.requests.count
    simulation.run(for: 1000)
    #expect(simulation.requests.count > before)
  }

  @Test func `login 401 at the start ends with what to look at`() {
    var simulation = FailureCase.simulation(after: 0, account: Simulation.account(.password(AccessTests.user))) {
      $0.isLogin ? Scripted.answer(401, #"{"error":{"code":401,"message":"x"}}"#) : nil
    }
    simulation.run(for: 60 * minute)
    #expect(simulation.problem?.message == "the login was refused (HTTP 401)")
    #expect(simulation.requests.count == 1)
    #expect(simulation.appended.isEmpty)
  }

  @Test(arguments: [400, 404]) func `login 400 or 404: wrong scope or URL`(status: Int) {
    var simulation = FailureCase.simulation(after: 0, account: Simulation.account(.password(AccessTests.user))) {
      $0.isLogin ? Scripted.answer(status, #"{"error":{"message":"Expecting to find domain in project"}}"#) : nil
    }
    simulation.run(for: 60 * minute)
    #expect(simulation.problem?.message.contains("Expecting to find domain in project") == true)
  }

  @Test func `403: one line with the policy, then 15 minutes`() {
    var simulation = FailureCase.simulation { $0.isShow ? nil : Scripted.error(403, "ModelArts.0108") }
    let since = simulation.now.steady
    simulation.run(for: 40 * minute)
    let lists = FailureCase.times(simulation, since: since, where: \.isList)
    #expect((2...3).contains(lists.count))
    #expect(lists[1] - lists[0] >= 15 * minute)
    #expect(simulation.said("forbidden").count == 1)
    #expect(simulation.said("forbidden")[0].text.contains("modelarts:notebook:list,modelarts:notebook:get"))
  }

  @Test func `403 of a show: appended, and lists go on`() {
    var simulation = FailureCase.simulation { $0.isShow ? Scripted.error(403, "ModelArts.0108") : nil }
    let since = simulation.now.steady
    simulation.run(for: 20 * minute)
    #expect((1...2).contains(FailureCase.times(simulation, since: since, where: \.isShow).count))
    #expect(FailureCase.times(simulation, since: since, where: \.isList).count > 60)
    #expect(simulation.appended.contains { $0.id == "n2" && $0.status == 403 })
  }

  @Test(arguments: [400, 404]) func `login 400 or 404 later: again after 5 min, and then it goes on`(status: Int) {
    var isWrong = false
    var simulation = FailureCase.simulation(after: 0, account: Simulation.account(.password(AccessTests.user))) {
      guard $0.isLogin else { return nil }
      return isWrong ? Scripted.answer(status, #"{"error":{"message":"m"}}"#) : Scripted.login(life: 600)
    }
    simulation.run(for: minute)
    isWrong = true
    // The token has to be renewed before it ends.
    let since = simulation.now.steady
    simulation.run(for: 30 * minute)
    let logins = FailureCase.times(simulation, since: since, where: \.isLogin)
    #expect(simulation.problem == nil)
    #expect((4...6).contains(logins.count))
    #expect(zip(logins, logins.dropFirst()).allSatisfy { $1 - $0 >= 5 * minute })
    #expect(simulation.said("login recovered").isEmpty)
    isWrong = false
    let back = simulation.now.steady
    simulation.run(for: 6 * minute)
    #expect(simulation.said("login recovered").count == 1)
    #expect(FailureCase.times(simulation, since: back, where: \.isList).count > 2)
    // Nothing of a login is an observation.
    #expect(simulation.appended.allSatisfy { $0.status == 200 })
  }

  @Test func `login 401 later: none before 20 min, and SIGHUP at once`() {
    var isWrong = false
    var simulation = FailureCase.simulation(after: 0, account: Simulation.account(.password(AccessTests.user))) {
      guard $0.isLogin else { return nil }
      return isWrong ? Scripted.answer(401) : Scripted.login(life: 600)
    }
    simulation.run(for: minute)
    isWrong = true
    let since = simulation.now.steady
    simulation.run(for: 25 * minute)
    #expect(FailureCase.times(simulation, since: since, where: \.isLogin).count == 1)
    #expect(simulation.problem == nil)
    isWrong = false
    simulation.collector.reload(Simulation.account(.password(AccessTests.user)), now: simulation.now)
    let before = simulation.appended.count
    simulation.run(for: 2000)
    #expect(simulation.appended.count > before)
  }
}
