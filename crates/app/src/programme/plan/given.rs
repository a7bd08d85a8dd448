//! Where those below a unit stand with what approved tables give them: each by its own figures, its own base and its own way.

use super::plain;
use super::units::Villages;
use crate::access::Caller;
use crate::desk::Desk;
use crate::programme::report::actual;
use crate::programme::{Watched, day_of, target_of};
use base::{AreaKey, Failure};
use domain::access::Action;
use domain::programme::cascade::{Child, Recipient, given};
use domain::programme::{Actual, Document, Known, Path, Point, Source, Standing, Target, standing};
use jiff::civil::Date;
use store::{Axis, Binding, NewPlan};

/// Somebody with what they were given, as of a day.
#[derive(Clone, Debug)]
pub struct GivenLine {
    /// Who.
    pub recipient: Recipient,
    /// What they were given, as a target of their own.
    pub target: Target,
    /// Where they stand.
    pub standing: Standing,
    /// What they set themselves beside it.
    pub own: Option<domain::programme::Exact>,
}

/// See the module.
#[derive(Clone, Debug)]
pub struct GivenOn {
    /// Whose target was given on.
    pub area: AreaKey,
    /// Along what.
    pub axis: Axis,
    /// The day that the table is for.
    pub due: Date,
    /// The days of all tables that were approved, the first one first.
    pub dues: Vec<Date>,
    /// Its decision: number and day.
    pub decision: Option<(String, Date)>,
    /// Its lines whose figures the caller may know, in its order.
    pub lines: Vec<GivenLine>,
    /// How many others it has.
    pub hidden: usize,
}

/// A table that was approved by a day.
struct Approved {
    of: NewPlan,
    binding: Binding,
}

impl Desk {
    /// How those stand to whom a target of a programme was given on, by the table for `due`, or the one for the latest day,
    /// as it was approved by the day of `watched`; `code` names the unit whose table is meant, as on that day, none for that
    /// of the target. `None` where nothing was given on, or the caller may not read figures.
    pub fn given_on(
        &self,
        caller: &Caller,
        watched: &Watched,
        target: &str,
        code: Option<&str>,
        axis: Axis,
        due: Option<Date>,
    ) -> Result<Option<GivenOn>, Failure> {
        if !(self.has_register() && caller.may(Action::ReadFigures)) {
            return Ok(None);
        }
        let (programme, target) = target_of(&watched.programmes, &watched.programme().id, target)?;
        let area = self.planned_area(target, code, watched.day)?;
        let tables =
            self.approved(watched, Some(&target.id), |of| self.is_same_unit(&of.area, &area) && of.axis == axis)?;
        let dues: Vec<Date> = tables.iter().map(|table| table.of.due).collect();
        let until = tables.partition_point(|table| due.is_none_or(|due| table.of.due <= due));
        let tables = &tables[..until];
        let newest = match (tables.last(), due) {
            (Some(last), None) => last,
            (Some(last), Some(due)) if last.of.due == due => last,
            (None, None) => return Ok(None),
            (_, _) if dues.is_empty() => return Ok(None),
            (_, Some(due)) => return Err(no_table(due)),
        };
        let parts = &newest.binding.lines;
        let whole = self.authorise_for(caller, Action::ReadFigures, &area, watched.day).is_ok();
        let reads = caller.reach(Action::ReadFigures);
        let may_know = |child: &&Child| whole || reads.has_whole(child.recipient.area());
        let known = parts.iter().filter(may_know);
        let figures = Figures {
            watched,
            villages: self.villages(caller, programme, &area, parts)?,
            agencies: if axis == Axis::Agency { self.shares(watched, &target.id)? } else { Vec::new() },
        };
        let line = |child: &Child| {
            let values = self.values(tables, &child.recipient);
            let target = given(target, child.recipient.area(), &values)?;
            let target = if axis == Axis::Agency { of_agency(target) } else { target };
            let standing = figures.standing(self, &child.recipient, &target);
            Some(GivenLine { recipient: child.recipient.clone(), target, standing, own: child.own })
        };
        let lines: Vec<GivenLine> = known.filter_map(line).collect();
        Ok(Some(GivenOn {
            hidden: parts.iter().filter(|child| !may_know(child)).count(),
            area: newest.of.area.clone(),
            axis,
            due: newest.of.due,
            dues,
            decision: newest.binding.step.decision.clone(),
            lines,
        }))
    }

    /// What a unit was given of the targets of a programme, with where it stands; nothing where the caller may not read its
    /// figures.
    pub fn given_to(
        &self,
        caller: &Caller,
        watched: &Watched,
        unit: &AreaKey,
    ) -> Result<Vec<(Target, Standing)>, Failure> {
        if !self.has_register() || self.authorise_for(caller, Action::ReadFigures, unit, watched.day).is_err() {
            return Ok(Vec::new());
        }
        // tables of other communes give it nothing
        let tables = self.approved(watched, None, |of| of.axis == Axis::Area && self.is_above(&of.area, unit))?;
        let recipient = Recipient::Area(unit.clone());
        let mut own = Vec::new();
        for target in watched.programme().targets_on(watched.day) {
            let of_target = tables.iter().filter(|one| one.of.target == target.id);
            if let Some(target) = given(target, unit, &self.values(of_target, &recipient)) {
                let standing = watched.standing(self.areas(), &target);
                own.push((target, standing));
            }
        }
        Ok(own)
    }

