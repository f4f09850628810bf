import Testing

@testable import NBReadModel

@Suite struct StreamTableTests {
  private final class Box {}

  @Test func `a number that no stream has, as of a damaged page, is kept as any other`() {
    var table = StreamTable<Box>()
    let numbers: [Int64] = [.min, -1, 0, 1, 7, 1 << 40, .max]
    let boxes = numbers.map { table.object($0) { Box() } }
    for (number, box) in zip(numbers, boxes) {
      #expect(table.object(number) { Box() } === box)
      #expect(table.known(number) === box)
    }
    #expect(table.count == numbers.count)
    #expect(table.known(8) == nil)
    #expect(table.known(-2) == nil)
    var met: [Int64] = []
    table.forEach { number, _ in met.append(number) }
    #expect(met == [0, 1, 7, .min, -1, 1 << 40, .max])
  }
}
