import Content
import Interchange
import Testing

@Suite("GIFT that is easily misread")
struct GIFTDiagnosticTests {
  @Test(
    "is told with its place",
    arguments: [
      ("Q{~%50%a ~%50%b}", ["1:3 warning gift-all-keys"], ["multiple-choice a=0.5 b=0.5"]),
      ("Q{~%100%a ~%50%b ~c}", [], ["multiple-choice a=1 b=0.5 c=0"]),
      (
        "Hello {1:MC:=a~b~c} world", ["1:7 warning gift-cloze-gap"],
        ["cloze {single-choice a=1 b=0 c=0}"]
      ),
      (
        "Q{pre =a ~b}", ["1:3 warning gift-text-before-answers"], ["single-choice pre=0 a=1 b=0"]
      ),
      ("Q{pre =a}", ["1:3 warning gift-text-before-answers"], ["short-text pre=1 a=1"]),
      ("Q{a}", [], ["short-text a=1"]),
      ("What: now{T}", [], ["true-false True=1 False=0"]),
      ("1+1:=2{T}", ["1:4 warning gift-sign-unescaped"], ["true-false True=1 False=0"]),
    ]
  )
  func place(_ text: String, _ faults: [String], _ items: [String]) {
    let reading = read(text, as: .gift)
    #expect(reading.faults == faults)
    #expect(reading.items.map(\.summary) == items)
  }

  @Test("a gap that stands alone is marked in its text")
  func gap() {
    #expect(read("Hello {1:MC:=a~b} world", as: .gift).items[0].stem.text == "Hello {{1}} world")
  }

  @Test("of two categories in a row the second counts")
  func categories() {
    let reading = read("$CATEGORY: one\n$CATEGORY: two\n\nQ{T}", as: .gift)
    #expect(reading.faults == ["2:1 warning gift-category-twice"])
    #expect(reading.items.map(\.category) == ["two"])
    #expect(reading.items.map(\.kind) == [.trueFalse])
  }
}

@Suite("XML that is not well-formed")
struct XMLFaultTests {
  @Test(
    "is told in words",
    arguments: [
      ("<quiz>\n<question>", "<question> of line 2 is not closed"),
      ("<quiz></quiz>x", "something follows the end of the document"),
      ("<quiz a=\"1\"b=\"2\"/>", "a space is missing between two attributes"),
      ("<quiz>a & b</quiz>", "a name was expected after < or &"),
      ("<quiz>&nbsp;</quiz>", "an entity that is not defined"),
      ("<quiz><a></b></quiz>", "an end tag does not fit its start tag, <a> of line 1"),
      ("<quiz a=1/>", "the value of an attribute is not in quotation marks"),
      ("<quiz a/>", "an attribute without a value"),
    ]
  )
  func reason(_ text: String, _ reason: String) {
    let reading = read(text, as: .moodleXML)
    #expect(reading.diagnostics.map(\.code) == ["xml-malformed"])
    let message = reading.diagnostics.first?.message ?? ""
    #expect(message.contains(reason), "\(message)")
  }
}
