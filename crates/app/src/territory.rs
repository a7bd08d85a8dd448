//! Which partition of the register holds a unit. A form of a unit that is only partly in the register would be a partial
//! sum that looks whole, so such a unit is refused.

use crate::Book;
use crate::access::Caller;
use base::{AreaKey, Failure, Level};
use domain::area::{Areas, Extent, Unit};
use jiff::Timestamp;
use jiff::civil::Date;
use store::{At, ShardRow, Store};

/// The province of a partition, as it was when the partition was opened.
pub(crate) fn province<'a>(areas: &'a Areas, row: &ShardRow) -> Option<&'a Unit> {
    areas.at(&row.code, row.opened_on).filter(|unit| unit.level == Level::Province)
}

/// Whether all territory of a unit of `day` lies in the provinces of `rows`.
pub(crate) fn holds(areas: &Areas, rows: &[&ShardRow], unit: &Unit, day: Date) -> bool {
    // districts have no lineage; they never lay in two provinces
    let unit = match unit.level {
        Level::District => areas.ancestor(&unit.key, Level::Province),
        Level::Province | Level::Commune => Some(unit),
        Level::Country | Level::Region | Level::Village => None,
    };
    let Some(unit) = unit else { return false };
    // the parts on the day on which a partition was opened are looked up for each opening day there is
    let mut days: Vec<Date> = rows.iter().map(|row| row.opened_on).collect();
    days.sort_unstable();
    days.dedup();
    days.into_iter().any(|opened| {
        // a unit that took another in keeps its key, so that looking back its parts must be asked for
        let parts =
            if opened < day { areas.predecessors(&unit.key, opened) } else { areas.successors(&unit.key, opened) };
        let inside = |(key, _): &(AreaKey, Extent)| {
            let above = areas.ancestor(key, Level::Province).and_then(|unit| areas.at(&unit.key.code, opened));
            let own = rows.iter().filter(|row| row.opened_on == opened);
            above.is_some_and(|above| {
                own.into_iter().any(|row| province(areas, row).is_some_and(|it| it.key == above.key))
            })
        };
        !parts.is_empty() && parts.iter().all(inside)
    })
}

impl<'a> Book<'a> {
    /// The partition that holds `code`, read on `day`, as it was known at `as_of`.
    pub fn holding(
        store: &'a mut Store,
        areas: &'a Areas,
        code: &str,
        day: Date,
        as_of: Option<Timestamp>,
        caller: &'a Caller,
    ) -> Result<Self, Failure> {
        let unit = unit(areas, code, day)?;
        let rows = store.shards()?;
        match rows.iter().find(|row| holds(areas, &[row], unit, day)) {
            Some(row) => Ok(Self { store, at: At { shard: row.shard, as_of }, areas, caller }),
            None => Err(outside(unit, &rows)),
        }
    }
}

/// The unit that a code means on a day.
pub(crate) fn unit<'a>(areas: &'a Areas, code: &str, day: Date) -> Result<&'a Unit, Failure> {
    areas.at(code, day).ok_or_else(|| unknown(code, day))
}

/// What a code that means nothing is answered with.
pub(crate) fn unknown(code: &str, day: Date) -> Failure {
    Failure::new(
        "CC-AREA-CODE",
        format!("mã {code} không chỉ đơn vị nào vào ngày {day}"),
        format!("code {code} means no unit on {day}"),
    )
    .at(format!("{code}, {day}"))
    .remedy("tra mã bằng: cancau areas find", "look the code up with: cancau areas find")
}

fn outside(unit: &Unit, rows: &[ShardRow]) -> Failure {
    let name = &unit.name;
    let held: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    let held = held.join(", ");
    Failure::new(
        "CC-REGISTER-OUTSIDE",
        format!("{name} không nằm trọn trong một sổ bộ nào ở đây, nên không có số liệu đầy đủ"),
        format!("{name} does not lie wholly in one register here, so its figures would not be complete"),
    )
    .at(unit.key.to_string())
    .remedy(
        format!("các sổ bộ đang có: {held}; chọn đơn vị trong đó"),
        format!("registers at hand: {held}; choose a unit inside one"),
    )
}
