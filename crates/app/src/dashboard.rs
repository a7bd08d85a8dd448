//! The figures of an area over the years as JSON, for pages and for programs (`docs/design/005-demo.md` has the keys).
//!
//! Counts are numbers; shares are text with a point and two decimals, rounded once, or null without a denominator.

use crate::year::Year;
use base::{Lang, Share};
use domain::form::{ClassCounts, Counts, Flows, Tally, UnitCounts};
use engine::Pack;
use serde_json::{Value, json};

/// The dashboard of `years` (oldest first), each already rolled up over the same boundaries.
pub fn dashboard(years: &[Year], boundaries: jiff::civil::Date, simulated: bool) -> String {
    let area = years.last().map(|year| json!({"code": year.root.key.code, "name": year.root.name}));
    let document = json!({
        "simulated": simulated,
        "area": area,
        "boundaries": boundaries.to_string(),
        "years": years.iter().map(year).collect::<Vec<_>>(),
    });
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn year(year: &Year) -> Value {
    let mut unit = unit(&year.root, year.pack);
    let communes: Vec<Value> = leaves(&year.root).into_iter().map(|leaf| self::unit(leaf, year.pack)).collect();
    let findings: Vec<Value> = year
        .findings
        .iter()
        .map(|finding| json!({"code": finding.code, "place": finding.place, "message": finding.message.get(Lang::Vi)}))
        .collect();
    if let Value::Object(map) = &mut unit {
        map.insert("year".into(), year.review.year.into());
        map.insert("standard".into(), year.pack.id.clone().into());
        map.insert("first_year_of_standard".into(), year.previous.is_none().into());
        map.insert("communes".into(), communes.into());
        map.insert("findings".into(), findings.into());
    }
    unit
}

fn unit(unit: &UnitCounts, pack: &Pack) -> Value {
    let mut value =
        unit.counts.as_ref().map_or_else(|| json!({"complete": false}), |counts| self::counts(counts, pack));
    if let Value::Object(map) = &mut value {
        map.insert("code".into(), unit.key.code.clone().into());
        map.insert("name".into(), unit.name.clone().into());
        map.insert("level".into(), unit.level.word().into());
    }
    value
}

fn counts(counts: &Counts, pack: &Pack) -> Value {
    let population = counts.population.map(|tally| tally.households);
    let rate = |part: u64| {
        let whole = population?;
        Share { part, whole }.percent_for_files()
    };
    json!({
        "complete": true,
        "households": population,
        "poor_households": counts.poor.all.households,
        "near_poor_households": counts.near_poor.all.households,
        "poor_persons": counts.poor.all.persons,
        "near_poor_persons": counts.near_poor.all.persons,
        "poor_rate": rate(counts.poor.all.households),
        "near_poor_rate": rate(counts.near_poor.all.households),
        "mean_deprivations": mean_deprivations(&counts.poor),
        "average_farm_households": counts.farm_average.households,
        "poor": class(&counts.poor, pack),
        "near_poor": class(&counts.near_poor, pack),
        "poor_movement": counts.poor_flows.as_ref().map(flows),
        "near_poor_movement": counts.near_poor_flows.as_ref().map(flows),
    })
}

fn class(counts: &ClassCounts, pack: &Pack) -> Value {
    let named = |ids: Vec<&str>, values: &[u64]| -> Value {
        ids.into_iter()
            .zip(values)
            .map(|(id, count)| (id.to_owned(), Value::from(*count)))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    let indicators = pack.indicators.iter().map(|indicator| indicator.id.as_str()).collect();
    let causes = pack.causes.iter().map(|cause| cause.id.as_str()).collect();
    let ethnic: serde_json::Map<String, Value> =
        counts.ethnic.iter().map(|(key, tally)| (key.clone(), tally.households.into())).collect();
    json!({
        "deprived": named(indicators, &counts.indicators),
        "causes": named(causes, &counts.causes),
        "ethnic": ethnic,
        "ethnic_minority": counts.minority.households,
        "no_labour_capacity": counts.no_labour_capacity.households,
        "merit": counts.merit.households,
    })
}

fn flows(flows: &Flows) -> Value {
    let households = |tally: Tally| tally.households;
    json!({
        "opening": households(flows.opening),
        "to_pair": households(flows.to_pair),
        "out": households(flows.out),
        "other_down": households(flows.other_down),
        "from_pair": households(flows.from_pair),
        "again": households(flows.again),
        "new": households(flows.new),
        "other_up": households(flows.other_up),
        "closing": households(flows.closing),
    })
}

/// Column 2 of form 4 over column 1, two decimals, rounded once; none without poor households, and none where the
/// indicators of some of them are not known.
pub fn mean_deprivations(poor: &ClassCounts) -> Option<String> {
    if poor.untold.indicators > 0 {
        return None;
    }
    let whole = u128::from(poor.all.households);
    let all: u128 = poor.indicators.iter().map(|count| u128::from(*count)).sum();
    let hundredths = (200 * all + whole).checked_div(2 * whole)?;
    Some(format!("{}.{:02}", hundredths / 100, hundredths % 100))
}

/// The communes (or whatever is lowest) below a unit.
pub(crate) fn leaves(unit: &UnitCounts) -> Vec<&UnitCounts> {
    if unit.children.is_empty() { vec![unit] } else { unit.children.iter().flat_map(leaves).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::form::Untold;

    #[test]
    fn the_mean_number_of_deprivations_is_rounded_once_half_up() {
        let of = |households, indicators: &[u64]| {
            let all = Tally { households, persons: 0 };
            mean_deprivations(&ClassCounts { all, indicators: indicators.to_vec(), ..ClassCounts::default() })
        };
        assert_eq!(of(0, &[]), None);
        assert_eq!(of(200, &[400, 1]), Some("2.01".into()), "2.005 goes up");
        assert_eq!(of(3, &[4, 3]), Some("2.33".into()));
        let untold = Untold { indicators: 1, ..Untold::default() };
        let all = Tally { households: 2, persons: 0 };
        let lacking = ClassCounts { all, indicators: vec![1], untold, ..ClassCounts::default() };
        assert_eq!(mean_deprivations(&lacking), None, "a number that is not known is no zero");
    }
}
