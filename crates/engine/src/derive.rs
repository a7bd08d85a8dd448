//! From answers to deprivations, by the rules of a pack.

use crate::answers::Household;
use crate::rule::{Truth, Used};
use crate::{Flags, Pack};
use jiff::civil::Date;

/// What the rule of one indicator found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Deprived.
    Deprived(Evidence),
    /// Not deprived.
    Met(Evidence),
}

/// The answers that decided.
pub type Evidence = Vec<Used>;

/// One indicator's outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deprivation {
    /// Index of the indicator in the pack.
    pub indicator: usize,
    /// What was found, and from which answers.
    pub outcome: Outcome,
}

/// Why an indicator could not be derived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gap {
    /// The pack has no rule for it (`rule = "unknown"`): only a 0/1 flag recorded by a person will do.
    RuleUnknown {
        /// Index of the indicator in the pack.
        indicator: usize,
    },
    /// An answer or a birth date is missing.
    Missing {
        /// Index of the indicator in the pack.
        indicator: usize,
        /// What is missing.
        what: Evidence,
    },
}

/// Derives every indicator on the day of the review, or says for each that cannot be derived why.
///
/// Nothing missing ever counts as “not deprived”.
pub fn derive(pack: &Pack, household: &Household, day: Date) -> Result<(Flags, Vec<Deprivation>), Vec<Gap>> {
    let mut flags = Flags::default();
    let (mut found, mut gaps) = (Vec::new(), Vec::new());
    for (index, indicator) in pack.indicators.iter().enumerate() {
        let Some(rule) = &indicator.rule else {
            gaps.push(Gap::RuleUnknown { indicator: index });
            continue;
        };
        let outcome = match rule.eval(household, day) {
            Truth::Yes(used) => {
                flags.set(index);
                Outcome::Deprived(used)
            }
            Truth::No(used) => Outcome::Met(used),
            Truth::Unknown(what) => {
                gaps.push(Gap::Missing { indicator: index, what });
                continue;
            }
        };
        found.push(Deprivation { indicator: index, outcome });
    }
    if gaps.is_empty() { Ok((flags, found)) } else { Err(gaps) }
}
