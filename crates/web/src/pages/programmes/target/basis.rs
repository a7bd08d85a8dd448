//! From where a target starts, by what it is measured, and which figures are set aside and why.

use super::super::{Named, Tell};
use crate::error::sentence;
use domain::programme::{Actual, Programme, Standing, Target};
use domain::result::SourceKind;

/// A line of what a target rests on.
pub(super) struct Fact {
    pub(super) name: String,
    pub(super) value: String,
    pub(super) more: String,
}

/// A figure about the same thing that is not mixed with the target's own.
pub(super) struct Aside {
    pub(super) value: String,
    pub(super) day: String,
    pub(super) version: String,
    pub(super) why: String,
    pub(super) source: Named,
}

/// Goal, deadline, base, path, households, source.
pub(super) fn facts(tell: Tell<'_>, programme: &Programme, target: &Target, standing: &Standing) -> Vec<Fact> {
    let (lang, words) = (tell.words.0, tell.words);
    let mut facts = Vec::new();
    let mut add = |key: &str, value: String, more: String| {
        if !value.is_empty() {
            facts.push(Fact { name: words.t(key), value: sentence(&value), more });
        }
    };
    add("target-goal", tell.goal(target), tell.reckoned(target, standing).unwrap_or_default());
    add("fact-due", tell.due(target.due), String::new());
    let (base, more) = base(tell, target, standing);
    add("fact-base", base, more);
    if standing.base.is_some() && standing.goal.is_some() {
        add("fact-path", tell.path(&target.path), words.t("fact-path-ours"));
    }
    add("fact-households", tell.households(&target.households), String::new());
    add("fact-area", tell.unit(&target.area), String::new());
    let series = target.series.as_ref().map_or_else(String::new, |series| {
        let kind = words.t(if series.kind == SourceKind::Review { "kind-review" } else { "kind-survey" });
        let measure = series.measure.name();
        let values = [("measure", measure.get(lang)), ("kind", &*kind), ("standard", &series.standard)];
        words.with("fact-series", &values)
    });
    add("fact-source", target.source.name().get(lang).to_owned(), series);
    // what law says of it, or does not, is told with whether anybody has read it
    let rules = &tell.programmes.rules;
    let law = |clause: &str, verified: bool| {
        let mark = if verified { String::new() } else { format!(" · {}", words.t("unverified")) };
        format!("{clause}{mark}")
    };
    if target.is_reviewed() {
        let (from, to) = (rules.review.first_month.to_string(), rules.review.last_month.to_string());
        let months = words.with("fact-review-months", &[("from", &from), ("to", &to)]);
        add("fact-review", months, law(&rules.review.clause, rules.review.verified));
    }
    if programme.risk.is_none() {
        add("fact-risk", rules.risk.note.get(lang).to_owned(), law(&rules.risk.clause, rules.risk.verified));
    }
    add("target-lead", tell.lead(programme, &target.lead), String::new());
    facts
}

/// The base with the standard it is by, and where it comes from.
fn base(tell: Tell<'_>, target: &Target, standing: &Standing) -> (String, String) {
    let words = tell.words;
    let Some(base) = &target.baseline else { return (String::new(), String::new()) };
    let day = tell.day(base.on);
    let value = standing.base.map(|(_, amount)| tell.amount(amount));
    let value = value.unwrap_or_else(|| words.t("fact-base-unknown"));
    let by = base
        .standard
        .as_ref()
        .map_or_else(String::new, |standard| words.with("fact-standard", &[("standard", standard)]));
    let from = match (&base.value, &base.sentence) {
        (_, Some(sentence)) => format!("“{sentence}”"),
        (Some(_), None) => words.t("fact-base-given"),
        (None, None) => words.t("fact-base-read"),
    };
    let more: Vec<String> = [by, from].into_iter().filter(|text| !text.is_empty()).collect();
    (format!("{value}, {day}"), more.join(" · "))
}

/// What was set aside, newest first, each with the reason.
pub(super) fn aside(tell: Tell<'_>, target: &Target, standing: &Standing) -> Vec<Aside> {
    let mut all: Vec<&Actual> = standing.set_aside.iter().collect();
    all.sort_by_key(|one| std::cmp::Reverse(one.on));
    let line = |one: &Actual| Aside {
        value: tell.reading(target, one),
        day: tell.day(one.on),
        version: tell.version(one.version),
        why: why(tell, target, one),
        source: tell.source(one),
    };
    all.into_iter().map(line).collect()
}

fn why(tell: Tell<'_>, target: &Target, one: &Actual) -> String {
    let (lang, words) = (tell.words.0, tell.words);
    if one.source != target.source {
        let source = one.source.name();
        return words.with("aside-source", &[("source", source.get(lang))]);
    }
    let Some(series) = &target.series else { return words.t("aside-other") };
    if one.series != Some(series.kind) {
        return words.t(if one.series == Some(SourceKind::Survey) { "aside-survey" } else { "aside-review" });
    }
    let standard = one.standard.as_deref().unwrap_or("–");
    words.with("aside-standard", &[("standard", standard), ("own", &series.standard)])
}
