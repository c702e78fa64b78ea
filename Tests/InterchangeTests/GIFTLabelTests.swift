import Testing

@testable import Interchange

@Suite("Labels in comments of GIFT")
struct GIFTLabelTests {
  @Test(
    "are read as Moodle reads them",
    arguments: [
      ("[id:one]", ["id one"]), ("a [tag:x y] [id:2] b", ["tag x y", "id 2"]),
      ("[id:a\\]b]", ["id a]b"]), ("[id:a\\]", ["id a\\"]), ("[id:]x]", []), ("[ID:x]", []),
      ("[[id:x]", ["id x"]), ("[id:[tag:x]", ["id [tag:x"]), ("[id:a", []), ("", []),
    ]
  )
  func reads(_ comment: String, _ labels: [String]) {
    #expect(GIFTLabels(comment).labels.map { "\($0.name) \($0.value)" } == labels)
  }

  @Test(
    "cost one look at each byte, however many begin and do not end",
    arguments: ["[id:", "[tag:a\\]", "[id:]", "[id:x]", "[id:\\", "[tag:[id:a\\]b"]
  )
  func isLinear(_ part: String) {
    let comment = String(repeating: part, count: 2_000)
    #expect(GIFTLabels(comment).searched <= 2 * comment.utf8.count)
  }
}
