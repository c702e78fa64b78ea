/// The words and phrases of German that rules look for.
extension Lexicon {
  static let german = Lexicon(
    .german,
    classes: [
      (
        .stop,
        """
        der die das den dem des ein eine einen einem einer eines dieser diese dieses diesen diesem er sie
        es ihr ihre ihren ihrem sein seine seinen seinem wir uns unser unsere ich mein meine mich mir du
        dein deine dich dir wer wen wem wessen welche welcher welches welchen welchem was wann wo warum
        wie und oder aber denn so doch wenn dann als von vom in im an am auf aus bei beim für mit ohne
        über unter nach vor zwischen während durch gegen weil bis seit ist sind war waren sein gewesen
        wird werden wurde wurden hat haben hatte hatten kann können könnte soll sollen sollte darf dürfen
        muss müssen musste nicht kein keine keinen keinem nein ja auch jeder jede jedes alle allen beide
        mehr meist andere anderen nur selbst sehr schon noch hier dort ob dass zu zum zur um man sich
        niemand nichts jemand etwas alles
        """
      ),
      (
        .absolute,
        """
        immer nie niemals nur alle alles keine keiner kein jeder jede jedes jedem jeden muss müssen
        völlig vollständig unmöglich ausnahmslos stets
        """
      ),
      (
        .vague, "meistens oft selten manchmal gelegentlich häufig üblicherweise gewöhnlich mitunter"
      ),
      (
        .negative,
        "nicht kein keine keinen keinem keiner nie niemals niemand nichts weder ohne"
      ),
      (.exception, "nicht außer ausgenommen kein keine keinen keiner nie niemals"),
      (.interrogative, "welche welcher welches welchen welchem was wer wen wem wessen"),
      (.subordinate, "wenn falls dass weil obwohl während bis ob sobald solange da als"),
      (
        .verdict,
        "richtig falsch korrekt stimmt ja nein das ist die antwort genau gut gemacht leider nicht so"
      ),
      (
        .absurd,
        "pizza außerirdische außerirdischer einhorn einhörner zauberer drachen zombies osterhase horoskop"
      ),
      (
        .verb,
        """
        ist sind war waren hat haben kann können wird werden soll sollen muss müssen darf bedeutet wähle
        wählen ordne ordnen nenne nennen ergänze ergänzen gib geben tut tun tust heißt schreibe schreiben
        """
      ),
      (.title, "herr herrn frau dr prof"),
      (.conjunction, "und oder beide beides weder noch nur antwort antworten option optionen"),
      (.both, "beide beides"),
      (.normative, ""),
      (.normativeSubject, ""),
    ],
    opposites: [
      ("erlauben", "verbieten"), ("annehmen", "ablehnen"), ("öffnen", "schließen"),
      ("mehr", "weniger"), ("immer", "nie"), ("vor", "nach"), ("wahr", "falsch"),
      ("intern", "extern"), ("verschlüsselt", "unverschlüsselt"), ("sicher", "unsicher"),
      ("bekannt", "unbekannt"), ("einschalten", "ausschalten"), ("sperren", "entsperren"),
    ],
    allOfTheAbove: [
      "alle genannten", "alles genannte", "alle oben genannten", "alle antworten", "alles davon",
      "alle der genannten", "alle sind richtig",
    ],
    noneOfTheAbove: [
      "keine der genannten", "keines der genannten", "keine der antworten", "nichts davon",
      "keine davon", "keine der oben genannten", "keine ist richtig", "keine antwort ist richtig",
    ],
    positions: [
      "oben genannten", "oben genannte", "der obigen", "die obigen", "antwort a", "antwort b",
      "antwort c", "antwort d", "die erste antwort", "die vorige antwort", "die antwort oben",
    ],
    blame: [
      "menschliches versagen", "menschlicher fehler", "menschlichen fehler", "hätte wissen müssen",
      "hätte merken müssen", "hätte prüfen müssen", "hätte melden müssen", "fahrlässig",
      "fahrlässigkeit", "nachlässig", "nachlässigkeit", "unachtsam", "unachtsamkeit",
      "unaufmerksam",
      "leichtsinnig", "dumm", "faul", "ist schuld", "war schuld", "waren schuld",
      "hereingefallen auf", "gutgläubig", "gesunder menschenverstand",
    ],
    recall: [
      "welcher abschnitt der norm", "welche klausel", "welcher klausel", "welches kapitel",
      "welchem kapitel", "in welchem jahr", "an welchem tag",
      "an welchem datum", "welche version", "wie viele maßnahmen enthält",
      "wofür steht die abkürzung",
      "welche norm",
    ]
  )
}
