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

/// Whether a unit of any time lies in the land of another, itself included.
pub fn lies_in(areas: &Areas, key: &AreaKey, outer: &AreaKey) -> bool {
    let under = |key: &AreaKey| {
        is_same_land(areas, key, outer) || areas.above(key).iter().any(|above| is_same_land(areas, &above.key, outer))
    };
    let Some(unit) = areas.get(outer).filter(|_| !under(key)) else { return under(key) };
    // units of two times: the land is looked up in the time of the other
    let day = unit.valid_to.unwrap_or(Date::MAX).min(key.valid_from).max(unit.key.valid_from);
    let then = areas.holders(key, day);
    !then.is_empty() && then.iter().all(|(key, _)| under(key))
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

    #[test]
    fn a_unit_lies_in_its_province_of_its_own_time_and_of_others() {
        let areas = Areas::bundled();
        let key = |code: &str, day: Date| areas.at(code, day).unwrap().key.clone();
        let (before, day) = (date(2022, 1, 1), date(2026, 1, 1));
        let a_luoi = key("481", before);
        for province in [key("46", before), key("46", day), a_luoi.clone(), key("VN", day)] {
            assert!(lies_in(areas, &a_luoi, &province), "{province}");
        }
        assert!(!lies_in(areas, &a_luoi, &key("38", before)) && !lies_in(areas, &key("46", day), &a_luoi));
        // Ninh Thuận is a part of Khánh Hòa today, and a commune of Ninh Thuận of today's land lay in it
        assert!(lies_in(areas, &key("58", before), &key("56", day)));
        assert!(!lies_in(areas, &key("56", day), &key("58", before)));
    }
}
