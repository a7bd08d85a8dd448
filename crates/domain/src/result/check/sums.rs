//! A country, a region, a province against the sum of its parts.

use super::super::tree::Tree;
use super::super::{Fact, Part, SourceKind, Status, Subject, Value};
use super::{Checked, Ledger, finding};
use base::{AreaKey, Level, Severity, year_end};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Compares every count of a whole unit with the sum over each finer level on which all parts have that count.
pub(super) fn check(ledger: &Ledger<'_>, checked: &mut Checked) {
    let levels = levels_by_year(ledger);
    let mut trees: HashMap<i16, Tree> = HashMap::new();
    let mut parts: HashMap<(AreaKey, i16, Level), Vec<AreaKey>> = HashMap::new();
    for fact in ledger.subjects.values().flatten().filter(|fact| comparable(fact)) {
        let Some(level) = ledger.areas.get(&fact.area).map(|unit| unit.level) else { continue };
        for finer in levels.get(&fact.year).into_iter().flatten().copied().filter(|finer| *finer > level) {
            let children = parts.entry((fact.area.clone(), fact.year, finer)).or_insert_with(|| {
                let tree = trees.entry(fact.year).or_insert_with(|| Tree::on(ledger.areas, year_end(fact.year)));
                tree.under(&fact.area, finer)
            });
            let Some(sum) = sum(ledger, fact, children) else { continue };
            checked.sums += 1;
            if Value::Count(sum) != fact.value {
                checked.findings.push(mismatch(ledger, fact, sum, finer));
            }
        }
    }
}

fn comparable(fact: &Fact) -> bool {
    fact.part == Part::Whole && fact.source_kind == SourceKind::Review && fact.measure.is_count()
}

fn levels_by_year(ledger: &Ledger<'_>) -> BTreeMap<i16, BTreeSet<Level>> {
    let mut levels: BTreeMap<i16, BTreeSet<Level>> = BTreeMap::new();
    for (subject, facts) in &ledger.subjects {
        if facts.iter().any(|fact| comparable(fact))
            && let Some(unit) = ledger.areas.get(&subject.area)
        {
            levels.entry(subject.year).or_default().insert(unit.level);
        }
    }
    levels
}

/// The sum when every part has the count; a preliminary whole is compared with preliminary parts only.
fn sum(ledger: &Ledger<'_>, whole: &Fact, children: &[AreaKey]) -> Option<u64> {
    if children.is_empty() {
        return None;
    }
    children.iter().try_fold(0u64, |sum, child| sum.checked_add(count(ledger, whole, child)?))
}

fn count(ledger: &Ledger<'_>, whole: &Fact, child: &AreaKey) -> Option<u64> {
    let subject = Subject { area: child.clone(), standard: Arc::clone(&whole.standard), ..whole.subject() };
    let with = |status: Status| {
        let facts = ledger.of(&subject).iter().rev();
        facts.filter(|fact| fact.measure == whole.measure && fact.status == status).find_map(|fact| fact.value.count())
    };
    match whole.status {
        Status::Preliminary => with(Status::Preliminary),
        Status::Official | Status::Derived => with(Status::Official).or_else(|| with(Status::Derived)),
    }
}

fn mismatch(ledger: &Ledger<'_>, fact: &Fact, sum: u64, finer: Level) -> base::Finding {
    let name = ledger.name(&fact.subject());
    let measure = fact.measure;
    let sum = Value::Count(sum);
    let (level_vi, level_en) = match finer {
        Level::Country => ("cả nước", "country"),
        Level::Region => ("các vùng", "the regions"),
        Level::Province => ("các tỉnh", "the provinces"),
        Level::District => ("các huyện", "the districts"),
        Level::Commune => ("các xã", "the communes"),
        Level::Village => ("các thôn", "the villages"),
    };
    finding(
        "CF-SUM",
        Severity::Error,
        fact.place(),
        format!(
            "{name}, {}: công bố {}, nhưng cộng {level_vi} được {}",
            measure.name().vi,
            fact.value.vietnamese(),
            sum.vietnamese()
        ),
        format!(
            "{name}, {}: published {}, but {level_en} add up to {}",
            measure.name().en,
            fact.value.english(),
            sum.english()
        ),
    )
}
