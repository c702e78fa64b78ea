/// The words and phrases of English that rules look for.
extension Lexicon {
  static let english = Lexicon(
    .english,
    classes: [
      (
        .stop,
        """
        a an the this that these those it its he she they them their his her you your we our us i my me
        who whom whose which what when where why how and or but nor so yet if then than as of in on at by
        for from to with without within into onto about above below over under after before between
        during through against because while until since is are was were be been being am do does did
        done have has had having will would can could shall should may might must not no yes also any
        some each every all both few more most other such only own same too very just there here up down
        out off again once first next last now it's don't doesn't didn't isn't aren't wasn't can't won't
        nobody nothing somebody something everybody
        everything anybody anything what's who's that's there's let's you're they're one two three four
        """
      ),
      (
        .absolute,
        """
        always never only all none every everybody everyone everything must completely totally
        absolutely impossible entirely
        """
      ),
      (
        .vague,
        "usually often rarely sometimes generally frequently occasionally typically seldom"
      ),
      (
        .negative,
        """
        not no never none neither nor nobody nothing cannot don't doesn't didn't isn't aren't wasn't
        can't won't shouldn't without
        """
      ),
      (.exception, "not except least never"),
      (.interrogative, "which what who whom whose"),
      (
        .subordinate,
        "if when that because although while unless until who whose where so though since as"
      ),
      (
        .verdict,
        """
        right wrong correct incorrect true false yes no this that that's is it it's exactly the answer
        well done good great not sorry indeed option
        """
      ),
      (
        .absurd,
        """
        pizza aliens alien unicorn unicorns wizard wizards ninja ninjas dragon dragons zombie zombies
        santa elves dinosaur dinosaurs moonwalk horoscope astrology
        """
      ),
      (
        .verb,
        """
        is are was were be do does did has have had can could will would should must may might means
        choose select pick put complete match name write give say order sort arrange mark find list fill
        decide tell enter type state drag assign count work calculate
        """
      ),
      (.title, "mr mrs ms miss dr prof sir lady"),
      (.conjunction, "and or both neither nor only options option answers answer either"),
      (.both, "both"),
      (.normative, "shall"),
      (
        .normativeSubject,
        """
        organization organisation management documented established defined maintained implemented
        identified reviewed protected controlled determined retained applied monitored
        """
      ),
    ],
    opposites: [
      ("allow", "forbid"), ("accept", "reject"), ("accept", "refuse"), ("open", "close"),
      ("enable", "disable"), ("increase", "decrease"), ("more", "less"), ("always", "never"),
      ("before", "after"), ("true", "false"), ("internal", "external"), ("public", "secret"),
      ("encrypted", "unencrypted"), ("on", "off"), ("safe", "unsafe"), ("known", "unknown"),
      ("connect", "disconnect"), ("lock", "unlock"), ("trusted", "untrusted"),
    ],
    allOfTheAbove: [
      "all of the above", "all of these", "all the above", "all of them", "all answers",
      "all options", "any of the above", "all are correct", "all are right",
    ],
    noneOfTheAbove: [
      "none of the above", "none of these", "none of them", "neither of these",
      "no answer is right",
      "neither of the above", "none is correct", "none are correct", "no option is right",
    ],
    positions: [
      "of the above", "the above", "as above", "the answer above", "the answers above",
      "the option above", "the options above", "the first option", "the previous option",
      "the previous answer", "the answer below", "the option below", "the options below",
      "option a",
      "option b", "option c", "option d", "answer a", "answer b", "answer c", "answer d",
    ],
    blame: [
      "human error", "human mistake", "user error", "operator error", "employee error",
      "should have known", "should have noticed", "should have checked", "should have reported",
      "failed to", "fell for", "was careless", "were careless", "carelessly", "careless",
      "negligent", "negligence", "negligently", "incompetent", "incompetence", "stupid", "lazy",
      "was to blame", "were to blame", "is to blame", "whose fault", "at fault", "too trusting",
      "gullible", "naive", "common sense",
    ],
    recall: [
      "which clause", "what clause", "which control number", "which annex", "which article",
      "which section of", "which version", "what version", "in which year", "in what year",
      "what year", "which year", "what date", "on which date", "on what date",
      "how is the standard called", "what is the name of the standard", "which standard",
      "how many controls", "how many clauses", "what does the abbreviation", "stand for",
    ]
  )
}
