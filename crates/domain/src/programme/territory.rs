//! Whether a unit goes on under another key: Thừa Thiên Huế became thành phố Huế with the same land, Ninh Bình of 2025 is
//! three old provinces.

use crate::area::{Areas, Extent};
use base::AreaKey;
use jiff::civil::Date;

/// Whether `to` is `from` itself or its only and whole continuation: no land was lost and none came to it.
pub(super) fn goes_on_as(areas: &Areas, from: &AreaKey, to: &AreaKey) -> bool {
    if from == to {
        return true;
    }
    let Some(last) = areas.get(from).and_then(|unit| unit.valid_to).filter(|last| *last < to.valid_from) else {
        return false;
    };
    let whole = matches!(areas.successors(from, to.valid_from).as_slice(), [(only, Extent::Whole)] if only == to);
    whole && matches!(areas.predecessors(to, last).as_slice(), [(only, _)] if only == from)
}

/// Whether two keys are one unit, whichever is the older: a target of today's unit has its base in figures of yesterday's.
pub(super) fn is_same_land(areas: &Areas, one: &AreaKey, other: &AreaKey) -> bool {
    goes_on_as(areas, one, other) || goes_on_as(areas, other, one)
}

/// The first day on which the land of a unit is no unit of its own any more, if that is past on `day`.
pub(super) fn ended(areas: &Areas, key: &AreaKey, day: Date) -> Option<Date> {
    let mut last = areas.get(key)?.valid_to.filter(|last| *last < day)?;
    while let Ok(next) = last.tomorrow() {
        let goes_on = areas.successors(key, next).into_iter().find(|(to, _)| goes_on_as(areas, key, to));
        let Some(unit) = goes_on.and_then(|(to, _)| areas.get(&to)) else { return Some(next) };
        last = unit.valid_to.filter(|last| *last < day)?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn hue_goes_on_and_ninh_binh_and_ninh_thuan_do_not() {
        let areas = Areas::bundled();
        let key = |code: &str, day: Date| areas.at(code, day).unwrap().key.clone();
        let (before, day) = (date(2022, 1, 1), date(2026, 1, 1));
        assert!(
            goes_on_as(areas, &key("46", before), &key("46", day))
                && goes_on_as(areas, &key("38", before), &key("38", day))
        );
        assert!(!goes_on_as(areas, &key("37", before), &key("37", day)), "Hà Nam and Nam Định came to it");
        assert_eq!(ended(areas, &key("46", before), day), None);
        assert_eq!(ended(areas, &key("58", before), day), Some(date(2025, 7, 1)));
        assert_eq!(ended(areas, &key("37", before), date(2025, 6, 30)), None);
    }
}
