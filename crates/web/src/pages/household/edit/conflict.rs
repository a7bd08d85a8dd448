//! Two changes of one household beside each other, field by field: what only one of them changed is taken, what both
//! changed is asked.

use super::form::{Fault, Input, faults, hidden, reason};
use super::{Sent, household_link, label, simulated_frame, value};
use crate::ask::Ask;
use crate::frame::Frame;
use crate::link::Link;
use crate::pages::household::members::relation;
use crate::serve::Web;
use app::edit::{Draft, Entry, Merge, MergeLine, Take};
use app::{Field, HouseholdStory, MemberField, Shard};
use askama::Template;
use base::Failure;
use domain::register::{Cccd, Relation, Sex};

#[derive(Template)]
#[template(path = "household_conflict.html")]
pub(super) struct ConflictPage {
    frame: Frame,
    headline: String,
    lead: String,
    action: String,
    back: String,
    version: i64,
    faults: Vec<Fault>,
    lines: Vec<Line>,
    hidden: Vec<(String, String)>,
    reason: Input,
}

/// A field that differs.
struct Line {
    key: String,
    label: String,
    was: String,
    mine: String,
    theirs: String,
    by: String,
    take: Take,
    fault: String,
}

impl Line {
    fn asks(&self) -> bool {
        self.take == Take::Ask
    }

    /// The key of what is taken.
    fn taken(&self) -> &'static str {
        match self.take {
            Take::Theirs => "conflict-take-theirs",
            Take::Gone => "conflict-take-gone",
            Take::Mine | Take::Ask => "conflict-take-mine",
        }
    }
}

/// The page for what a draft met.
pub(super) fn page(web: &Web, ask: &Ask, shard: Shard, merge: &Merge, draft: &Draft) -> Result<ConflictPage, Failure> {
    let told =
        |by: &(String, String)| ask.words().with("conflict-by", &[("by", &by.0), ("at", &ask.figures().moment(&by.1))]);
    let lines: Vec<(MergeLine, String)> =
        merge.lines.iter().map(|line| (line.clone(), line.by.as_ref().map_or_else(String::new, told))).collect();
    build(web, ask, shard, &merge.story, &lines, draft, &[])
}

/// The fields that were asked and not decided, if the form is one that asked.
pub(super) fn undecided(sent: &Sent) -> Option<Vec<String>> {
    let asked = sent.iter().filter(|(name, _)| name == "ask").map(|(_, key)| key.clone());
    let open: Vec<String> =
        asked.filter(|key| !matches!(value(sent, &format!("choose.{key}")), Some("mine" | "theirs"))).collect();
    (!open.is_empty()).then_some(open)
}

/// The page again, for whoever did not decide. What it said of the past comes back with the form.
pub(super) fn again(
    web: &Web,
    ask: &Ask,
    shard: Shard,
    story: &HouseholdStory,
    draft: &Draft,
    sent: &Sent,
    undecided: &[String],
) -> Result<ConflictPage, Failure> {
    let lines = draft.entries.iter().filter_map(|entry| {
        let key = entry.field.to_string();
        let told = |what: &str| value(sent, &format!("{what}.{key}")).unwrap_or_default().to_owned();
        let asked = sent.iter().any(|(name, asked)| name == "ask" && *asked == key);
        // a choice that was made stands in the draft already; it is asked again with its two values
        let mine =
            if asked { value(sent, &key).map_or_else(|| unticked(entry), str::to_owned) } else { entry.value.clone() };
        let take = if asked { Take::Ask } else { Take::Mine };
        (asked || entry.base != entry.value).then(|| {
            let (base, theirs) = (if asked { told("was") } else { entry.base.clone() }, entry.base.clone());
            (MergeLine { field: entry.field.clone(), base, mine, theirs, by: None, take }, told("by"))
        })
    });
    let lines: Vec<(MergeLine, String)> = lines.collect();
    let choose = |key: &String| {
        Failure::new("CC-EDIT-CHOOSE", "chưa chọn lấy bên nào", "choose which of the two to take").at(key)
    };
    let refused: Vec<Failure> = undecided.iter().map(choose).collect();
    build(web, ask, shard, story, &lines, draft, &refused)
}

