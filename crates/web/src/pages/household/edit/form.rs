//! The form: every field that may be corrected, filled with what the register says or with what was typed.

use super::{household_link, label, simulated_frame};
use crate::ask::Ask;
use crate::frame::Frame;
use crate::link::Link;
use crate::pages::household::members::relation;
use crate::parts::Pick;
use crate::serve::Web;
use app::edit::{Draft, EditForm, Entry};
use app::{Field, MemberField, Shard, StoryMember};
use askama::Template;
use base::Failure;
use domain::register::{Cccd, Relation, Sex};

#[derive(Template)]
#[template(path = "household_edit.html")]
pub(super) struct FormPage {
    frame: Frame,
    headline: String,
    action: String,
    back: String,
    version: i64,
    faults: Vec<Fault>,
    village: Vec<Input>,
    marks: Vec<Input>,
    members: Vec<MemberInputs>,
    reason: Input,
    /// What was typed of somebody who is no member any more: it goes along until it is told.
    hidden: Vec<(String, String)>,
    groups: Vec<&'static str>,
}

/// Something that is wrong, and the field it is wrong in; none if it is no field's.
pub(super) struct Fault {
    pub(super) field: String,
    pub(super) text: String,
}

struct MemberInputs {
    name: String,
    inputs: Vec<Input>,
}

/// One field.
pub(super) struct Input {
    pub(super) key: String,
    pub(super) label: String,
    pub(super) base: String,
    pub(super) value: String,
    pub(super) hint: String,
    /// What is wrong; empty if nothing is.
    pub(super) fault: String,
    /// Of a list; empty where something is typed.
    pub(super) choices: Vec<Pick>,
    /// The list of names to choose from, by its id.
    pub(super) list: &'static str,
}

/// The page, filled with a draft if there is one.
pub(super) fn page(
    web: &Web,
    ask: &Ask,
    shard: Shard,
    form: &EditForm,
    draft: Option<&Draft>,
    refused: &[Failure],
) -> Result<FormPage, Failure> {
    let words = ask.words();
    let story = &form.story;
    let faults = faults(ask, refused);
    let (frame, name) = simulated_frame(web, ask, shard, story, &words.t("edit-title"))?;
    let typed = |field: &Field| draft.and_then(|draft| draft.entries.iter().find(|entry| entry.field == *field));
    let inputs = |wanted: &dyn Fn(&Field) -> bool| -> Vec<Input> {
        let fields = form.fields.iter().filter(|(field, _)| wanted(field));
        fields.map(|(field, now)| input(ask, field, now, typed(field), form, &faults)).collect()
    };
    let present = story.members.iter().filter(|member| member.valid_until.is_none());
    let shown = |entry: &&Entry| form.fields.iter().any(|(field, _)| *field == entry.field);
    let lost = draft.iter().flat_map(|draft| &draft.entries).filter(|entry| entry.base != entry.value && !shown(entry));
    let action = household_link(shard, &story.code);
    Ok(FormPage {
        headline: words.with("edit-headline", &[("name", &name)]),
        frame,
        back: action.to_string(),
        action: action.on(Link::edit(shard, &story.code)).to_string(),
        version: draft.map_or(story.version, |draft| draft.version),
        village: inputs(&|field| *field == Field::Village),
        marks: inputs(&|field| matches!(field, Field::Mark(_))),
        members: present
            .map(|StoryMember { id, person, .. }| MemberInputs {
                name: person.name.clone(),
                inputs: inputs(&|field| matches!(field, Field::Member(of, _) if of == id)),
            })
            .collect(),
        reason: reason(ask, draft, &faults),
        hidden: lost.flat_map(hidden).collect(),
        groups: vntext::ethnic::all().iter().map(|group| group.name.as_str()).collect(),
        faults,
    })
}

/// A field of a draft as it goes along unseen.
pub(super) fn hidden(entry: &Entry) -> Vec<(String, String)> {
    let mut all = vec![(format!("base.{}", entry.field), entry.base.clone())];
    // a box that is not ticked is not sent
    if !(matches!(entry.field, Field::Mark(_)) && entry.value == "0") {
        all.push((entry.field.to_string(), entry.value.clone()));
    }
    all
}

/// The field of the reason.
pub(super) fn reason(ask: &Ask, draft: Option<&Draft>, faults: &[Fault]) -> Input {
    Input {
        key: "reason".to_owned(),
        label: ask.words().t("edit-reason"),
        base: String::new(),
        value: draft.map_or_else(String::new, |draft| draft.reason.clone()),
        hint: ask.words().t("edit-reason-hint"),
        fault: fault(faults, "reason"),
        choices: Vec::new(),
        list: "",
    }
}

/// Failures as a form tells them.
pub(super) fn faults(ask: &Ask, refused: &[Failure]) -> Vec<Fault> {
    let told = |failure: &Failure| {
        let (message, remedy) = (failure.message.get(ask.lang()), failure.remedy.get(ask.lang()));
        let text = if remedy.is_empty() { message.to_owned() } else { format!("{message}: {remedy}") };
        Fault { field: failure.place.clone(), text }
    };
    refused.iter().map(told).collect()
}

fn fault(faults: &[Fault], key: &str) -> String {
    faults.iter().find(|fault| fault.field == key).map_or_else(String::new, |fault| fault.text.clone())
}

fn input(ask: &Ask, field: &Field, now: &str, typed: Option<&Entry>, form: &EditForm, faults: &[Fault]) -> Input {
    let words = ask.words();
    let key = field.to_string();
    let value = typed.map_or(now, |entry| &entry.value);
    let pick = |word: &str, text: &str| Pick { value: word.to_owned(), text: words.t(text), chosen: value == word };
    let (choices, hint, list) = match field {
        Field::Member(_, MemberField::Sex) => {
            let mut all = vec![pick("", "edit-unknown")];
            all.extend(Sex::ALL.map(|sex| pick(sex.word(), &format!("sex-{}", sex.word()))));
            (all, String::new(), "")
        }
        Field::Member(_, MemberField::Relation) => {
            (Relation::ALL.map(|one| pick(one.word(), relation(one))).into(), String::new(), "")
        }
        Field::Member(_, MemberField::Birth) => (Vec::new(), words.t("edit-birth-hint"), ""),
        Field::Member(_, MemberField::Ethnic) => (Vec::new(), String::new(), "dan-toc"),
        Field::Member(id, MemberField::Cccd) => {
            let member = form.story.members.iter().find(|member| member.id == *id);
            let masked = member.and_then(|member| member.person.cccd.as_ref()).map(Cccd::masked);
            let hint = masked.map_or_else(
                || words.t("edit-cccd-none"),
                |masked| words.with("edit-cccd-hint", &[("masked", &masked)]),
            );
            (Vec::new(), hint, "")
        }
        _ => (Vec::new(), String::new(), ""),
    };
    Input {
        label: label(words, field),
        base: typed.map_or(now, |entry| &entry.base).to_owned(),
        value: value.to_owned(),
        fault: fault(faults, &key),
        key,
        hint,
        choices,
        list,
    }
}
