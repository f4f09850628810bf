import NBReports
import Testing

@Suite struct JSONPrettyTests {
  @Test func `a member or an element a line`() {
    #expect(
      JSONPretty.text(#"{"a":[1,{"b":"x, {y}: \"z\""}],"c":{},"d":[]}"#) == #"""
        {
          "a": [
            1,
            {
              "b": "x, {y}: \"z\""
            }
          ],
          "c": {},
          "d": []
        }
        """#)
  }

  @Test func `nothing in a string acts on a terminal`() {
    #expect(JSONPretty.text("\"\u{9B}2J\u{202E}é\"") == "\"\\u009b2J\\u202eé\"")
  }
}
