//! A programme of the simulated province, and how its count of poor households was given on.

use super::{NAME, PROVINCE};
use crate::Caller;
use crate::book::Book;
use crate::programme::plan::share;
use base::{AreaKey, Failure, Level, Text};
use domain::area::Areas;
use domain::form::UnitCounts;
use domain::programme::cascade::{Child, Recipient, Stage};
use domain::programme::{Due, Exact, Programme, Programmes, write_programme};
use domain::register::Review;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use store::{Axis, Ctx, NewPlan, PlanAct, PlanStep, Shard, Store, TextKind};

/// The programme, by id.
pub const PROGRAMME: &str = "mo-phong-giam-ngheo";
/// The eight example targets, by id.
pub const EXAMPLE: &str = "mo-phong-tam-chi-tieu";
/// Its target that is given on.
pub const TARGET: &str = "so-ho-ngheo";

const FILE: &str = include_str!("programme.toml");

/// What is to be left in the end, and when.
const GOAL: i64 = 3000;
const GOAL_DAY: Date = date(2026, 12, 31);
/// What was to be left at the end of 2024: less than the programme's path asks for, so that some districts fall short.
const YEAR_GOAL: i64 = 4700;
/// The district whose part was given on.
const A_LUOI: &str = "481";
/// How far the proposal is off, so that there is something to settle.
const OFF: i64 = 12;

/// Saves the programme where it is missing.
pub fn programme(store: &mut Store, at: &str) -> Result<(), Failure> {
    if store.texts(TextKind::Programme, PROGRAMME)?.is_empty() {
        store.save_text(&ctx("demo", at), TextKind::Programme, PROGRAMME, 0, FILE)?;
    }
    Ok(())
}

/// Saves the eight example targets for the simulated province where they are missing, with days around today: five are behind,
/// until somebody reports for one of them.
pub fn example(store: &mut Store, at: &str, today: Date) -> Result<(), Failure> {
    let (bundled, areas) = (Programmes::bundled(), Areas::bundled());
    let (Some(known), Some(unit)) = (bundled.programme("thanh-hoa-vi-du"), areas.at(PROVINCE, today)) else {
        return Ok(());
    };
    if !store.texts(TextKind::Programme, EXAMPLE)?.is_empty() {
        return Ok(());
    }
    // its figures are of the end of 2017
    let later = i32::from(today.year()) - 2018;
    let on = |day: Date| day.saturating_add(later.years());
    let mut example = Programme { id: EXAMPLE.into(), units: None, ..known.clone() };
    example.name = Text::new(
        "Ví dụ: tám chỉ tiêu, năm chỉ tiêu chậm (dữ liệu mô phỏng)",
        "Example: eight targets, five of them behind (simulated data)",
    );
    example.area.clone_from(&unit.key);
    (example.first_year, example.last_year) = (today.year() - 2, today.year() + 2);
    for version in &mut example.versions {
        version.date = version.date.map(on);
    }
    for target in &mut example.targets {
        target.area.clone_from(&unit.key);
        target.due = match target.due {
            Due::On(day) => Due::On(on(day)),
            other => other,
        };
        if let Some(base) = &mut target.baseline {
            base.on = on(base.on);
        }
    }
    for actual in &mut example.actuals {
        actual.area.clone_from(&unit.key);
        actual.on = on(actual.on);
        actual.known_from = actual.known_from.map(on);
    }
    store.save_text(&ctx("demo", at), TextKind::Programme, EXAMPLE, 0, &write_programme(&example)).map(drop)
}

