//! Published results of the poverty reviews: figures with their provenance, and what is odd about them.
//!
//! A fact here is what somebody published, not what a register holds. Knows nothing of files on disk, of households,
//! or of how figures are restated on other boundaries (`crate::series` does that).

mod bundle;
pub mod check;
mod conflict;
mod decimal;
mod fact;
mod interval;
mod measure;
mod read;
mod selection;
mod tree;
mod write;

pub use bundle::Results;
pub use conflict::refuse_contradictions;
pub use decimal::Decimal;
pub use fact::{About, Fact, Identity, Part, SourceKind, Status, Subject, Value, Verified};
pub use interval::Interval;
pub use measure::Measure;
pub use read::{COLUMNS, Reading, Reject, read, read_strictly};
pub use selection::Selection;
pub(crate) use tree::Tree;
pub use write::write;
