//! One target of a unit given on to those below: the table as it stands, what it makes together, and what the caller may do
//! with it. Before it is approved, a unit sees its own line; whoever reads the figures of all of the unit sees the table.

mod act;
mod exits;
mod given;
mod share;
mod units;

pub use act::{Decision, LineDraft};
pub use exits::{NothingPlanned, PlannedExits};
pub use given::{GivenLine, GivenOn};
pub(crate) use share::share;

use super::target_of;
use crate::access::{Caller, On};
use crate::desk::Desk;
use base::{AreaKey, Failure, Level};
use domain::access::Action;
use domain::programme::cascade::{Adds, Balance, Child, Exits, Recipient, Stage, balance, between_axes, limit};
use domain::programme::{Exact, Programme, Programmes, Target, Unit};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Axis, NewPlan, Plan, PlanAct, PlanHead};

/// Which table is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanAsked {
    /// The programme, by id.
    pub programme: String,
    /// The target, by id.
    pub target: String,
    /// The code of the unit today; none for the unit of the target.
    pub area: Option<String>,
    /// Along what.
    pub axis: Axis,
    /// For which day; none for the day of the newest plan, or the day the target is due.
    pub due: Option<Date>,
}

/// A line with what is known of its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanLine {
    /// Its values.
    pub child: Child,
    /// What the register counts there now, in the unit of the target.
    pub current: Option<Exact>,
    /// Planned exits against needed ones, where exits are what leads to the target.
    pub exits: Option<Exits>,
    /// Whether the caller speaks for this unit.
    pub speaks: bool,
}

/// What the caller may do with the table as it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlanRights {
    /// Open it, assign values.
    pub assign: bool,
    /// Take it one step on: send it to the units, take it back, or take it up again after it was approved.
    pub step: Option<PlanAct>,
    /// Approve it.
    pub approve: Approval,
}

/// Whether the caller approves a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Approval {
    /// Not now, or not the caller.
    #[default]
    No,
    /// The caller could, but proposed it.
    OwnHand,
    /// Yes.
    Yes,
}

/// See the module.
#[derive(Clone, Debug)]
pub struct Planning {
    /// All programmes and documents.
    pub programmes: Arc<Programmes>,
    /// Which target of which unit, along what, for which day.
    pub of: NewPlan,
    /// How children make the parent.
    pub adds: Adds,
    /// In what values are counted.
    pub unit: Unit,
    /// What the unit itself is to reach: that of the plan, else what path, goal or the approved table above gives.
    pub parent: Option<Exact>,
    /// The table, once opened.
    pub plan: Option<Plan>,
    /// Other tables of this target.
    pub others: Vec<PlanHead>,
    /// The lines that the caller sees.
    pub lines: Vec<PlanLine>,
    /// What the lines make together; none where the caller sees only some of them.
    pub balance: Option<Balance>,
    /// Where the agencies' parts are not what the commune itself is given.
    pub apart: BTreeMap<AreaKey, Exact>,
    /// The name of who accepted a difference; empty where nobody did.
    pub accepted_by: String,
    /// What the caller may do.
    pub rights: PlanRights,
}

impl Planning {
    /// The programme.
    pub fn programme(&self) -> &Programme {
        self.programmes.programme(&self.of.programme).expect("a table is of a programme that was found")
    }

    /// The target.
    pub fn target(&self) -> &Target {
        self.programme().target(&self.of.target).expect("a table is of a target that was found")
    }
}

