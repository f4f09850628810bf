import NBObservations
import Testing

@testable import NBProjections

// Rules C1 to C8.

@Test func `an instance that nothing is known of has no values - C7 C8`() {
  let status = given { lost(at: 5) }.status
  #expect(status.statusWord == nil)
  #expect(status.statusSince == nil)
  #expect(status.lastObserved == nil)
  #expect(status.events == 1)
  #expect(status.pollsWithoutInformation == 1)
}

@Test func `status since lies between the last other status and the first of this one - C3`() {
  let status = given {
    poll(at: 0, "STARTING")
    poll(at: 10, "STARTING")
    lost(at: 15)
    poll(at: 20, "RUNNING")
    poll(at: 30, "running")
  }.status
  #expect(status.statusWord == "running")
  #expect(status.status == .running)
  #expect(status.statusSince == bounds(10, 20))
  #expect(status.firstObserved == instant(0))
  #expect(status.lastObserved == instant(30))
}

@Test func `the first status has no lower end - C3`() {
  #expect(given { poll(at: 5, "STOPPED") }.status.statusSince == bounds(nil, 5))
}

@Test func `a status that comes back counts from its return - C3`() {
  let status = given {
    poll(at: 0, "RUNNING")
    poll(at: 10, "SNAPSHOTTING")
    poll(at: 20, "RUNNING")
  }.status
  #expect(status.statusSince == bounds(10, 20))
}

@Test func `an answer without status keeps the status and still decides - C1 C2 C3 C5`() {
  let status = given {
    poll(at: 0, "RUNNING") {
      $0.billingItems = .listed(["COMPUTE"])
      $0.failReason = "old"
    }
    empty(at: 10, .stop)
    poll(at: 20, "STOPPED")
    empty(at: 30, .delete)
  }.status
  #expect(status.statusWord == "STOPPED")
  #expect(status.statusSince == bounds(0, 20))
  #expect(status.lastObserved == instant(30))
  let between = given {
    poll(at: 0, "RUNNING") { $0.billingItems = .listed(["COMPUTE"]) }
    empty(at: 10, .stop)
  }.status
  #expect(between.statusWord == "RUNNING")
  #expect(between.billingItems == .absent)
}

@Test func `a gone answer decides, a start answer too, and a stale one - C1`() {
  let vanished = given {
    poll(at: 0, "STOPPED") { $0.name = "n" }
    gone(at: 10)
  }.status
  #expect(vanished.statusWord == "GONE")
  #expect(vanished.statusSince == bounds(0, 10))
  #expect(vanished.name == "n")
  let stale = given {
    poll(at: 0, "STOPPED")
    start(at: 10)
    poll(at: 12, "STOPPED")
  }.status
  #expect(stale.statusWord == "STOPPED")
  #expect(stale.statusSince == bounds(10, 12))
}

@Test func `an unknown word keeps its text and is one status in any case - C2 C3`() {
  let status = given {
    poll(at: 0, "Resizing")
    poll(at: 10, "Moving")
    poll(at: 20, "MOVING")
  }.status
  #expect(status.statusWord == "MOVING")
  #expect(status.statusSince == bounds(0, 10))
}

@Test func `what tells nothing decides nothing - C1 C7`() {
  let status = given {
    poll(at: 0, "STOPPED")
    observe(.poll, at: 1, "RUNNING", http: 500)
    observe(.poll, at: 2, nil, http: 401)
    observe(.stop, at: 3, nil, http: 502, hasBody: false)
    observe(.start, at: 4, nil, http: 0, hasBody: false)
    observe(.start, at: 5, nil, http: 400, code: "ModelArts.6329")
    observe(.create, at: 6, nil, http: 403)
  }.status
  #expect(status.statusWord == "STOPPED")
  #expect(status.lastObserved == instant(0))
  #expect(status.events == 7)
  #expect(status.pollsWithoutInformation == 2)
  #expect(status.refusedStarts == 2)
}

@Test func `each field left out keeps its last value - C4`() {
  let status = given {
    poll(at: 0, "STOPPED") {
      $0.name = "first"
      $0.flavor = "f"
      $0.imageID = "i"
      $0.imageTag = "t"
      $0.imageCategories = ["GPU"]
      $0.volume = Volume(category: "EVS", ownership: "MANAGED", capacity: 5)
      $0.lease = Lease(createAt: instant(0), duration: 3_600_000, enabled: true, type: "timing")
      $0.userID = "u"
      $0.poolID = "p"
    }
    poll(at: 10, "STOPPED") {
      $0.name = "second"
      $0.volume = Volume(capacity: 10)
      $0.lease = Lease(updateAt: instant(9), duration: 7_200_000)
      $0.imageTag = "t2"
    }
    poll(at: 20, "STOPPED")
  }.status
  #expect(status.name == "second")
  #expect(status.traits.flavor == "f")
  #expect(status.traits.imageID == "i")
  #expect(status.traits.imageTag == "t2")
  #expect(status.traits.imageCategories == ["GPU"])
  #expect(status.volume == Volume(category: "EVS", ownership: "MANAGED", capacity: 10))
  #expect(status.traits.userID == "u")
  #expect(status.traits.poolID == "p")
  #expect(status.lease.end == instant(7200))
  #expect(status.lease.updateAt == instant(9))
}

@Test(
  arguments: [
    (true, "TIMING", true), (true, "timing", true), (true, nil, true), (true, "IDLE", false), (false, "TIMING", false),
    (nil, "TIMING", false),
  ] as [(Bool?, String?, Bool)])
func `only an enabled timing lease ends - C6`(enabled: Bool?, type: String?, ends: Bool) {
  let status = given {
    poll(at: 0, "RUNNING") { $0.lease = Lease(createAt: instant(10), duration: 500, enabled: enabled, type: type) }
  }.status
  #expect(status.lease.end == (ends ? instant(10.5) : nil))
}

@Test func `fail_reason and billing items are those of the deciding observation - C5`() {
  let status = given {
    poll(at: 0, "START_FAILED") {
      $0.failReason = "why"
      $0.billingItems = .listed(["STORAGE"])
    }
    lost(at: 5)
  }.status
  #expect(status.failReason == "why")
  #expect(status.billingItems == .listed(["STORAGE"]))
  let later = given {
    poll(at: 0, "START_FAILED") { $0.failReason = "why" }
    poll(at: 5, "STOPPED") { $0.billingItems = .listed([]) }
  }.status
  #expect(later.failReason == nil)
  #expect(later.billingItems == .listed([]))
}
