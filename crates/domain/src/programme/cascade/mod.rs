//! A target given on to units and agencies: what the children make together, and who may agree to it when.
//!
//! Two axes: area (province → district until 6/2025 → commune → village) and agency × commune. Both are one table of
//! children; on the second a child has two names, and each agency and each commune has its own sum.

mod balance;
mod exits;
mod given;
mod stage;
#[cfg(test)]
mod tests;

pub use balance::{Adds, Balance, balance, between_axes, by_agency, by_area};
pub use exits::{Exits, exits};
pub use given::{given, limit};
pub use stage::{Acceptance, Stage};

use super::Exact;
use base::AreaKey;

/// To whom a part of the target is given.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recipient {
    /// A unit below.
    Area(AreaKey),
    /// A village of a commune, as the register writes it: villages have no code of their own.
    Village {
        /// Its commune.
        commune: AreaKey,
        /// Its name.
        village: String,
    },
    /// An agency's share in a commune that it sponsors or helps.
    Agency {
        /// The agency, by its id in the deployment.
        agency: String,
        /// The commune.
        area: AreaKey,
    },
}

impl Recipient {
    /// The unit, or the commune that it lies in or works in.
    pub fn area(&self) -> &AreaKey {
        match self {
            Self::Area(area) | Self::Village { commune: area, .. } | Self::Agency { area, .. } => area,
        }
    }
}

/// One line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Child {
    /// Who.
    pub recipient: Recipient,
    /// What it is given; `None` while nothing is proposed.
    pub assigned: Option<Exact>,
    /// What it asks for instead, while it is negotiated.
    pub asked: Option<Exact>,
    /// The target it sets itself, beside the one it is given: never added up, only shown.
    pub own: Option<Exact>,
    /// Its households: the weight where children average to the parent.
    pub households: Option<u64>,
}
