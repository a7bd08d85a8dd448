//! Whether a unit has planned enough exits for its target. Who plans exits, household by household, is another module's
//! matter: here they are a number, or not known.

use crate::programme::Exact;

/// Planned exits against needed ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Exits {
    /// Nothing is known of planned exits.
    Unknown {
        /// How many are needed.
        needed: u64,
    },
    /// Thiếu phương án.
    Short {
        /// How many are needed.
        needed: u64,
        /// How many of them have no plan.
        missing: u64,
    },
    /// Enough are planned.
    Enough {
        /// How many are needed.
        needed: u64,
        /// How many more are planned.
        spare: u64,
    },
}

/// Sets planned exits against those that lead from `opening` poor households to at most `goal` of them.
///
/// A goal that is a fraction is met by the whole number below it. New and returning poor households are not foreseen here:
/// who expects them adds them to `opening`.
pub fn exits(planned: Option<u64>, opening: u64, goal: Exact) -> Exits {
    let left = goal.max(Exact::ZERO).floor().as_whole().and_then(|left| u64::try_from(left).ok()).unwrap_or(u64::MAX);
    let needed = opening.saturating_sub(left);
    match planned {
        None => Exits::Unknown { needed },
        Some(planned) if planned < needed => Exits::Short { needed, missing: needed - planned },
        Some(planned) => Exits::Enough { needed, spare: planned - needed },
    }
}