impl Desk {
    /// A table of targets, or what one would be opened with.
    pub fn planning(&self, caller: &Caller, asked: &PlanAsked, today: Date) -> Result<Planning, Failure> {
        caller.authorise(Action::ReadFigures, On::Anything)?;
        let watched = self.watch(caller, &asked.programme, today)?;
        let (programme, target) = target_of(&watched.programmes, &asked.programme, &asked.target)?;
        let unit = planned_in(target)?;
        let area = self.planned_area(target, asked.area.as_deref(), today)?;
        let heads = self.store(|store| store.plans(&programme.id, Some(&target.id)))?;
        // a table of a unit that went on under another key is its own
        let same = |head: &&PlanHead| self.is_same_unit(&head.of.area, &area) && head.of.axis == asked.axis;
        let due = asked.due.or_else(|| heads.iter().find(same).map(|head| head.of.due));
        let due = due.or(target.due.last_day()).unwrap_or_else(|| base::year_end(today.year()));
        let of = NewPlan {
            programme: programme.id.clone(),
            target: target.id.clone(),
            area: area.clone(),
            axis: asked.axis,
            due,
        };
        let (own, others): (Vec<_>, Vec<_>) = heads.into_iter().partition(|head| same(&head) && head.of.due == due);
        let of = own.first().map_or(of, |head| head.of.clone());
        let area = of.area.clone();
        let plan = own.first().map(|head| self.store(|store| store.plan(&head.id))).transpose()?;
        let parent = match &plan {
            Some(plan) => Some(plan.now().parent),
            None => self.given(&watched, target, &of, &others)?,
        };
        let adds = if unit.is_count() { Adds::Sum } else { Adds::MeanByHouseholds };
        let whole = self.authorise_for(caller, Action::ReadFigures, &area, today).is_ok();
        let approved = plan.as_ref().is_some_and(|plan| matches!(plan.now().stage, Stage::Approved { .. }));
        let current = self.current(caller, programme, target, &area, today)?;
        let (reads, speaks) = (caller.reach(Action::ReadFigures), caller.reach(Action::AskTarget));
        let lines = plan.iter().flat_map(|plan| &plan.lines);
        let lines = lines.filter(|child| whole || approved || reads.has_whole(child.recipient.area()));
        let lines = lines
            .map(|child| -> Result<PlanLine, Failure> {
                let current = current.get(&plain(&child.recipient)).and_then(|one| one.0);
                Ok(PlanLine {
                    child: child.clone(),
                    current,
                    exits: self.exits_of(target, &of, child, current)?,
                    speaks: matches!(child.recipient, Recipient::Area(_) | Recipient::Agency { .. })
                        && speaks.has_whole(child.recipient.area()),
                })
            })
            .collect::<Result<Vec<_>, Failure>>()?;
        let seen = whole || approved;
        let balance = match (&plan, parent) {
            (Some(plan), Some(parent)) if seen => Some(balance(adds, parent, &plan.lines)),
            _ => None,
        };
        let apart = if seen { self.apart(adds, &of, plan.as_ref(), &others)? } else { BTreeMap::new() };
        let rights = self.rights(caller, &area, plan.as_ref(), today);
        let accepted_by = match plan.as_ref().map(|plan| &plan.now().stage) {
            Some(Stage::Approved { accepted: Some(one) }) => {
                self.store(|store| store.account(&one.by))?.map_or_else(|| one.by.clone(), |account| account.name)
            }
            _ => String::new(),
        };
        let programmes = Arc::clone(&watched.programmes);
        Ok(Planning { programmes, of, adds, unit, parent, plan, others, lines, balance, apart, accepted_by, rights })
    }

    /// The unit that is asked for, as it is today, or was on its last day.
    fn planned_area(&self, target: &Target, code: Option<&str>, today: Date) -> Result<AreaKey, Failure> {
        let areas = self.areas();
        if let Some(code) = code {
            let ended = || areas.history(code).filter(|unit| unit.key.valid_from <= today).last();
            return match areas.at(code, today).or_else(ended) {
                Some(unit) => Ok(unit.key.clone()),
                None => Err(crate::territory::unknown(code, today)),
            };
        }
        let now = areas.holders(&target.area, today.max(target.area.valid_from));
        Ok(now.into_iter().next().map_or_else(|| target.area.clone(), |(key, _)| key))
    }

    /// Whether a table is that of the target's own unit, under whichever key.
    fn is_own(&self, target: &Target, area: &AreaKey, day: Date) -> Result<bool, Failure> {
        Ok(self.is_same_unit(area, &self.planned_area(target, None, day)?))
    }

    /// What the unit is to reach by the day: the target's own goal or its path, or what an approved table above gives it.
    fn given(
        &self,
        watched: &super::Watched,
        target: &Target,
        of: &NewPlan,
        others: &[PlanHead],
    ) -> Result<Option<Exact>, Failure> {
        if !self.is_own(target, &of.area, watched.day)? {
            return self.assigned_above(of, others);
        }
        let standing = watched.standing(self.areas(), target);
        if target.due.last_day() == Some(of.due) {
            return Ok(standing.whole_goal.or(standing.goal).map(|goal| goal.value));
        }
        let value = standing.path_on(target, of.due).map(|amount| amount.value);
        let falls = standing.base.zip(standing.goal).is_none_or(|((_, base), goal)| goal.value <= base.value);
        let whole = target.unit.is_some_and(Unit::is_count);
        Ok(value.map(|value| match (whole, falls) {
            (false, _) => value,
            (true, true) => value.floor(),
            (true, false) => value.ceil(),
        }))
    }

