//! What approved tables give a unit, as a target of its own: with it whoever was given something stands where they stand by
//! the same rules as everybody else.

use crate::programme::{Baseline, Bound, Due, Kind, Path, Point, Target};
use base::AreaKey;

/// The limit of a kind that is given on as a figure, in the unit of its target but for [`Kind::Relative`]; `None` for a pace,
/// a comparison, an event or words, which a figure of a part says nothing about.
pub fn limit(kind: &Kind) -> Option<Bound> {
    match kind {
        Kind::Level { bound, .. }
        | Kind::Relative { bound }
        | Kind::Coverage { bound }
        | Kind::Recognitions { bound } => Some(*bound),
        Kind::Unquantified { side, threshold: Some(limit), .. } => {
            Some(Bound { side: *side, limit: *limit, stretch: None })
        }
        Kind::PointsPerYear { .. }
        | Kind::Milestone { .. }
        | Kind::Comparator { .. }
        | Kind::Gap { .. }
        | Kind::ToBeSet { .. }
        | Kind::Unquantified { threshold: None, .. }
        | Kind::Evidence => None,
    }
}

/// The target of a unit that approved tables give values to, in order of days.
///
/// Its goal is the last value, its way goes through the earlier ones. It starts from the unit's own figure on the day of the
/// target's base. `None` without a value, or for a kind that is not given on as a figure.
pub fn given(target: &Target, area: &AreaKey, values: &[Point]) -> Option<Target> {
    let (&(due, value), earlier) = values.split_last()?;
    let bound = Bound { limit: value, stretch: None, ..limit(&target.kind)? };
    let from = target.baseline.as_ref().map(|base| base.on);
    let between: Vec<Point> = earlier.iter().copied().filter(|point| from.is_none_or(|from| point.0 > from)).collect();
    Some(Target {
        kind: match &target.kind {
            Kind::Coverage { .. } => Kind::Coverage { bound },
            Kind::Recognitions { .. } => Kind::Recognitions { bound },
            _ => Kind::Level { bound, counted: None },
        },
        area: area.clone(),
        due: Due::On(due),
        baseline: target.baseline.as_ref().map(|base| Baseline { value: None, sentence: None, ..base.clone() }),
        path: match &target.path {
            Path::None => Path::None,
            _ if !between.is_empty() => Path::Given(between),
            // the points of the whole are no points of a part
            Path::Given(_) => Path::Linear,
            path => path.clone(),
        },
        ..target.clone()
    })
}
