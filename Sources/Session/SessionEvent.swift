import Content
import Quiz

/// What happened in a session: each is recorded before its effect is shown.
package enum SessionEvent: Hashable, Sendable {
  case started(Started)
  case presented(Presented)
  case hinted(Hinted)
  case answered(Answered)
  case skipped(Skipped)
  case flagged(Flagged)
  case ended(Ended)

  /// A session began with these items.
  package struct Started: Hashable, Sendable {
    package let session: EventID
    package let mode: SessionMode
    package let items: [ItemID]
    package let seed: UInt64

    /// The terms of an assessment; `nil` for practice.
    package let assessment: Assessment?

    package init(
      session: EventID,
      mode: SessionMode,
      items: [ItemID],
      seed: UInt64,
      assessment: Assessment? = nil
    ) {
      self.session = session
      self.mode = mode
      self.items = items
      self.seed = seed
      self.assessment = assessment
    }
  }

  /// An item was shown, in this version and with its options in this order.
  package struct Presented: Hashable, Sendable {
    package let session: EventID

    /// The place in the form, counted from zero.
    package let index: Int
    package let version: ItemVersion
    package let order: OptionOrder

    package init(session: EventID, index: Int, version: ItemVersion, order: OptionOrder) {
      self.session = session
      self.index = index
      self.version = version
      self.order = order
    }
  }

  /// A hint was asked for, and shown.
  package struct Hinted: Hashable, Sendable {
    package let session: EventID
    package let index: Int
    package let item: ItemID

    /// Which hint, counted from zero.
    package let number: Int

    package init(session: EventID, index: Int, item: ItemID, number: Int) {
      self.session = session
      self.index = index
      self.item = item
      self.number = number
    }
  }

  /// An item was answered.
  package struct Answered: Hashable, Sendable {
    package let session: EventID
    package let index: Int
    package let version: ItemVersion
    package let competency: CompetencyID
    package let response: Response
    package let certainty: Certainty
    package let score: Score

    /// The day in the programme's time zone.
    package let day: Day

    /// From the item's appearance to the answer, pauses in between counted in.
    package let milliseconds: Int

    /// How many hints were shown before.
    package let hints: Int

    /// The language of the version, if it is a translation.
    package let language: String?

    package init(
      session: EventID,
      index: Int,
      version: ItemVersion,
      competency: CompetencyID,
      response: Response,
      certainty: Certainty,
      score: Score,
      day: Day,
      milliseconds: Int,
      hints: Int = 0,
      language: String? = nil
    ) {
      self.session = session
      self.index = index
      self.version = version
      self.competency = competency
      self.response = response
      self.certainty = certainty
      self.score = score
      self.day = day
      self.milliseconds = milliseconds
      self.hints = hints
      self.language = language
    }
  }

  /// An item was passed over; it counts as not answered and is asked again another day.
  package struct Skipped: Hashable, Sendable {
    package let session: EventID
    package let index: Int
    package let item: ItemID

    package init(session: EventID, index: Int, item: ItemID) {
      self.session = session
      self.index = index
      self.item = item
    }
  }

  /// A learner says that something is wrong with an item, and what.
  package struct Flagged: Hashable, Sendable {
    package let session: EventID
    package let index: Int
    package let version: ItemVersion

    /// What they wrote: free text that is kept beside the log.
    package let reason: Reason

    /// A text, or the commitment that the log keeps of it.
    package enum Reason: Hashable, Sendable {
      case text(String)
      case committed(Digest)
    }

    package init(session: EventID, index: Int, version: ItemVersion, reason: Reason) {
      self.session = session
      self.index = index
      self.version = version
      self.reason = reason
    }
  }

  /// A session ended.
  package struct Ended: Hashable, Sendable {
    package enum Reason: String, Sendable {
      /// Every item was answered or passed over.
      case finished

      /// An assessment came to a decision, or to its cap.
      case decided

      /// An assessment was given up, which decides nothing.
      case abandoned

      /// An assessment was left for longer than the programme allows.
      case expired

      /// Another session was begun instead.
      case replaced
    }

    package let session: EventID
    package let reason: Reason

    package init(session: EventID, reason: Reason) {
      self.session = session
      self.reason = reason
    }
  }
}

/// What a session is for.
package enum SessionMode: String, Codable, Sendable {
  /// Learning: the reasons are shown after each answer.
  case practice

  /// Deciding on mastery: nothing is said of keys until the end.
  case assessment
}
