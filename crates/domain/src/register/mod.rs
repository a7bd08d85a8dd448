//! The register of households: what one review records of a household, and what happened between reviews.
//!
//! Import reads these, the store keeps them, the synthetic province makes them. Nothing here knows files or SQL.

mod entry;
mod movement;
mod phone;
mod word;

pub use entry::{
    Cccd, EventKind, HouseholdEntry, Marks, MemberEntry, RegisterEvent, Relation, Review, Route, Sex, Support, Told,
};
pub use movement::{Flow, History, flow};
pub use phone::Phone;
