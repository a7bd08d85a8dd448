//! What a programme's text says besides its targets: versions, published figures and their sums, who, what first.

use super::super::{Named, Quoted, Tell};
use crate::error::sentence;
use domain::programme::{Amount, Basis, Programme, Statement, Version, check};
use jiff::civil::Date;

/// See the module.
pub(super) struct Text {
    pub(super) versions: Vec<VersionLine>,
    pub(super) statements: Vec<StatementLine>,
    /// How many sums the text makes, and those that do not come out.
    pub(super) checked: String,
    pub(super) findings: Vec<String>,
    pub(super) bodies: Vec<Item>,
    pub(super) tasks: Vec<Item>,
    pub(super) priorities: Vec<PriorityLine>,
}

pub(super) struct VersionLine {
    pub(super) document: Named,
    pub(super) since: String,
    pub(super) why: String,
    /// The targets that it ends, by name; empty if it ends none.
    pub(super) ends: String,
    pub(super) current: bool,
    pub(super) quote: Quoted,
}

/// A figure that stands as published.
pub(crate) struct StatementLine {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) when: String,
    pub(crate) about: String,
    pub(crate) basis: String,
    pub(crate) note: String,
    pub(crate) quote: Quoted,
}

/// A body or a task.
pub(super) struct Item {
    pub(super) name: String,
    pub(super) more: String,
    pub(super) quote: Quoted,
}

pub(super) struct PriorityLine {
    pub(super) units: Vec<Named>,
    pub(super) note: String,
    pub(super) quote: Quoted,
}

pub(super) fn read(tell: Tell<'_>, programme: &Programme, day: Date) -> Text {
    let (lang, words) = (tell.words.0, tell.words);
    let findings: Vec<String> = check(programme).iter().map(|finding| sentence(finding.message.get(lang))).collect();
    let key = match (programme.checks.is_empty(), findings.is_empty()) {
        (true, _) => "",
        (false, true) => "checks-fine",
        (false, false) => "checks-wrong",
    };
    let count = tell.figures().count(programme.checks.len() as u64);
    let task = |task: &domain::programme::Task| {
        let lead = tell.lead(programme, &task.lead);
        let lead = if lead.is_empty() { words.t("task-nobody") } else { lead };
        Item { name: task.name.get(lang).to_owned(), more: lead, quote: Quoted::of(&task.quote) }
    };
    Text {
        versions: versions(tell, programme, day),
        statements: programme.statements.iter().map(|one| statement(tell, programme, one)).collect(),
        checked: if key.is_empty() { String::new() } else { words.with(key, &[("count", &count)]) },
        findings,
        bodies: programme
            .bodies
            .iter()
            .map(|body| Item {
                name: body.name.get(lang).to_owned(),
                more: sentence(body.duty.get(lang)),
                quote: Quoted::of(&body.quote),
            })
            .collect(),
        tasks: programme.tasks.iter().map(task).collect(),
        priorities: programme
            .priorities
            .iter()
            .map(|one| PriorityLine {
                units: one.areas.iter().map(|key| tell.unit_link(key, day)).collect(),
                note: one.note.as_ref().map_or_else(String::new, |note| sentence(note.get(lang))),
                quote: Quoted::of(&one.quote),
            })
            .collect(),
    }
}

fn versions(tell: Tell<'_>, programme: &Programme, day: Date) -> Vec<VersionLine> {
    let lang = tell.words.0;
    let current = programme.version_on(day).map(|version| &version.document);
    let ended = |version: &Version| {
        let names = version.ends.iter().filter_map(|id| programme.target(id)).map(|target| target.name.get(lang));
        names.collect::<Vec<_>>().join("; ")
    };
    let line = |version: &Version| VersionLine {
        document: tell.document(&version.document),
        since: version.date.map_or_else(|| tell.words.t("version-no-day"), |day| tell.day(day)),
        why: version.why.as_ref().map_or_else(String::new, |why| sentence(why.get(lang))),
        ends: ended(version),
        current: current == Some(&version.document),
        quote: Quoted::of(&version.quote),
    };
    programme.versions.iter().map(line).collect()
}

/// A published figure with its words.
pub(crate) fn statement(tell: Tell<'_>, programme: &Programme, one: &Statement) -> StatementLine {
    let (lang, words) = (tell.words.0, tell.words);
    let on = one.on.map(|day| tell.day(day));
    let when = one.when.as_ref().map(|when| when.get(lang).to_owned());
    let mut about = Vec::new();
    if one.area != programme.area {
        about.push(tell.unit(&one.area));
    }
    if one.households.word() != "all" {
        about.push(tell.households(&one.households));
    }
    StatementLine {
        name: one.name.get(lang).to_owned(),
        value: tell.amount(Amount::new(one.value, one.unit)),
        when: when.or(on).unwrap_or_else(|| words.t("statement-no-day")),
        about: about.join(", "),
        basis: match one.basis {
            Basis::Stated => words.t("basis-stated"),
            Basis::Reported => words.t("basis-reported"),
        },
        note: one.note.as_ref().map_or_else(String::new, |note| sentence(note.get(lang))),
        quote: Quoted::of(&one.quote),
    }
}
