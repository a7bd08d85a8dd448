//! A record in words.

use crate::ask::Ask;
use crate::figures::NONE;
use crate::link::Link;
use crate::pages::households::household_address;
use crate::serve::Web;
use app::{Change, DEPLOYMENT, Subject, TrailRow};
use base::AreaKey;

/// A line of the table.
pub(super) struct Row {
    pub(super) at: String,
    pub(super) actor: String,
    pub(super) actor_address: String,
    pub(super) what: String,
    pub(super) about: Vec<About>,
    pub(super) changes: Vec<Changed>,
    /// What else it says.
    pub(super) note: String,
    pub(super) why: String,
    /// Its number in its chain.
    pub(super) place: String,
}

/// Whom or what it is about.
pub(super) struct About {
    pub(super) text: String,
    /// Empty if it has no page.
    pub(super) address: String,
}

/// A field before and after.
pub(super) struct Changed {
    pub(super) field: String,
    pub(super) before: String,
    pub(super) after: String,
}

impl Row {
    pub(super) fn of(web: &Web, ask: &Ask, record: &TrailRow) -> Self {
        let words = ask.words();
        let deed = record.deed.as_ref();
        let about = deed.into_iter().flat_map(|deed| &deed.about);
        let note = match (record.kept_back, deed) {
            (true, _) => words.t("trail-kept-back"),
            (false, Some(deed)) => deed.note.clone(),
            // what else is JSON is for the program, not for people
            (false, None) if record.detail.starts_with('{') => String::new(),
            (false, None) => record.detail.clone(),
        };
        let chain = if record.shard == DEPLOYMENT { words.t("trail-deployment") } else { record.shard.0.to_string() };
        Self {
            at: ask.figures().moment(&record.at),
            actor: if record.actor.is_empty() { words.t("trail-operator") } else { record.actor.clone() },
            actor_address: if record.actor.is_empty() {
                String::new()
            } else {
                Link::to("/trail").with("account", &record.actor).to_string()
            },
            what: command(ask, &record.command),
            about: about.map(|(kind, id)| self::about(web, record, *kind, id)).collect(),
            changes: deed.into_iter().flat_map(|deed| &deed.changes).map(|change| changed(ask, change)).collect(),
            note,
            why: record.reason.clone(),
            place: format!("{chain} · {}", record.seq),
        }
    }
}

/// A command in words; as it stands in the database if nobody has given it any.
pub(super) fn command(ask: &Ask, word: &str) -> String {
    ask.words().known(&format!("command-{}", word.replace('_', "-"))).unwrap_or_else(|| word.to_owned())
}

fn about(web: &Web, record: &TrailRow, kind: Subject, id: &str) -> About {
    match kind {
        Subject::Household => About { text: id.to_owned(), address: household_address(record.shard, id) },
        Subject::Account => About { text: id.to_owned(), address: Link::to("/trail").with("account", id).to_string() },
        Subject::Programme => About { text: id.to_owned(), address: format!("/programmes/{id}") },
        Subject::Document => About { text: id.to_owned(), address: format!("/documents/{id}") },
        Subject::Agency => About { text: id.to_owned(), address: String::new() },
        Subject::Area => {
            let unit = id.parse().ok().and_then(|key: AreaKey| web.desk.areas().get(&key));
            match unit {
                None => About { text: id.to_owned(), address: String::new() },
                Some(unit) => {
                    let on = unit.valid_to.unwrap_or_else(|| (web.today)().max(unit.key.valid_from));
                    let link = Link::to(format!("/areas/{}", unit.key.code)).with("on", on);
                    About { text: unit.name.clone(), address: link.to_string() }
                }
            }
        }
    }
}

fn changed(ask: &Ask, change: &Change) -> Changed {
    let key = format!("trail-field-{}", change.field.replace(['_', ' ', '.'], "-"));
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| NONE.to_owned());
    Changed {
        field: ask.words().known(&key).unwrap_or_else(|| change.field.clone()),
        before: value(&change.before),
        after: value(&change.after),
    }
}
