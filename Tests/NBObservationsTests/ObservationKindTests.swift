import Testing

@testable import NBObservations

@Test func `a start answer ranks before a poll of the same instant`() {
  #expect(ObservationKind.start.rank < ObservationKind.poll.rank)
}
