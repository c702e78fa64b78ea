extension Linter {
  /// All rules, in the order in which they are documented.
  package static let allRules: [any LintRule.Type] = [
    L01KeyIsLongest.self,
    L02KeyIsOftenLongest.self,
    L03KeyIsShortest.self,
    L04AbsoluteTermsInDistractors.self,
    L05VagueFrequency.self,
    L06NegativeStem.self,
    L07DoubleNegative.self,
    L08AllOfTheAbove.self,
    L09NoneOfTheAbove.self,
    L10CombinedOptions.self,
    L11ClangAssociation.self,
    L12Convergence.self,
    L13GrammaticalCue.self,
    L14OptionsNotParallel.self,
    L15DuplicateOptions.self,
  ]
}