    /// What the approved table above gives the unit for the same day.
    fn assigned_above(&self, of: &NewPlan, others: &[PlanHead]) -> Result<Option<Exact>, Failure> {
        let gives = |head: &&PlanHead| {
            head.binds && head.of.due == of.due && head.of.axis == Axis::Area && self.is_above(&head.of.area, &of.area)
        };
        for head in others.iter().filter(gives) {
            let plan = self.store(|store| store.plan(&head.id))?;
            let binding = plan.bindings.last().into_iter().flat_map(|binding| &binding.lines);
            let mut mine = binding
                .filter(|line| matches!(&line.recipient, Recipient::Area(area) if self.is_same_unit(area, &of.area)));
            if let Some(assigned) = mine.next().and_then(|line| line.assigned) {
                return Ok(Some(assigned));
            }
        }
        Ok(None)
    }

    /// Whether a unit lies in another one, under whichever keys.
    fn is_above(&self, area: &AreaKey, unit: &AreaKey) -> bool {
        self.areas().above(unit).iter().any(|above| self.is_same_unit(&above.key, area))
    }

    /// Where the two axes of the same day differ.
    fn apart(
        &self,
        adds: Adds,
        of: &NewPlan,
        plan: Option<&Plan>,
        others: &[PlanHead],
    ) -> Result<BTreeMap<AreaKey, Exact>, Failure> {
        let beside = others.iter().find(|head| self.is_same_unit(&head.of.area, &of.area) && head.of.due == of.due);
        let (Some(plan), Some(beside)) = (plan, beside) else { return Ok(BTreeMap::new()) };
        let other = self.store(|store| store.plan(&beside.id))?;
        Ok(match of.axis {
            Axis::Area => between_axes(adds, &plan.lines, &other.lines),
            Axis::Agency => between_axes(adds, &other.lines, &plan.lines),
        })
    }

    fn rights(&self, caller: &Caller, area: &AreaKey, plan: Option<&Plan>, today: Date) -> PlanRights {
        let may = |action| self.authorise_for(caller, action, area, today).is_ok();
        let (assigns, approves) = (may(Action::AssignTarget), may(Action::ApproveTargets));
        let stage = plan.map(|plan| &plan.now().stage);
        let proposed = plan.is_some_and(|plan| plan.proposed_by().contains(&caller.login.as_str()));
        PlanRights {
            assign: assigns && !matches!(stage, Some(Stage::Approved { .. })),
            step: stage.filter(|_| assigns).map(|stage| match stage {
                Stage::Proposal => PlanAct::Send,
                Stage::Negotiation => PlanAct::TakeBack,
                Stage::Approved { .. } => PlanAct::Adjust,
            }),
            approve: match approves && stage == Some(&Stage::Negotiation) {
                false => Approval::No,
                true if proposed => Approval::OwnHand,
                true => Approval::Yes,
            },
        }
    }
}

/// In what a target is given on; one without a number cannot be.
fn planned_in(target: &Target) -> Result<Unit, Failure> {
    target.unit.filter(|_| limit(&target.kind).is_some()).ok_or_else(|| {
        Failure::new(
            "CC-PLAN-KIND",
            "chỉ tiêu loại này không giao bằng con số",
            "a target of this kind is not given on as a figure",
        )
        .at(&*target.id)
        .remedy("chọn một chỉ tiêu có con số", "choose a target with a figure")
    })
}

/// Where the counts of a recipient are found.
fn plain(recipient: &Recipient) -> Recipient {
    match recipient {
        Recipient::Agency { area, .. } => Recipient::Area(area.clone()),
        other => other.clone(),
    }
}

/// Whether a unit is given on to villages.
fn is_commune(desk: &Desk, area: &AreaKey) -> bool {
    desk.areas().get(area).is_some_and(|unit| unit.level == Level::Commune)
}
