import NBObservations
import Testing

// Rules S1 to S5: how the folds read an observation.

@Test(
  arguments: [
    (.poll, 200, nil, true, .accepted),
    (.poll, 200, nil, false, .noInformation),
    (.poll, 204, nil, false, .noInformation),
    (.start, 200, nil, false, .accepted),
    (.create, 201, nil, true, .accepted),
    (.stop, 202, nil, false, .accepted),
    (.delete, 204, nil, false, .accepted),
    (.poll, 404, nil, false, .gone),
    (.poll, 404, "ModelArts.0001", true, .gone),
    (.stop, 404, nil, true, .noInformation),
    (.start, 404, nil, true, .refused),
    (.poll, 400, "ModelArts.6309", true, .gone),
    (.poll, 200, "ModelArts.6404", true, .gone),
    (.start, 400, "ModelArts.6309", true, .gone),
    (.delete, 400, "ModelArts.6404", true, .gone),
    (.start, 400, "ModelArts.6329", true, .refused),
    (.create, 403, nil, false, .refused),
    (.start, 200, "ModelArts.6360", true, .refused),
    (.start, 500, "ModelArts.6102", true, .refused),
    (.start, 502, nil, false, .noInformation),
    (.start, 0, nil, false, .noInformation),
    (.poll, 400, "ModelArts.6329", true, .noInformation),
    (.poll, 200, "ModelArts.0001", true, .noInformation),
    (.poll, 401, nil, true, .noInformation),
    (.poll, 403, nil, true, .noInformation),
    (.poll, 429, "ModelArts.6101", true, .noInformation),
    (.stop, 400, "ModelArts.6307", true, .noInformation),
    (.poll, 503, nil, true, .noInformation),
    (.poll, 0, nil, false, .noInformation),
  ] as [(ObservationKind, Int, String?, Bool, ObservationClass)])
func `an observation has the class of its kind, HTTP status, code and body - S1 S2 S3 S4`(
  kind: ObservationKind, http: Int, code: String?, hasBody: Bool, expected: ObservationClass
) {
  var facts = NotebookFacts()
  facts.errorCode = code
  let answer = Answer(kind: kind, httpStatus: http, hasBody: hasBody, facts: facts)
  #expect(answer.observationClass == expected)
}

@Test(
  arguments: [
    ("INIT", .starting), ("Creating", .starting), ("STARTING", .starting),
    ("RUNNING", .up), ("snapshotting", .up),
    ("CREATE_FAILED", .failed), ("START_FAILED", .failed), ("ERROR", .failed),
    ("STOPPING", .down), ("STOPPED", .down), ("DELETING", .down), ("DELETED", .down), ("DELETE_FAILED", .down),
    ("FROZEN", .down), ("RESIZING", .unknown), ("UNAVAILABLE", .unknown),
  ] as [(String, StatusClass)])
func `a status word has its class in any case - S5`(word: String, expected: StatusClass) {
  #expect(InstanceStatus(word: word).statusClass == expected)
}

@Test func `gone is the status of a gone answer, whatever its body says - S2`() {
  var facts = NotebookFacts()
  facts.statusWord = "RUNNING"
  let answer = Answer(kind: .poll, httpStatus: 404, hasBody: true, facts: facts)
  #expect(answer.status == .gone)
  #expect(answer.statusClass == .down)
}
