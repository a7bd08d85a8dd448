//! Administrative units through time: which unit a code meant on a day, what became of it, who belongs to which group.
//!
//! A row says what was true on each of its days (code, name, kind, parent); when one of these changes the row ends and
//! the next begins. Rows are joined by lineage. Everything here is computed from texts handed in: no files, no clock,
//! no geometry, and no share of households: what a split unit's households become is decided one by one, elsewhere.

mod bundled;
mod check;
mod fields;
mod find;
mod groups;
mod lineage;
mod load;
mod overlay;
#[cfg(test)]
mod overlay_tests;
mod registry;
#[cfg(test)]
mod tests;
mod unit;

pub use find::{Match, Why};
pub use groups::{GroupKind, Membership};
pub use lineage::{Extent, Link};
pub use load::Fault;
pub use overlay::{Import, TableKind};
pub use registry::Areas;
pub use unit::{Kind, Unit};
