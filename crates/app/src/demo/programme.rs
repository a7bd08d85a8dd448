//! A programme of the simulated province, and its count of poor households given on to the communes of today: proposed and
//! with the units, one of which asks for another value.

use super::{NAME, PROVINCE};
use crate::Caller;
use crate::book::Book;
use crate::programme::plan::share;
use base::{Failure, Level};
use domain::area::Areas;
use domain::programme::Exact;
use domain::programme::cascade::{Child, Recipient, Stage};
use jiff::civil::{Date, date};
use store::{Axis, Ctx, NewPlan, PlanAct, PlanStep, Store, TextKind};

/// The programme, by id.
pub const PROGRAMME: &str = "mo-phong-giam-ngheo";
/// Its target that is given on.
pub const TARGET: &str = "so-ho-ngheo";

const FILE: &str = include_str!("programme.toml");

/// What the communes are to make together.
const GOAL: i64 = 3000;
/// How far the proposal is off, so that there is something to settle.
const OFF: i64 = 12;

/// Saves the programme where it is missing.
pub fn programme(store: &mut Store, at: &str) -> Result<(), Failure> {
    if store.texts(TextKind::Programme, PROGRAMME)?.is_empty() {
        store.save_text(&ctx("demo", at), TextKind::Programme, PROGRAMME, 0, FILE)?;
    }
    Ok(())
}

/// Opens the plan where there is none, proposed by the officer of the province.
pub fn plan(store: &mut Store, at: &str, today: Date) -> Result<(), Failure> {
    programme(store, at)?;
    if !store.plans(PROGRAMME, None)?.is_empty() {
        return Ok(());
    }
    let Some(row) = store.shards()?.into_iter().find(|row| row.name == NAME) else { return Ok(()) };
    let Some(review) = store.reviews(row.shard)?.into_iter().max() else { return Ok(()) };
    let (areas, caller) = (Areas::bundled(), Caller::operator());
    let year = Book { store, at: row.shard.into(), areas, caller: &caller }.year(&review, PROVINCE, today)?;
    let Some(province) = areas.at(PROVINCE, today) else { return Ok(()) };
    let units: Vec<_> = year.root.children.iter().filter(|unit| unit.level == Level::Commune).collect();
    let poor = |unit: &&domain::form::UnitCounts| unit.counts.as_ref().map(|one| Exact::count(one.poor.all.households));
    let now: Vec<Option<Exact>> = units.iter().map(poor).collect();
    let parts = share(Exact::whole(GOAL), &now);
    let line = |(unit, assigned): (&&domain::form::UnitCounts, Option<Exact>)| Child {
        recipient: Recipient::Area(unit.key.clone()),
        assigned,
        asked: None,
        own: None,
        households: unit.counts.as_ref().and_then(|one| Some(one.population?.households)),
    };
    let mut lines: Vec<Child> = units.iter().zip(parts).map(line).collect();
    if let Some(first) = lines.first_mut() {
        first.asked = first.assigned.map(|value| value + Exact::whole(OFF));
        first.assigned = first.asked;
    }
    let of = NewPlan {
        programme: PROGRAMME.into(),
        target: TARGET.into(),
        area: province.key.clone(),
        axis: Axis::Area,
        due: date(2026, 12, 31),
    };
    let officer = ctx("can-bo-tinh", at);
    let id = store.open_plan(&officer, &of, Exact::whole(GOAL), &lines)?;
    let send = PlanStep { act: PlanAct::Send, stage: Stage::Negotiation, ..store.plan(&id)?.now().clone() };
    store.step_plan(&officer, &id, 1, &send, None)
}

fn ctx(actor: &str, at: &str) -> Ctx {
    Ctx { actor: actor.into(), at: at.into(), reason: "dữ liệu mô phỏng".into() }
}