/// What the communes of today are given for the end of the programme: proposed and with the units, one of which asks for
/// another value. Before it, what the districts were given for the end of 2024, and the communes of A Lưới of theirs: approved.
/// Nothing is done where there is a table already.
pub fn plan(store: &mut Store, at: &str, today: Date) -> Result<(), Failure> {
    programme(store, at)?;
    example(store, at, today)?;
    if !store.plans(PROGRAMME, None)?.is_empty() {
        return Ok(());
    }
    let Some(row) = store.shards()?.into_iter().find(|row| row.name == NAME) else { return Ok(()) };
    let mut reviews = store.reviews(row.shard)?;
    reviews.sort();
    let [.., before, newest] = &reviews[..] else { return Ok(()) };
    let mut tables = Tables { store, shard: row.shard, at };
    let year_end = base::year_end(newest.year);
    let decision = |number, month, day| Some((number, date(newest.year, month, day)));
    let province = tables.counted(before, PROVINCE, year_end)?;
    let parent = Exact::whole(YEAR_GOAL);
    let given = tables.give(&province, Level::District, parent, year_end, decision("01/QĐ-MP (mô phỏng)", 1, 20))?;
    for (key, part) in given.iter().filter(|(key, _)| key.code == A_LUOI) {
        let district = tables.counted(before, &key.code, year_end)?;
        tables.give(&district, Level::Commune, *part, year_end, decision("02/QĐ-MP (mô phỏng)", 2, 5))?;
    }
    let province = tables.counted(newest, PROVINCE, today)?;
    tables.give(&province, Level::Commune, Exact::whole(GOAL), GOAL_DAY, None).map(drop)
}

/// The tables of the demonstration.
struct Tables<'a> {
    store: &'a mut Store,
    shard: Shard,
    at: &'a str,
}

impl Tables<'_> {
    fn counted(&mut self, review: &Review, code: &str, boundaries: Date) -> Result<UnitCounts, Failure> {
        let (areas, caller) = (Areas::bundled(), Caller::operator());
        let mut book = Book { store: self.store, at: self.shard.into(), areas, caller: &caller };
        Ok(book.year(review, code, boundaries)?.root)
    }

    /// Opens a table for the units of a level, in proportion to what is counted there, and sends it to them; answers what it
    /// gives. With a decision it is approved; without one the first asks for more and stands so.
    fn give(
        &mut self,
        unit: &UnitCounts,
        level: Level,
        parent: Exact,
        due: Date,
        decision: Option<(&str, Date)>,
    ) -> Result<Vec<(AreaKey, Exact)>, Failure> {
        let units: Vec<&UnitCounts> = unit.children.iter().filter(|unit| unit.level == level).collect();
        let poor = |unit: &&UnitCounts| unit.counts.as_ref().map(|one| Exact::count(one.poor.all.households));
        let parts = share(parent, &units.iter().map(poor).collect::<Vec<_>>());
        let line = |(unit, assigned): (&&UnitCounts, Option<Exact>)| Child {
            recipient: Recipient::Area(unit.key.clone()),
            assigned,
            asked: None,
            own: None,
            households: unit.counts.as_ref().and_then(|one| Some(one.population?.households)),
        };
        let mut lines: Vec<Child> = units.iter().zip(parts).map(line).collect();
        if let Some(first) = lines.first_mut().filter(|_| decision.is_none()) {
            first.asked = first.assigned.map(|value| value + Exact::whole(OFF));
            first.assigned = first.asked;
        }
        let given = lines.iter().filter_map(|line| Some((line.recipient.area().clone(), line.assigned?))).collect();
        if lines.is_empty() {
            return Ok(given);
        }
        let of = NewPlan {
            programme: PROGRAMME.into(),
            target: TARGET.into(),
            area: unit.key.clone(),
            axis: Axis::Area,
            due,
        };
        let officer = ctx("can-bo-tinh", self.at);
        let id = self.store.open_plan(&officer, &of, parent, &lines)?;
        let send = PlanStep { act: PlanAct::Send, stage: Stage::Negotiation, ..self.store.plan(&id)?.now().clone() };
        self.store.step_plan(&officer, &id, 1, &send, None)?;
        if let Some((number, day)) = decision {
            let approve = PlanStep {
                act: PlanAct::Approve,
                stage: Stage::Approved { accepted: None },
                decision: Some((number.into(), day)),
                ..send
            };
            self.store.step_plan(&ctx("lanh-dao-tinh", self.at), &id, 2, &approve, None)?;
        }
        Ok(given)
    }
}

fn ctx(actor: &str, at: &str) -> Ctx {
    Ctx { actor: actor.into(), at: at.into(), reason: "dữ liệu mô phỏng".into() }
}
