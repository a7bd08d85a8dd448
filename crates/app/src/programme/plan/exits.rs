//! Planned exits from poverty against those that a table needs. Who plans them, household by household, is not known here: it
//! is a port of the desk, and as long as nobody fills it a table tells how many are needed.

use crate::desk::Desk;
use base::Failure;
use domain::programme::cascade::{Child, Exits, Recipient, exits};
use domain::programme::{Exact, Target};
use domain::result::Measure;
use store::NewPlan;

/// Somebody who knows how many households are planned to leave poverty.
pub trait PlannedExits: Send + Sync {
    /// How many of a recipient are, by the day of a table; `None` where nothing is known of it.
    fn planned(&self, of: &NewPlan, recipient: &Recipient) -> Result<Option<u64>, Failure>;
}

/// Nobody plans exits.
#[derive(Clone, Copy, Debug, Default)]
pub struct NothingPlanned;

impl PlannedExits for NothingPlanned {
    fn planned(&self, _: &NewPlan, _: &Recipient) -> Result<Option<u64>, Failure> {
        Ok(None)
    }
}

impl Desk {
    /// Planned exits of a line against needed ones; `None` where exits are not what leads to the target.
    pub(super) fn exits_of(
        &self,
        target: &Target,
        of: &NewPlan,
        child: &Child,
        current: Option<Exact>,
    ) -> Result<Option<Exits>, Failure> {
        let poor = target.series.as_ref().is_some_and(|series| series.measure == Measure::PoorHouseholds);
        let opening = current.and_then(Exact::as_whole).and_then(|count| u64::try_from(count).ok());
        let (true, Some(opening), Some(goal)) = (poor, opening, child.assigned) else { return Ok(None) };
        Ok(Some(exits(self.exits.planned(of, &child.recipient)?, opening, goal)))
    }
}
