//! Means of a household: an income, and the B1 total that a pack's own lines and cut-offs equate with it.
//!
//! The two point tables of 2016 and 2022 differ, so one household has two totals; both rise with the same income and
//! meet the cut-off of a line exactly where the income meets the line.

use super::chance::Chance;
use super::house::Old;
use engine::{AreaKind, Class, Pack};

fn column(kind: AreaKind) -> usize {
    match kind {
        AreaKind::Rural => 0,
        AreaKind::Urban => 1,
    }
}

/// The amount of a line by its id; the bundled packs are tested to have those asked for here.
pub(super) fn line(pack: &Pack, id: &str, kind: AreaKind) -> i64 {
    pack.lines.iter().find(|line| line.id == id).map_or(0, |line| line.amount[column(kind)])
}

/// The B1 total for an income: straight from cut-off to cut-off, in steps of five points as the tables give them.
pub(super) fn points(pack: &Pack, kind: AreaKind, income: i64) -> i64 {
    const STEP: i64 = 5;
    // nobody scores nothing: a roof and a member are worth something
    let (mut from, mut base) = (0, 25);
    for line in &pack.lines {
        let Some(cut_off) = &line.cut_off else { continue };
        let (to, top) = (line.amount[column(kind)], cut_off.points[column(kind)]);
        if income <= to {
            let points = base + (top - base) * (income - from) / (to - from);
            // above the line below means above its cut-off too
            return if from == 0 { points / STEP * STEP } else { (points / STEP * STEP).max(base + STEP).min(top) };
        }
        (from, base) = (to, top);
    }
    // above the last cut-off the points thin out: they are made to tell the poor apart
    base + STEP + base * (income - from) / (from.max(1) * 3) / STEP * STEP
}

/// An income that a household of this class could have: above the line below the class, at most the line over it.
pub(super) fn draw(wish: Class, old: Option<Old>, kind: AreaKind, now: &Pack, past: &Pack, draw: &mut Chance) -> i64 {
    let poverty = line(now, "poverty", kind);
    let (low, high) = match (wish, old) {
        (Class::Average, _) => (poverty, line(now, "average", kind)),
        (Class::NotPoor, _) => (poverty, poverty * 17 / 10),
        (Class::Poor | Class::NearPoor, None) => (poverty * 35 / 100, poverty),
        (_, Some(Old::Above)) => (line(past, "near_poverty", kind), poverty),
        (_, Some(Old::NearPoor)) => (line(past, "poverty", kind), line(past, "near_poverty", kind)),
        // most of the poor are poor by income alone, the others for what they lack
        (Class::Poor, Some(Old::Poor)) if draw.permille(300) => {
            (line(past, "poverty", kind), line(past, "near_poverty", kind))
        }
        (_, Some(Old::Poor)) => (line(past, "poverty", kind) * 40 / 100, line(past, "poverty", kind)),
    };
    let step = 5_000;
    low + step * draw.between(1, (high - low) / step)
}

/// Next year's income of a household that stays on its side of the line.
pub(super) fn grown(income: i64, wish: Class, kind: AreaKind, now: &Pack, draw: &mut Chance) -> i64 {
    let poverty = line(now, "poverty", kind);
    let next = income * (1000 + draw.between(-10, 70)) / 1_000 / 5_000 * 5_000;
    match wish {
        Class::Poor | Class::NearPoor => next.min(poverty),
        Class::Average => next.clamp(poverty + 5_000, line(now, "average", kind)),
        Class::NotPoor => next.max(poverty + 5_000),
    }
}