    /// What a recipient was given, table by table; a unit also under an older key.
    fn values<'a>(&self, tables: impl IntoIterator<Item = &'a Approved>, recipient: &Recipient) -> Vec<Point> {
        let same = |other: &Recipient| match (recipient, other) {
            (Recipient::Area(one), Recipient::Area(other)) => self.is_same_unit(one, other),
            (one, other) => one == other,
        };
        let given = |table: &Approved| {
            let line = table.binding.lines.iter().find(|line| same(&line.recipient))?;
            Some((table.of.due, line.assigned?))
        };
        tables.into_iter().filter_map(given).collect()
    }

    /// The targets, by programme and id, that were given on to units by a table approved by now.
    pub fn given_targets(&self, caller: &Caller) -> Result<Vec<(String, String)>, Failure> {
        if !(self.has_register() && caller.may(Action::ReadFigures)) {
            return Ok(Vec::new());
        }
        let mut all = Vec::new();
        for programme in &self.programmes()?.programmes {
            let heads = self.store(|store| store.plans(&programme.id, None))?;
            let approved = heads.into_iter().filter(|head| head.binds && head.of.axis == Axis::Area);
            all.extend(approved.map(|head| (head.of.programme, head.of.target)));
        }
        all.sort();
        all.dedup();
        Ok(all)
    }

    /// The tables that a document approved, found by its number and day; nothing for whoever may not read figures.
    pub fn tables_of(&self, caller: &Caller, document: &Document) -> Result<Vec<NewPlan>, Failure> {
        if !(self.has_register() && caller.may(Action::ReadFigures)) {
            return Ok(Vec::new());
        }
        let Some(day) = document.date else { return Ok(Vec::new()) };
        let programmes = self.programmes()?;
        let decided = self.store(|store| store.plans_decided(day))?;
        let by = |number: &str| programmes.numbered(number, day).is_some_and(|one| one.id == document.id);
        Ok(decided.into_iter().filter(|(_, number)| by(number)).map(|(of, _)| of).collect())
    }

    /// The tables of a programme that were approved by the day, in the order of the days they are for.
    fn approved(
        &self,
        watched: &Watched,
        target: Option<&str>,
        wanted: impl Fn(&NewPlan) -> bool,
    ) -> Result<Vec<Approved>, Failure> {
        let heads = self.store(|store| store.plans(&watched.programme().id, target))?;
        let mut tables = Vec::new();
        for head in heads.into_iter().filter(|head| wanted(&head.of)) {
            let plan = self.store(|store| store.plan(&head.id))?;
            let known = |binding: &Binding| day_of(&binding.step.at, watched.day) <= watched.day;
            if let Some(binding) = plan.bindings.into_iter().rfind(known) {
                tables.push(Approved { of: head.of, binding });
            }
        }
        tables.sort_by_key(|table| table.of.due);
        Ok(tables)
    }

    /// What agencies reported as their own shares, by agency.
    fn shares(&self, watched: &Watched, target: &str) -> Result<Vec<(String, Actual)>, Failure> {
        let reports = self.store(|store| store.reports(&watched.programme().id))?;
        let own = reports.into_iter().filter(|report| report.told.target == target);
        let share = |report: store::Report| {
            let agency = report.told.agency.clone()?;
            Some((agency, actual(watched.programme().target(target)?, report)))
        };
        Ok(own.filter_map(share).collect())
    }
}

fn no_table(due: Date) -> Failure {
    Failure::new("CC-PLAN-NONE", "không có bảng đã duyệt nào cho ngày này", "no approved table is for this day")
        .at(due.to_string())
        .remedy("bỏ ngày ấy, hoặc chọn ngày của một bảng", "leave the day out, or choose that of a table")
}

/// An agency's own share is what it reports, and has nothing it starts from.
fn of_agency(target: Target) -> Target {
    Target { source: Source::Reported, series: None, baseline: None, path: Path::None, ..target }
}

/// Where the figures of recipients are.
struct Figures<'a> {
    watched: &'a Watched,
    villages: Villages,
    agencies: Vec<(String, Actual)>,
}

impl Figures<'_> {
    fn standing(&self, desk: &Desk, recipient: &Recipient, target: &Target) -> Standing {
        let watched = self.watched;
        let own: Vec<Actual> = match recipient {
            Recipient::Area(_) => return watched.standing(desk.areas(), target),
            Recipient::Village { .. } if target.source != Source::Register => Vec::new(),
            Recipient::Village { .. } => self.villages.get(&plain(recipient)).cloned().unwrap_or_default(),
            Recipient::Agency { agency, .. } => {
                self.agencies.iter().filter(|(of, _)| of == agency).map(|(_, actual)| actual.clone()).collect()
            }
        };
        standing(target, watched.risk(), &Known { actuals: &own, ..watched.known(desk.areas()) })
    }
}
