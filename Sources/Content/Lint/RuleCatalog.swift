/// The article about all rules, made from the rules themselves.
package enum RuleCatalog {
  package static var text: String {
    let rows = Linter.allRules.map { rule in
      "| \(rule.id) | \(rule.summary) | \(rule.severity.rawValue) |"
    }
    let rules = Linter.allRules.map { RuleText($0).markdown }
    return """
      \(introduction)

      | id | rule | level |
      |---|---|---|
      \(rows.joined(separator: "\n"))

      \(reader)

      ## The rules

      \(rules.joined(separator: "\n"))
      """
  }

  private static let introduction = """
    # Lint rules

    What `debrief content check` finds in items and in the programme's content, and why.

    ## Overview

    What cannot be read at all is refused by the reader, see <doc:ContentFormat>. What can be read is
    checked by the rules below. This article is made from the rules: each carries its reason, its hint,
    and the examples that its test runs. How often a rule speaks, and how often in vain, is in
    <doc:LintBaseRates>.

    ```console
    debrief content check
    debrief content check Content/incidents/example.md --level info
    debrief content check --explain L04
    debrief content check --format sarif
    ```

    | option | what it does |
    |---|---|
    | `--level` | `error`, `warning` (the default) or `info`: the least level that is shown |
    | `--format` | `text`, `json`, `sarif` (2.1.0), `junit`, or `github` (annotations of a workflow) |
    | `--explain ID` | what a rule wants, with examples |
    | `--baseline FILE` | faults that are known; by default `Content/.lint-baseline.json` if it is there |
    | `--write-baseline` | takes all faults that the rules find now as known |

    The status is 65 if there is an error, whatever is shown, and 0 otherwise.

    A rule is silenced in one place by a comment on a line of its own before a heading. It holds for
    what the heading covers, and before the title for the file. The reason is kept. A comment that
    silences nothing is said to be unused (`allow-unused`), and one that names no rule is an error
    (`allow-unknown-rule`).

    ```markdown
    <!-- debrief:allow L04 reason="the policy says never, word by word" -->
    ```

    A **baseline** lets a bank that is there already be adopted without mending everything first. It
    holds a fingerprint of each fault: rule, path, item and the text of the line, but no line number, so
    it survives what is written above. An entry whose fault is mended is reported as `baseline-stale`.
    What the reader refuses is never part of it.

    Words are those of English and German, by `lang` in the front matter. In another language the rules
    about words are silent, among them L11, L12, L23, L29 and L34. Those about lengths, places, numbers
    and texts that are the same go on, L28 among them, which counts letters, words and sentences. Rules
    about options look at choices, and at those gaps of a cloze that are choices.

    L02, L30 and L33 are tests over a set: exact Poisson-binomial, multinomial and binomial tests, at
    p < .01. A set is a file with at least fifteen items of the kind (ten for L33), the level divided by
    the number of such files, or all files together. L30 falls back to χ² where there are more than
    200,000 outcomes, and says so. Translations are not counted again in the whole.

    C05 plans pools by Wald's sequential test: the expected length at the edges of the indifference
    zone with the programme's error rates and the pool's average chance of guessing, at most the cap.
    It is an average, for items whose location is the cut.
    """

  private static let reader = """
    Some faults that rules of item writing name are refused by the reader, since nothing could be
    trained on them: a key that rests on a fact that is not established (`key-on-unsettled-fact`), an
    incident without sources, a lesson without a competency (`lesson-without-competency`), an option
    without a rationale (`option-without-rationale`), two options that say the same
    (`option-duplicate`), a tabletop's dead link (`tabletop-link-dead`), a scene that nobody reaches
    (`scene-unreachable`) and an ending without a debrief (`ending-without-debrief`). L40, which judges
    items by their answers, belongs to item analysis, see <doc:Measurement>.
    """
}
