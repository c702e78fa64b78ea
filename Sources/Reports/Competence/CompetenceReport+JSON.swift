import Competence
import Content
import Psychometrics

extension CompetenceReport {
  /// Everything that the page shows, for machines; figures that are not shown are left out.
  package var json: String { get throws { try reportJSON(CompetenceView(self)) } }
}

private struct CompetenceView: Encodable {
  let schema = 1
  let basis: BasisView
  let rule: Rule
  let keyFigures: KeyFigures
  let groups: [Group]
  let items: [Item]
  let hiddenItems: Int
  let months: [Month]

  init(_ report: CompetenceReport) {
    basis = BasisView(report.basis)
    rule = Rule(report.basis.programme)
    keyFigures = KeyFigures(report.keyFigures)
    groups = report.groups.map(Group.init)
    items = report.items.map(Item.init)
    hiddenItems = report.hiddenItems
    months = report.months.map(Month.init)
  }

  struct Rule: Encodable {
    let target: Double
    let confidence: Double
    let minimumPeople: Int
    let minimumCell: Int

    init(_ programme: Programme) {
      target = rounded(programme.signals.targetMastery, places: 3)
      confidence = rounded(programme.signals.confidence, places: 3)
      minimumPeople = programme.signals.minimumPeople
      minimumCell = programme.minimumCell
    }
  }

  struct KeyFigures: Encodable {
    let enrolled: Int
    let active: Int
    let practised: ShareView?
    let answers: Int?
    let answering: Int?
    let requiredLessonsMet: ShareView?

    init(_ figures: CompetenceKeyFigures) {
      enrolled = figures.enrolled
      active = figures.active
      practised = figures.practised.map(ShareView.init)
      answers = figures.answers
      answering = figures.answering
      requiredLessonsMet = figures.lessonsMet.map(ShareView.init)
    }
  }

  struct Group: Encodable {
    let role: String
    let competency: String
    let atMastery: ShareView?
    let verdict: GroupVerdict

    init(_ group: GroupFigures) {
      role = printable(group.role.rawValue)
      competency = printable(group.competency.rawValue)
      atMastery = group.share.map(ShareView.init)
      verdict = group.verdict
    }
  }

  struct Item: Encodable {
    let item: String
    let keyDigest: String
    let facility: ShareView
    let sureAndWrong: ShareView
    let discrimination: CorrelationView?
    let withoutDiscrimination: String?
    let verdicts: [String]

    init(_ item: ItemFigures) {
      self.item = printable(item.item.rawValue)
      keyDigest = item.keyDigest.description
      facility = ShareView(item.facility)
      sureAndWrong = ShareView(item.misconceptions)
      discrimination = item.discrimination.map(CorrelationView.init)
      withoutDiscrimination = item.withoutDiscrimination
      verdicts = item.verdicts.map(printable)
    }
  }

  struct Month: Encodable {
    let month: String
    let people: Int?
    let right: ShareView?

    init(_ bar: StackedBarChart.Bar) {
      month = bar.month.iso
      people = bar.people
      right = bar.share.map(ShareView.init)
    }
  }
}
