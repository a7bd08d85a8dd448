//! Where the figures lead if they go on as they have: the range of the methods, and beside it what each was worth.

use super::super::Tell;
use crate::error::sentence;
use crate::figures::NONE;
use crate::serve::Web;
use base::Lang;
use domain::programme::projection::{Backtest, backtest, province_series};
use domain::programme::{Amount, Exact, Standing, Target};
use domain::result::Measure;

/// See the module.
pub(super) struct Outlook {
    pub(super) headline: String,
    pub(super) methods: Vec<MethodLine>,
    pub(super) units: String,
}

pub(super) struct MethodLine {
    pub(super) name: String,
    pub(super) value: String,
    pub(super) median: String,
    pub(super) quartiles: String,
    pub(super) too_low: String,
}

pub(super) fn read(tell: Tell<'_>, web: &Web, target: &Target, standing: &Standing) -> Option<Outlook> {
    let (lang, words, figures) = (tell.words.0, tell.words, tell.figures());
    let outlook = standing.outlook.as_ref()?;
    let unit = standing.goal.map(|goal| goal.unit).or(target.unit)?;
    let (low, high) = outlook.projection.range()?;
    let amount = |value: Exact| tell.amount(Amount::new(value, unit));
    let goal = standing.whole_goal.map_or_else(String::new, |goal| tell.amount(goal));
    let values = [
        ("day", &*tell.day(outlook.projection.on)),
        ("low", &amount(low)),
        ("high", &amount(high)),
        ("goal", &goal),
        ("reach", &figures.count(outlook.reach as u64)),
        ("methods", &figures.count(outlook.projection.values.len() as u64)),
    ];
    let series = province_series(web.desk.results());
    // the methods were put to the test on counts of poor households; what they are worth elsewhere nobody has tried
    let poor =
        |series: &domain::programme::Series| matches!(series.measure, Measure::PoorHouseholds | Measure::PoorRate);
    let tested = target.series.as_ref().is_some_and(poor);
    let mut units = 0;
    let mut methods = Vec::new();
    for (method, value) in &outlook.projection.values {
        let test = backtest(*method, if tested { &series } else { &[] });
        units = units.max(test.units);
        methods.push(MethodLine {
            name: sentence(method.name().get(lang)),
            value: amount(*value),
            median: percent(test.median_relative, lang),
            quartiles: quartiles(&test, lang),
            too_low: match test.units {
                0 => NONE.to_owned(),
                all => format!("{}/{}", figures.count(test.too_low as u64), figures.count(all as u64)),
            },
        });
    }
    Some(Outlook {
        headline: words.with(if low == high { "outlook-one" } else { "outlook-range" }, &values),
        methods,
        units: if tested {
            words.with("outlook-test", &[("units", &figures.count(units as u64))])
        } else {
            words.t("outlook-untested")
        },
    })
}

fn percent(value: Option<Exact>, lang: Lang) -> String {
    value.map_or_else(|| NONE.to_owned(), |value| format!("{}\u{a0}%", value.show(1, lang)))
}

fn quartiles(test: &Backtest, lang: Lang) -> String {
    test.quartiles
        .map_or_else(|| NONE.to_owned(), |(low, high)| format!("{}–{}\u{a0}%", low.show(1, lang), high.show(1, lang)))
}
