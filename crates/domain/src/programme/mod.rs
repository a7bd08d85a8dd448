//! Programmes, their targets, and where each target stands on a day.
//!
//! A programme is what documents set, word by word (`data/programmes/`); an actual is what was measured; a standing is
//! computed from the two and a day, and nothing is ever stored as a state. Rules: `docs/design/013-targets.md`. Knows
//! nothing of files on disk, of who may see or change what, or of the budget.

mod actual;
mod amend;
mod bundle;
pub mod cascade;
mod check;
mod curve;
mod document;
mod exact;
mod file;
mod model;
mod path;
pub mod projection;
mod read;
mod rules;
mod seen;
mod standing;
mod stored;
mod takes;
mod target;
mod terms;
mod territory;
#[cfg(test)]
mod tests;
mod unit;
mod units;
mod write;

pub use actual::{Actual, Reading, Version as ActualVersion};
pub use bundle::{Programmes, check_target, read_programme, read_target};
pub use check::check;
pub use document::{Bond, Document, Kind as DocumentKind, Relation, State as DocumentState};
pub use exact::Exact;
pub use file::{FileKind, LARGEST_FILE};
pub use model::{Basis, Body, Check, Priority, Programme, Quote, Statement, Sum, Task, Version};
pub use path::{Path, Point, months, years};
pub use rules::{ReviewWindow, Risk, RiskRule, Rules};
pub use standing::{Judged, Known, Outlook, Standing, State, Tally, Today, Why, history, standing, standings};
pub use stored::Unreadable;
pub use takes::{KINDS, kinds_with};
pub use target::{Baseline, Due, Households, Item, Kind, Must, Series, Target};
pub use terms::{Bound, Over, Side, Source, Stage};
pub use territory::lies_in;
pub use unit::{Amount, Impossible, Percent, Points, Unit};
pub use units::{Behind, Group, UnitRow, UnitTable};
pub use write::{write_documents, write_programme};
