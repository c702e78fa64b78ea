import Content
import Improvement
import Records
import Testing

@Suite struct `A cause is not a person` {
  static let blaming = [
    "It was human error in the accounts office", "Human error, as so often happens",
    "People have to be more careful with such mails", "Staff should be MORE CAREFUL next time",
    "The clerk forgot to ring the supplier", "The new accountant did not check the number",
    "Our employees ignored the warning on the screen", "She clicked the link without thinking",
    "Somebody forgot to revoke the account", "Carelessness in the accounts office",
    "p-7f3a9c51e2b4 answered the mail too quickly", "An administrator made a mistake at night",
    "The user fell for a simple trick", "Negligence of the person on duty",
    "It was inattentive work on a Friday", "Es war menschliches Versagen im Einkauf",
    "Die Kollegin hätte besser aufpassen müssen", "The staff member didn’t follow the rule",
  ]

  static let sound = [
    "The payment procedure names no channel for a second check",
    "The warning looks the same as forty harmless ones a day",
    "Leavers are reported to IT only once a month", "The form accepts a change without a number",
    "Staff have no way to report a mail from the phone",
    "Employees see the rule only in a document that opens on the intranet",
    "Nobody owns the list of suppliers' numbers", "The user interface hides the sender's address",
    "Users get the prompt so often that approving became routine",
  ]

  @Test(arguments: blaming) func `a reproach is recognised`(_ text: String) throws {
    #expect(BlamingCause.isBlaming(text))
    let story = try Story.told(.full, through: .contain)
    let cause = RegisterEvent.cause(
      Facts.analysed(.fiveWhys([Facts.sentence, .plain(text)]))
    )
    #expect(story.codes(cause, by: Cast.owner) == ["cause-is-a-person"])
  }

  @Test(arguments: sound) func `what can be changed is a cause`(_ text: String) {
    #expect(!BlamingCause.isBlaming(text))
  }

  @Test func `a person may stand in a why that is not the last`() throws {
    let story = try Story.told(.full, through: .contain)
    let cause = RegisterEvent.cause(
      Facts.analysed(
        .fiveWhys([
          .plain("The clerk did not check the number"), .plain(Self.sound[0]),
        ])
      )
    )
    #expect(story.codes(cause, by: Cast.owner) == [])
  }

  @Test func `one why is too few, and so is one factor`() throws {
    let story = try Story.told(.full, through: .contain)
    let why = RegisterEvent.cause(Facts.analysed(.fiveWhys([Facts.sentence])))
    #expect(story.codes(why, by: Cast.owner) == ["too-few-whys"])
    let factor = ContributingFactor(kind: .technology, factor: Facts.sentence)
    let one = RegisterEvent.cause(Facts.analysed(.contributingFactors([factor])))
    #expect(story.codes(one, by: Cast.owner) == ["too-few-factors"])
    let two = RegisterEvent.cause(Facts.analysed(.contributingFactors([factor, factor])))
    #expect(story.codes(two, by: Cast.owner) == [])
    let blame = ContributingFactor(kind: .people, factor: .plain(Self.blaming[0]))
    let blaming = RegisterEvent.cause(Facts.analysed(.contributingFactors([factor, blame])))
    #expect(story.codes(blaming, by: Cast.owner) == ["cause-is-a-person"])
  }
}
