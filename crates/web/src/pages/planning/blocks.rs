//! The blocks in which bodies, targets, tasks and units that come first are written, a few of each on a page. An empty one is
//! nothing; a button asks for more, without a script.

use super::form::{Field, Group, Kind, Maker};
use super::target;
use crate::ask::Ask;
use crate::fields::{Fields, Refused};
use app::programme::{Additions, BodyDraft, PriorityDraft, TaskDraft};
use base::{AreaKey, Failure};
use domain::area::Areas;
use domain::programme::{Programme, Risk};
use jiff::civil::Date;

/// The field that carries how many blocks of each there are.
pub(super) const COUNT: &str = "blocks";
/// The button that asks for more.
const MORE: &str = "more";
const FIRST: usize = 3;
const STEP: usize = 2;
const MOST: usize = 20;

const RISKS: [&str; 3] = ["every_method", "any_method", "none"];

/// What the blocks are offered for.
#[derive(Clone, Copy)]
pub(super) struct Offer<'a> {
    pub(super) areas: &'a Areas,
    /// The programme that is amended.
    pub(super) programme: Option<&'a Programme>,
    pub(super) today: Date,
}

impl Offer<'_> {
    /// Whose units are named.
    pub(super) fn area(&self) -> Option<&AreaKey> {
        self.programme.map(|programme| &programme.area)
    }
}

/// Whether the form was sent for more blocks, and not to be kept.
pub(super) fn wants_more(sent: &Fields) -> bool {
    sent.value(MORE).is_some()
}

/// How many blocks of each there are, at least those in which something was written.
pub(super) fn count(sent: &Fields) -> usize {
    let written = |number: &usize| ['b', 't', 'k'].iter().any(|letter| sent.any_of(&format!("{letter}{number}-")));
    let asked: usize = sent.text(COUNT).parse().unwrap_or(FIRST);
    let count = asked.max((1..=MOST).rfind(written).unwrap_or(1));
    count.saturating_add(if wants_more(sent) { STEP } else { 0 }).min(MOST)
}

/// The rule for “có nguy cơ” as a field.
pub(super) fn risk_field(make: &Maker<'_>) -> Field {
    make.words("risk", &RISKS, false)
}

/// The rule that was chosen; none for the common one.
pub(super) fn risk(sent: &Fields) -> Option<Risk> {
    [Risk::EveryMethod, Risk::AnyMethod, Risk::None].into_iter().find(|rule| rule.word() == sent.text("risk"))
}

/// All blocks.
pub(super) fn groups(ask: &Ask, sent: &Fields, refused: &Refused, offer: Offer<'_>) -> Vec<Group> {
    let words = ask.words();
    let numbered = |key: &str, number: usize| words.with(key, &[("number", &*ask.figures().count(number as u64))]);
    let make = |prefix: String| Maker { prefix, ..Maker::new(ask, sent, refused) };
    let bodies = (1..=count(sent)).flat_map(|number| {
        let make = make(format!("b{number}-"));
        [
            make.field("name", Kind::Line, false).begins(numbered("body-block", number)),
            make.field("duty", Kind::Line, false),
            make.field("sentence", Kind::Text, false),
        ]
    });
    let tasks = (1..=count(sent)).flat_map(|number| {
        let make = make(format!("k{number}-"));
        [
            make.field("name", Kind::Line, false).begins(numbered("task-block", number)),
            make.field("lead", Kind::Text, false),
            make.field("sentence", Kind::Text, false),
        ]
    });
    let first = make("u1-".to_owned());
    let priority = [
        first.field("areas", Kind::Text, false),
        first.field("sentence", Kind::Text, false),
        first.field("note", Kind::Text, false),
    ];
    let group = |key: &str, prefix: &str, fields: Vec<Field>| Group {
        heading: words.t(key),
        hint: String::new(),
        // what was typed or refused is not folded away
        folded: !fields.iter().any(|field| field.wrong || sent.any_of(prefix) && !field.value.is_empty()),
        fields,
    };
    let mut groups = vec![group("bodies-block", "b", bodies.collect())];
    groups.extend(target::groups(ask, sent, refused, offer));
    groups.push(group("tasks-block", "k", tasks.collect()));
    groups.push(group("priority-block", "u1-", priority.into()));
    groups
}

/// What was written in them.
pub(super) fn additions(ask: &Ask, areas: &Areas, sent: &Fields) -> Result<Additions, Failure> {
    let text = |prefix: &str, name: &str| sent.text(&format!("{prefix}{name}")).trim().to_owned();
    let filled = |letter: char| {
        let prefixes = (1..=MOST).map(move |number| format!("{letter}{number}-"));
        prefixes.filter(|prefix| sent.any_of(prefix))
    };
    let body = |prefix: String| BodyDraft {
        name: text(&prefix, "name"),
        duty: text(&prefix, "duty"),
        sentence: text(&prefix, "sentence"),
        prefix,
    };
    let task = |prefix: String| TaskDraft {
        name: text(&prefix, "name"),
        lead: sent.lines(&format!("{prefix}lead")),
        sentence: text(&prefix, "sentence"),
        prefix,
    };
    let priority = |prefix: String| PriorityDraft {
        areas: sent.lines(&format!("{prefix}areas")),
        sentence: text(&prefix, "sentence"),
        note: text(&prefix, "note"),
        prefix,
    };
    Ok(Additions {
        bodies: filled('b').map(body).collect(),
        targets: filled('t').map(|prefix| target::draft(ask, areas, sent, &prefix)).collect::<Result<_, Failure>>()?,
        tasks: filled('k').map(task).collect(),
        priorities: filled('u').map(priority).collect(),
    })
}
