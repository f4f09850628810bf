import NBObservations
import Testing

@testable import NBProjections

private func standing(
  _ status: InstanceStatus?, asOf: String, enabled: Bool? = true, type: String? = nil
) -> LeaseStanding? {
  let lease = Lease(createAt: time("08:00"), duration: minutes(60), enabled: enabled, type: type)
  return LeaseStanding(status: status, lease: lease, asOf: time(asOf))
}

@Test func `a lease ends its duration after the creation, and minutes left are whole ones - E23`() {
  #expect(standing(.running, asOf: "08:30:00.001")?.end == time("09:00"))
  #expect(standing(.running, asOf: "08:30:00.001")?.minutesLeft == 29)
  #expect(standing(.running, asOf: "09:00:00.001")?.minutesLeft == -1)
  #expect(standing(.running, asOf: "09:01")?.minutesLeft == -1)
}

@Test func `a stop is due from the limit to the end itself - E23`() {
  #expect(standing(.running, asOf: "08:00")?.isDue(within: minutes(60)) == true)
  #expect(standing(.starting, asOf: "08:00")?.isDue(within: minutes(60) - 1) == false)
  #expect(standing(.running, asOf: "09:00")?.isDue(within: minutes(60)) == true)
  #expect(standing(.running, asOf: "09:00:00.001")?.isDue(within: minutes(60)) == false)
}

@Test func `a lease that is off or idle has no end - E23`() {
  #expect(standing(.running, asOf: "08:30", enabled: false)?.end == nil)
  #expect(standing(.running, asOf: "08:30", enabled: nil)?.isDue(within: minutes(60)) == false)
  #expect(standing(.running, asOf: "08:30", type: "idle")?.end == nil)
  #expect(standing(.running, asOf: "08:30", type: "Timing")?.end == time("09:00"))
}

@Test func `an instance that is not up cannot be stopped by its lease - E23`() {
  for status: InstanceStatus in [.stopped, .stopping, .startFailed, .gone, .frozen] {
    #expect(standing(status, asOf: "08:30") == nil)
  }
  #expect(standing(nil, asOf: "08:30") != nil)
  #expect(LeaseStanding(status: .running, lease: nil, asOf: time("08:30")) == nil)
}
