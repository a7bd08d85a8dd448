//! How the lines of the tables must fit together.

use super::load::Sourced;
use super::{Areas, Extent, Fault, Kind, Link, Membership, Unit};
use base::{AreaKey, Level, Period};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The code of a step that cannot be.
const LINEAGE: &str = "CC-AREA-LINEAGE";

/// Appends what does not fit.
///
/// That a unit ended without a successor is no fault: of districts, and of what a deployment imports, it may be true.
/// Tests hold the bundled tables to more.
pub(super) fn check(areas: &Areas, faults: &mut Vec<Fault>) {
    let units = &areas.tables.units;
    for pair in units.windows(2) {
        let (a, b) = (&pair[0].value, &pair[1].value);
        if a.key.code == b.key.code && a.valid_to.is_none_or(|to| to >= b.key.valid_from) {
            let (code, name, from) = (&b.key.code, &a.name, b.key.valid_from);
            faults.push(pair[1].fault(
                format!("mã {code} vào ngày {from} đã là của {name}"),
                format!("code {code} already means {name} on {from}"),
            ));
        }
    }
    for row in units {
        parent(areas, row, faults);
    }
    let with_communes: HashSet<&AreaKey> =
        areas.all().filter(|unit| unit.level == Level::Commune).filter_map(|unit| unit.parent.as_ref()).collect();
    let mut leaving: HashMap<_, Vec<&Sourced<Link>>> = HashMap::new();
    for row in &areas.tables.links {
        link(areas, row, faults);
        same_level(areas, row, &with_communes, faults);
        leaving.entry(&row.value.from).or_default().push(row);
    }
    for (from, links) in leaving {
        let whole = links.iter().filter(|row| row.value.extent == Extent::Whole).count();
        let fits = if whole > 0 { links.len() == 1 } else { links.len() >= 2 };
        if !fits {
            let n = links.len();
            faults.push(links[0].fault(
                format!("{from}: có {n} đơn vị kế tiếp, không khớp với whole (đúng 1) hay split (từ 2)"),
                format!("{from}: {n} successors; whole needs exactly 1, split at least 2"),
            ));
        }
    }
    members(areas, faults);
    for row in &areas.tables.aliases {
        let alias = &row.value;
        let used = areas.history(&alias.other).any(|unit| unit.valid_on(alias.valid_from));
        let known = areas.history(&alias.code).any(|unit| unit.valid_on(alias.valid_from));
        if used || !known {
            let (a, code) = (&alias.other, &alias.code);
            faults.push(row.fault(
                format!("mã khác {a}: mã {code} không có, hoặc {a} đã là mã của một đơn vị"),
                format!("alias {a}: code {code} does not exist, or {a} is itself the code of a unit"),
            ));
        }
    }
    // the order of maps is chance
    faults.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
}

fn parent(areas: &Areas, row: &Sourced<Unit>, faults: &mut Vec<Fault>) {
    let unit = &row.value;
    let Some(key) = &unit.parent else { return };
    let Some(parent) = areas.get(key) else {
        faults.push(row.fault(format!("không có đơn vị cấp trên {key}"), format!("there is no parent {key}")));
        return;
    };
    let above = levels_above(unit.level);
    if !above.contains(&parent.level) {
        let (name, theirs, ours) = (&parent.name, parent.level.word(), unit.level.word());
        let wanted: Vec<&str> = above.iter().map(|level| level.word()).collect();
        let wanted = wanted.join(", ");
        faults.push(row.fault(
            format!("cấp trên trực tiếp của {ours} phải là {wanted}; {name} là {theirs}"),
            format!("the unit above a {ours} must be: {wanted}; {name} is a {theirs}"),
        ));
    }
    if !covers(parent.period(), unit.period()) {
        let (name, theirs, ours) = (&parent.name, parent.period(), unit.period());
        faults.push(row.fault(
            format!("đơn vị cấp trên {name} có hiệu lực {theirs}, không bao hết {ours}"),
            format!("the parent {name} is valid {theirs}, which does not cover {ours}"),
        ));
    }
}

