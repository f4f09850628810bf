import NBBasics
import NBObservations
import Testing

@testable import NBProjections

@Test func `a state reads back as it was written`() throws {
  var writer = StateWriter()
  writer.write(Int64.min)
  writer.write(Int64.max)
  writer.write("naïve")
  writer.write(nil as Instant?)
  var reader = StateReader(writer.bytes)
  #expect(try reader.integer() == .min)
  #expect(try reader.integer() == .max)
  #expect(try reader.string() == "naïve")
  #expect(try reader.optionalInstant() == nil)
  #expect(reader.isAtEnd)
}