fn unticked(entry: &Entry) -> String {
    if let Field::Mark(_) = entry.field { "0".to_owned() } else { entry.base.clone() }
}

fn build(
    web: &Web,
    ask: &Ask,
    shard: Shard,
    story: &HouseholdStory,
    lines: &[(MergeLine, String)],
    draft: &Draft,
    refused: &[Failure],
) -> Result<ConflictPage, Failure> {
    let words = ask.words();
    let faults = faults(ask, refused);
    let (frame, name) = simulated_frame(web, ask, shard, story, &words.t("conflict-title"))?;
    let mut carried = Vec::new();
    for (line, by) in lines.iter().filter(|(line, _)| matches!(line.take, Take::Mine | Take::Ask)) {
        let (base, value) = (line.theirs.clone(), line.mine.clone());
        carried.extend(hidden(&Entry { field: line.field.clone(), base, value }));
        if line.take == Take::Ask {
            carried.push(("ask".to_owned(), line.field.to_string()));
            carried.push((format!("was.{}", line.field), line.base.clone()));
            carried.push((format!("by.{}", line.field), by.clone()));
        }
    }
    let to_line = |(line, by): &(MergeLine, String)| {
        let key = line.field.to_string();
        Line {
            label: label_of(ask, story, &line.field),
            was: shown(ask, &line.field, &line.base),
            mine: shown(ask, &line.field, &line.mine),
            theirs: theirs(ask, story, line),
            by: by.clone(),
            take: line.take,
            fault: faults.iter().find(|fault| fault.field == key).map_or_else(String::new, |fault| fault.text.clone()),
            key,
        }
    };
    let shown_lines: Vec<Line> = lines.iter().map(to_line).collect();
    let undone = lines.is_empty();
    Ok(ConflictPage {
        headline: words.with("conflict-headline", &[("name", &name)]),
        lead: words.t(if undone { "conflict-undone" } else { "conflict-lead" }),
        frame,
        action: Link::to(Link::edit(shard, &story.code)).to_string(),
        back: household_link(shard, &story.code).to_string(),
        version: if refused.is_empty() { story.version } else { draft.version },
        lines: shown_lines,
        hidden: carried,
        reason: reason(ask, Some(draft), &faults),
        faults,
    })
}

/// What a field is called, of whom.
fn label_of(ask: &Ask, story: &HouseholdStory, field: &Field) -> String {
    let label = label(ask.words(), field);
    let Field::Member(id, _) = field else { return label };
    let member = story.members.iter().find(|member| member.id == *id);
    let name = member.map_or("?", |member| member.person.name.as_str());
    ask.words().with("conflict-member", &[("field", &label), ("name", name)])
}

/// What the register holds now; of a number its last digits, as everywhere.
fn theirs(ask: &Ask, story: &HouseholdStory, line: &MergeLine) -> String {
    if let Field::Member(id, MemberField::Cccd) = &line.field {
        let member = story.members.iter().find(|member| member.id == *id);
        let number = member.and_then(|member| member.person.cccd.as_ref());
        return number.map_or_else(|| ask.words().t("conflict-empty"), Cccd::masked);
    }
    shown(ask, &line.field, &line.theirs)
}

/// A value as people read it.
fn shown(ask: &Ask, field: &Field, text: &str) -> String {
    let words = ask.words();
    match field {
        Field::Mark(_) => words.t(if text == "1" { "conflict-yes" } else { "conflict-no" }),
        Field::Member(_, MemberField::Cccd) => match (text, Cccd::new(&text.replace([' ', '.'], ""))) {
            ("", _) => "•".to_owned(),
            (_, Some(cccd)) => cccd.masked(),
            ("-", None) => words.t("conflict-remove"),
            _ => text.to_owned(),
        },
        _ if text.is_empty() => words.t("conflict-empty"),
        Field::Member(_, MemberField::Relation) => {
            Relation::of(text).map_or_else(|| text.to_owned(), |one| words.t(relation(one)))
        }
        Field::Member(_, MemberField::Sex) => {
            Sex::of(text).map_or_else(|| text.to_owned(), |sex| words.t(&format!("sex-{}", sex.word())))
        }
        _ => text.to_owned(),
    }
}
