/// Points come from knowing, not from a way of answering.
struct L32ScoringHole: ItemRule {
  static let id = "L32"
  static let summary = "choosing everything, or the same everywhere, gains nothing"
  static let severity = Diagnostic.Severity.error
  static let why = "whoever finds the hole has the points, and the record says that they know"
  static let hint = "add what is wrong but tempting, until answering without reading gains nothing"

  func faults(in item: LintedItem) -> [Fault] {
    let cost = item.item.hints.reduce(0) { $0 + $1.cost }
    let hints = cost > 100 ? [Fault(hintsCost(cost), at: item.stemPlace(), hint: cheaper)] : []
    let choices = item.questions.filter { $0.distractors.isEmpty }.map { question in
      Fault(everything, at: item.promptPlace(of: question))
    }
    guard case .matching(let matching) = item.item.interaction, matching.prompts.count > 1,
      Set(matching.key).count == 1
    else { return hints + choices }
    return hints + choices + [Fault(sameEverywhere, at: item.stemPlace())]
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ### ↓Which channel fits which request? {#n .matching}

      | request | channel |
      |---|---|
      | New bank details | A call |
      | A file by chat | A call |
      |  | A reply |

      > A channel that the sender does not control.
      """
    ),
    .bad(
      """
      ### ↓Which channel fits which request? {#n .matching}

      Think of the contract. {.hint cost=0.6}

      Think of the chat. {.hint cost=0.6}

      | request | channel |
      |---|---|
      | New bank details | A call |
      | A file by chat | A word in person |
      |  | A reply |

      > A channel that the sender does not control.
      """
    ),
    .refused(
      by: "item-all-keys",
      """
      ↓### What belongs in a report? {#n .multiple}

      - [x] When it happened
        > It tells where to look.
      - [x] What you did since
        > It tells what to undo.
      """
    ),
    .good(
      """
      ### Which channel fits which request? {#n .matching}

      | request | channel |
      |---|---|
      | New bank details | A call |
      | A file by chat | A word in person |
      |  | A reply |

      > A channel that the sender does not control.
      """
    ),
  ]
}

private let everything = "every option is right, so choosing all is"
private let sameEverywhere = "one match is right for every prompt"
private let cheaper = "let all hints together cost at most the whole score"

private func hintsCost(_ cost: Int) -> String { "the hints together cost \(cost) % of the score" }
