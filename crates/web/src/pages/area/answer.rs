//! What an area's page says first: the answer in a sentence, and its key figures.

use super::Area;
use crate::figures::NONE;
use crate::link::Link;
use crate::parts::KeyFigure;
use base::Share;
use domain::form::Counts;

impl Area<'_> {
    /// The answer in one sentence: how many, and where most of them are.
    pub(super) fn headline(&self) -> String {
        let (words, figures) = (self.ask.words(), self.ask.figures());
        let year = self.year().review.year.to_string();
        let Some(counts) = self.counts() else {
            return words.with("area-headline-split", &[("name", &self.unit.short_name), ("year", &year)]);
        };
        let poor = figures.count(counts.poor.all.households);
        let mut sentence =
            words.with("area-headline", &[("name", &self.unit.short_name), ("poor", &poor), ("year", &year)]);
        let mut leaves = Vec::new();
        super::leaves_of(&self.year().root, &mut leaves);
        let of_units = leaves.iter().filter_map(|unit| unit.counts.as_ref()).map(|counts| counts.poor.all.households);
        if let Some((few, share)) = crate::pages::concentration(of_units.collect()) {
            let values = [("few", &*figures.count(few)), ("share", &share.show(self.ask.lang()))];
            sentence.push_str(&words.with("area-headline-few", &values));
        }
        sentence
    }

    pub(super) fn lead(&self) -> String {
        let (words, figures) = (self.ask.words(), self.ask.figures());
        let Some(counts) = self.counts() else { return words.t("area-lead-split") };
        let population = counts.population.map(|tally| tally.households);
        let (poor, near) = (counts.poor.all.households, counts.near_poor.all.households);
        let now = [
            ("rate", &*figures.rate(poor, population)),
            ("near", &figures.count(near)),
            ("near_rate", &figures.rate(near, population)),
            ("standard", self.year().pack.name.get(self.ask.lang())),
        ];
        let mut lead = words.with(if population.is_some() { "area-lead" } else { "area-lead-plain" }, &now);
        let before = self.before().and_then(|year| year.root.counts.as_ref());
        if let Some(before) = before {
            let (was, year) = (before.poor.all.households, self.before().map_or(0, |one| one.review.year).to_string());
            let key = match poor.cmp(&was) {
                std::cmp::Ordering::Less => "area-lead-fewer",
                std::cmp::Ordering::Equal => "area-lead-same",
                std::cmp::Ordering::Greater => "area-lead-more",
            };
            lead = format!(
                "{lead} {}",
                words.with(key, &[("change", &figures.count(poor.abs_diff(was))), ("year", &year)])
            );
        }
        lead
    }

    pub(super) fn tiles(&self) -> Vec<KeyFigure> {
        let (words, figures) = (self.ask.words(), self.ask.figures());
        let Some(counts) = self.counts() else { return Vec::new() };
        let before = self.before().and_then(|year| Some((year.review.year.to_string(), year.root.counts.as_ref()?)));
        let year = self.year().review.year.to_string();
        let whole = |counts: &Counts| counts.population.map(|tally| tally.households);
        let share = |counts: &Counts| {
            let whole = whole(counts)?;
            Some(Share { part: counts.poor.all.households, whole })
        };
        let against = |change: &str, year: &str, key: &str| words.with(key, &[("change", change), ("year", year)]);
        let provenance = words.with("area-prov", &[("year", &year), ("standard", &self.year().pack.id)]);
        let count = |label: &str, now: u64, was: Option<u64>, class: &str| KeyFigure {
            label: words.t(label),
            value: figures.count(now),
            unit: String::new(),
            change: was
                .zip(before.as_ref())
                .map_or_else(String::new, |(was, (year, _))| against(&figures.change(was, now), year, "area-change")),
            provenance: provenance.clone(),
            address: self.households().with("class", class).to_string(),
        };
        let points = before.as_ref().and_then(|(year, before)| {
            Some(against(&figures.points(share(before)?, share(counts)?), year, "area-change-points"))
        });
        let mean = app::mean_deprivations(&counts.poor);
        let mean_before = before.as_ref().and_then(|(year, before)| {
            let value = figures.decimal(&app::mean_deprivations(&before.poor)?);
            Some(words.with("area-mean-before", &[("value", &value), ("year", year)]))
        });
        let form = |number: u8| {
            let link = Link::to(format!("/forms/{number}")).with("area", &self.unit.key.code).with("on", self.on);
            link.with("year", &year).to_string()
        };
        vec![
            KeyFigure {
                label: words.with("tile-rate", &[("year", &year)]),
                value: figures.rate(counts.poor.all.households, whole(counts)),
                unit: "%".to_owned(),
                change: points.unwrap_or_default(),
                provenance: if whole(counts).is_some() {
                    words.t("area-prov-derived")
                } else {
                    words.t("area-no-whole")
                },
                address: form(1),
            },
            count(
                "poor-households",
                counts.poor.all.households,
                before.as_ref().map(|(_, before)| before.poor.all.households),
                "poor",
            ),
            count(
                "near-poor-households",
                counts.near_poor.all.households,
                before.as_ref().map(|(_, before)| before.near_poor.all.households),
                "near_poor",
            ),
            KeyFigure {
                label: words.t("area-mean"),
                value: mean.map_or_else(|| NONE.to_owned(), |mean| figures.decimal(&mean)),
                unit: String::new(),
                change: mean_before.unwrap_or_default(),
                provenance: provenance.clone(),
                address: form(4),
            },
        ]
    }
}
