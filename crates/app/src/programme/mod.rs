//! Programmes as a deployment knows them, and where their targets stand: figures of all sources are brought together here
//! and handed to `domain::programme`, which judges. Nothing of it is stored.

mod additions;
mod draft;
mod file;
mod find;
mod own;
pub mod plan;
mod register;
mod report;
mod setting;
mod write;

pub use additions::{Additions, BodyDraft, PriorityDraft, TaskDraft};
pub use draft::{TargetDraft, field_of};
pub use file::{SentFile, too_large};
pub(crate) use own::Own;
pub use own::UnreadableText;
pub use report::ReportPlace;
pub use setting::NewSetting;
pub use write::{Amendment, NewProgramme};

use crate::access::{Caller, On};
use crate::desk::Desk;
use base::{AreaKey, Failure};
use domain::access::Action;
use domain::area::Areas;
use domain::programme::{Actual, Known, Programme, Programmes, Risk, Standing, Target, history, standing, standings};
use jiff::civil::Date;
use std::sync::Arc;

/// A programme with all that was measured for it, as of a day.
#[derive(Clone, Debug)]
pub struct Watched {
    /// All programmes and documents.
    pub programmes: Arc<Programmes>,
    /// Figures and events of all times and sources that the caller may see.
    pub actuals: Vec<Actual>,
    /// As of.
    pub day: Date,
    /// Which of them it is.
    at: usize,
}

impl Watched {
    /// The programme.
    pub fn programme(&self) -> &Programme {
        &self.programmes.programmes[self.at]
    }

    /// What was known on the day.
    pub fn known<'a>(&'a self, areas: &'a Areas) -> Known<'a> {
        Known { day: self.day, actuals: &self.actuals, areas, rules: &self.programmes.rules }
    }

    /// Where each target in force on the day stands.
    pub fn standings(&self, areas: &Areas) -> Vec<(&Target, Standing)> {
        standings(self.programme(), &self.known(areas))
    }

    /// Where one target stands, also one that is not in force any more.
    pub fn standing(&self, areas: &Areas, target: &Target) -> Standing {
        standing(target, self.risk(), &self.known(areas))
    }

    /// Every figure of a target since its base, each judged.
    pub fn history(&self, areas: &Areas, target: &Target) -> Vec<domain::programme::Judged> {
        history(target, self.risk(), &self.known(areas))
    }

    fn risk(&self) -> Risk {
        self.programme().risk.unwrap_or(self.programmes.rules.risk.rule)
    }
}

impl Desk {
    /// A programme with what was measured for it, as far as the caller may see it: published results, what comes with the
    /// programme, what was reported, and counts of the register. Thresholds and bases count from the day they were set.
    pub fn watch(&self, caller: &Caller, id: &str, day: Date) -> Result<Watched, Failure> {
        let programmes = self.programmes_on(caller, day)?;
        let at = programmes.programmes.iter().position(|one| one.id == id);
        if at.is_none() {
            self.own()?.is_readable(id)?;
        }
        let at = at.ok_or_else(|| no_programme(id))?;
        let programme = &programmes.programmes[at];
        let mut actuals = programmes.published(self.results());
        actuals.extend(programme.actuals.iter().cloned());
        if self.has_register() {
            actuals.extend(self.reported(programme)?);
            actuals.extend(self.registered(caller, programme, day)?);
        }
        Ok(Watched { programmes, actuals, day, at })
    }
}

/// A programme and one of its targets.
fn target_of<'a>(programmes: &'a Programmes, id: &str, target: &str) -> Result<(&'a Programme, &'a Target), Failure> {
    let programme = programmes.programme(id).ok_or_else(|| no_programme(id))?;
    let found = programme.target(target).ok_or_else(|| {
        Failure::new("CC-TARGET-NONE", "chương trình không có chỉ tiêu này", "the programme has no such target")
            .at(target)
            .remedy("mở lại từ trang của chương trình", "open it from the page of the programme")
    })?;
    Ok((programme, found))
}

/// The day on which a unit is looked up: today, or its last one.
pub(crate) fn day_within(areas: &Areas, unit: &AreaKey, today: Date) -> Date {
    let last = areas.get(unit).and_then(|unit| unit.valid_to);
    last.map_or(today, |last| last.min(today)).max(unit.valid_from)
}

impl Desk {
    /// Refuses whoever may not do something to all of a unit. For a unit that is no more, whoever answers for its land today
    /// answers for it.
    fn authorise_for(&self, caller: &Caller, action: Action, unit: &AreaKey, today: Date) -> Result<(), Failure> {
        let areas = self.areas();
        let ended = areas.get(unit).and_then(|one| one.valid_to).is_some_and(|last| last < today);
        let holders = if ended { areas.holders(unit, today) } else { Vec::new() };
        if holders.is_empty() {
            return caller.authorise(action, On::Unit(areas, unit, day_within(areas, unit, today)));
        }
        holders.iter().try_for_each(|(holder, _)| caller.authorise(action, On::Unit(areas, holder, today)))
    }
}

/// The day in Vietnam of a moment of a record.
fn day_of(at: &str, otherwise: Date) -> Date {
    at.parse::<jiff::Timestamp>().map_or(otherwise, |moment| base::VIETNAM.to_datetime(moment).date())
}

fn no_programme(id: &str) -> Failure {
    Failure::new("CC-PROGRAMME-NONE", "không có chương trình này", "there is no such programme")
        .at(id)
        .remedy("mở lại từ trang Chương trình", "open it from the page of programmes")
}
