//! What is to be reached, in the unit in which it is measured.

use super::Known;
use crate::programme::{Actual, Bound, Exact, Kind, Must, Point, Side, Target, Unit, years};
use jiff::civil::Date;

/// In what the figures of a target are counted: a pace of points is measured on a rate.
pub(super) fn value_unit(target: &Target) -> Unit {
    match (&target.kind, target.unit) {
        (Kind::PointsPerYear { .. }, _) | (_, None) => Unit::Percent,
        (_, Some(unit)) => unit,
    }
}

/// The base: the value that text or person gave, else that of the target's own series on the day of the base.
pub(super) fn base(target: &Target, own: &[&Actual]) -> Option<Point> {
    let base = target.baseline.as_ref()?;
    let of_series = || Known::versions(own, base.on).first()?.reading.value();
    Some((base.on, base.value.or_else(of_series)?))
}

/// Side and value to be reached; of a comparator the other's figure on `on`.
pub(super) fn goal(target: &Target, known: &Known<'_>, base: Option<Point>, on: Date) -> Option<(Side, Exact)> {
    let plain = |bound: &Bound| Some((bound.side, bound.limit));
    match &target.kind {
        Kind::Level { bound, .. } | Kind::Coverage { bound } | Kind::Recognitions { bound } => plain(bound),
        Kind::Unquantified { side, threshold, .. } => Some((*side, (*threshold)?)),
        Kind::Relative { bound } => Some((bound.side, base?.1 * bound.limit)),
        Kind::PointsPerYear { bound, .. } => {
            let (from, value) = base?;
            // a rate that falls reaches nought and no more
            let goal = value - bound.limit * years(from, target.due.last_day()?);
            Some((of_rate(bound.side), goal.max(Exact::ZERO)))
        }
        Kind::Comparator { side, with } => {
            let other = Target { area: with.clone(), ..target.clone() };
            Some((*side, known.elsewhere(&other, on)?))
        }
        Kind::Gap { must, .. } => match must {
            Must::Narrow => None,
            Must::Reach(bound) => plain(bound),
        },
        Kind::Milestone { .. } | Kind::ToBeSet { .. } | Kind::Evidence => None,
    }
}

/// A fall of at least so much leaves a rate of at most so much.
fn of_rate(side: Side) -> Side {
    match side {
        Side::AtLeast => Side::AtMost,
        Side::Above => Side::Below,
        Side::AtMost => Side::AtLeast,
        Side::Below => Side::Above,
    }
}
