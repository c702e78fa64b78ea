/// Where an entry of the register comes from.
package enum RegisterSource: String, CaseIterable, Sendable {
  case incident
  case nearMiss = "near-miss"
  case suggestion
  case quizCluster = "quiz-cluster"
  case itemAnalysis = "item-analysis"
  case trainingFeedback = "training-feedback"
  case internalAudit = "internal-audit"
  case externalAudit = "external-audit"
  case managementReview = "management-review"
  case monitoring
  case risk
  case policyChange = "policy-change"
  case supplier
  case complaint

  package var words: String {
    switch self {
    case .nearMiss: "near miss"
    case .suggestion: "suggestion by staff"
    case .quizCluster: "results of a quiz cluster"
    case .itemAnalysis: "analysis of an item"
    case .trainingFeedback: "feedback on training"
    case .internalAudit: "internal audit"
    case .externalAudit: "external audit"
    case .managementReview: "management review"
    case .monitoring: "monitoring of a metric"
    case .risk: "reassessment of a risk"
    case .policyChange: "change of a policy or law"
    case .complaint: "complaint of a customer"
    case .incident, .supplier: rawValue
    }
  }
}

extension RegisterSource: RecordedValue {}
