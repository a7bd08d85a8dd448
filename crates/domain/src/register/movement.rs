//! The movement of one household between two reviews under one standard (diễn biến hộ nghèo, hộ cận nghèo).
//!
//! This is the definition; the store computes the same set-wise for all households, and a test holds the two together.
//! A change of standard is not a movement: then there is no previous class, and nothing here applies.

use super::EventKind;
use engine::Class;

/// What is known of a household around a review.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// Class at the previous review under the same standard; none if it was not in the register then.
    pub previous: Option<Class>,
    /// Class at this review; none if it is no longer in the register.
    pub now: Option<Class>,
    /// Whether it had the class in question at a review inside the look-back window, before the previous one.
    pub earlier: bool,
    /// An event of the register between the two reviews.
    pub event: Option<EventKind>,
    /// Whether it lives in the same commune as at the previous review (true when there is no previous one).
    pub same_commune: bool,
}

/// The column of form 2 (of form 3 with poor and near-poor exchanged) in which a household is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flow {
    /// In the class before and now: in no column but opening and closing.
    Stays,
    /// Column 2: left for the other class of the pair (poor → near-poor; near-poor → poor).
    ToPair,
    /// Column 3: left and passed the near-poor line.
    Out,
    /// Column 4: left the list for a reason other than poverty.
    OtherDown,
    /// Column 5: came from the other class of the pair.
    FromPair,
    /// Column 6: came back (tái nghèo, tái cận nghèo) inside the look-back window.
    Again,
    /// Column 7: new (phát sinh mới).
    New,
    /// Column 8: entered the list for a reason other than poverty.
    OtherUp,
}

/// Flows of a household for `class` (poor or near-poor): one, or two when it moved to another commune.
///
/// A household that moved between communes leaves one list and enters another, whatever its class.
pub fn flow(class: Class, history: History) -> Vec<Flow> {
    let was = history.previous == Some(class);
    let is = history.now == Some(class);
    if !history.same_commune && history.previous.is_some() && history.now.is_some() {
        let mut flows = Vec::new();
        flows.extend(was.then_some(Flow::OtherDown));
        flows.extend(is.then_some(Flow::OtherUp));
        return flows;
    }
    let pair = if class == Class::Poor { Class::NearPoor } else { Class::Poor };
    match (was, is) {
        (true, true) => vec![Flow::Stays],
        (true, false) => vec![match history.now {
            Some(now) if now == pair => Flow::ToPair,
            Some(_) => Flow::Out,
            None => Flow::OtherDown,
        }],
        (false, true) => vec![match (history.previous, history.event) {
            (Some(previous), _) if previous == pair => Flow::FromPair,
            (None, Some(EventKind::MovedIn | EventKind::SplitOff)) => Flow::OtherUp,
            _ if history.earlier => Flow::Again,
            _ => Flow::New,
        }],
        (false, false) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Class::{Average, NearPoor, NotPoor, Poor};

    fn one(class: Class, previous: Option<Class>, now: Option<Class>) -> Vec<Flow> {
        flow(class, History { previous, now, same_commune: true, ..History::default() })
    }

    #[test]
    fn each_column_of_form_2_and_form_3() {
        assert_eq!(one(Poor, Some(Poor), Some(Poor)), [Flow::Stays]);
        assert_eq!(one(Poor, Some(Poor), Some(NearPoor)), [Flow::ToPair]);
        assert_eq!(one(NearPoor, Some(Poor), Some(NearPoor)), [Flow::FromPair]);
        assert_eq!(one(Poor, Some(Poor), Some(NotPoor)), [Flow::Out]);
        assert_eq!(one(Poor, Some(Poor), Some(Average)), [Flow::Out]);
        assert_eq!(one(Poor, Some(Poor), None), [Flow::OtherDown]);
        assert_eq!(one(Poor, Some(NotPoor), Some(Poor)), [Flow::New]);
        assert_eq!(one(Poor, None, Some(Poor)), [Flow::New]);
        assert_eq!(one(Poor, Some(NotPoor), Some(NearPoor)), []);
    }

    #[test]
    fn coming_back_needs_the_look_back_and_an_event_explains_the_rest() {
        let again =
            History { previous: Some(NotPoor), now: Some(Poor), earlier: true, same_commune: true, event: None };
        assert_eq!(flow(Poor, again), [Flow::Again]);
        let split = History { previous: None, now: Some(Poor), event: Some(EventKind::SplitOff), ..again };
        assert_eq!(flow(Poor, split), [Flow::OtherUp]);
        let moved = History { previous: Some(Poor), now: Some(Poor), same_commune: false, ..again };
        assert_eq!(flow(Poor, moved), [Flow::OtherDown, Flow::OtherUp]);
    }

    #[test]
    fn what_leaves_one_class_for_the_other_arrives_there() {
        // R2.2 = R3.5 and R2.5 = R3.2, household by household
        for previous in Class::ALL {
            for now in Class::ALL {
                let left = one(Poor, Some(previous), Some(now)).contains(&Flow::ToPair);
                assert_eq!(left, one(NearPoor, Some(previous), Some(now)).contains(&Flow::FromPair));
                let came = one(Poor, Some(previous), Some(now)).contains(&Flow::FromPair);
                assert_eq!(came, one(NearPoor, Some(previous), Some(now)).contains(&Flow::ToPair));
            }
        }
    }
}
