//! The counts behind the fifteen review forms: additive, so any area is the sum of its communes.

mod counts;
mod identities;
mod tree;

pub use counts::{ChildCounts, ClassCounts, Counts, Flows, Tally};
pub use identities::identities;
pub use tree::{UnitCounts, tree};