/// The levels that may stand directly above. Until 30/6/2025 districts stood between province and commune.
fn levels_above(level: Level) -> &'static [Level] {
    match level {
        Level::Country => &[],
        Level::Region => &[Level::Country],
        Level::Province => &[Level::Region, Level::Country],
        Level::District => &[Level::Province],
        Level::Commune => &[Level::District, Level::Province],
        Level::Village => &[Level::Commune],
    }
}

fn covers(outer: Period, inner: Period) -> bool {
    outer.from <= inner.from
        && match (outer.to, inner.to) {
            (None, _) => true,
            (Some(outer), Some(inner)) => inner <= outer,
            (Some(_), None) => false,
        }
}

fn link(areas: &Areas, row: &Sourced<Link>, faults: &mut Vec<Fault>) {
    let link = &row.value;
    let ends = areas.get(&link.from).is_some_and(|unit| unit.valid_to == link.date.yesterday().ok());
    if !ends {
        let (from, date) = (&link.from, link.date);
        faults.push(row.fault_as(
            LINEAGE,
            format!("{from} không phải là đơn vị kết thúc vào hôm trước ngày {date}"),
            format!("{from} is no unit that ended on the day before {date}"),
        ));
    }
    if areas.get(&link.to).is_none() || link.to.valid_from != link.date {
        let (to, date) = (&link.to, link.date);
        faults.push(row.fault_as(
            LINEAGE,
            format!("{to} không phải là đơn vị bắt đầu vào ngày {date}; đơn vị nhận thêm lãnh thổ là một dòng mới"),
            format!("{to} is no unit that begins on {date}; a unit that receives territory is a new row"),
        ));
    }
}

/// Figures and households follow lineage, so it must stay on one level: a region is not its country.
///
/// A district without communes of its own (the island districts) can become a special zone: nothing below it would be
/// counted a second time.
fn same_level(areas: &Areas, row: &Sourced<Link>, with_communes: &HashSet<&AreaKey>, faults: &mut Vec<Fault>) {
    let link = &row.value;
    let (Some(from), Some(to)) = (areas.get(&link.from), areas.get(&link.to)) else { return };
    let island = from.level == Level::District
        && to.kind == Kind::SpecialZone
        && link.extent == Extent::Whole
        && !with_communes.contains(&from.key);
    if from.level != to.level && !island {
        let (a, b) = (from.level.word(), to.level.word());
        let (from, to) = (&link.from, &link.to);
        faults.push(row.fault_as(
            LINEAGE,
            format!("{from} ({a}) và {to} ({b}) khác cấp; biến động chỉ nối hai đơn vị cùng cấp"),
            format!("{from} ({a}) and {to} ({b}) are of different levels; lineage joins units of one level"),
        ));
    }
}

fn members(areas: &Areas, faults: &mut Vec<Fault>) {
    let mut seen: BTreeMap<_, Vec<&Membership>> = BTreeMap::new();
    for row in &areas.tables.members {
        let member = &row.value;
        if areas.group_kinds().all(|kind| kind.id != member.group) {
            let group = &member.group;
            faults.push(row.fault(format!("không có nhóm “{group}”"), format!("there is no group “{group}”")));
        }
        let fits = areas.get(&member.area).is_some_and(|unit| covers(unit.period(), member.period));
        if !fits || member.period.to.is_some_and(|to| to < member.period.from) {
            let (area, period) = (&member.area, member.period);
            faults.push(row.fault(
                format!("không có đơn vị {area} trong suốt thời gian {period}"),
                format!("there is no unit {area} during all of {period}"),
            ));
        }
        let others = seen.entry((&member.group, &member.area)).or_default();
        let meets = |other: &&Membership| {
            let (a, b) = (other.period, member.period);
            a.to.is_none_or(|to| b.from <= to) && b.to.is_none_or(|to| a.from <= to)
        };
        if others.iter().any(meets) {
            let (area, group) = (&member.area, &member.group);
            faults.push(row.fault(
                format!("{area} đã thuộc nhóm {group} trong thời gian đó"),
                format!("{area} is already in {group} during that time"),
            ));
        }
        others.push(member);
    }
}
