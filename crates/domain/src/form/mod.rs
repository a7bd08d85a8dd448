//! The counts behind the fifteen review forms: additive, so any area is the sum of its communes.

mod counts;
mod identities;
mod tree;
mod untold;

pub use counts::{ChildCounts, ClassCounts, Counts, Flows, Tally, Untold};
pub use identities::identities;
pub use tree::{UnitCounts, tree};
pub use untold::untold;
