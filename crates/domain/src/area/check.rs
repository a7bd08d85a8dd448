//! How the lines of the tables must fit together.

use super::load::Sourced;
use super::{Areas, Extent, Fault, Link, Membership, Unit};
use base::Period;
use std::collections::{BTreeMap, HashMap};

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
    let mut leaving: HashMap<_, Vec<&Sourced<Link>>> = HashMap::new();
    for row in &areas.tables.links {
        link(areas, row, faults);
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
    if parent.level >= unit.level {
        let name = &parent.name;
        faults.push(row.fault(format!("{name} không phải là cấp trên"), format!("{name} is not of a higher level")));
    }
    if !covers(parent.period(), unit.period()) {
        let (name, theirs, ours) = (&parent.name, parent.period(), unit.period());
        faults.push(row.fault(
            format!("đơn vị cấp trên {name} có hiệu lực {theirs}, không bao hết {ours}"),
            format!("the parent {name} is valid {theirs}, which does not cover {ours}"),
        ));
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
        faults.push(row.fault(
            format!("{from} không phải là đơn vị kết thúc vào hôm trước ngày {date}"),
            format!("{from} is no unit that ended on the day before {date}"),
        ));
    }
    if !areas.get(&link.to).is_some_and(|unit| unit.valid_on(link.date)) {
        let (to, date) = (&link.to, link.date);
        faults.push(
            row.fault(format!("không có đơn vị {to} vào ngày {date}"), format!("there is no unit {to} on {date}")),
        );
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
