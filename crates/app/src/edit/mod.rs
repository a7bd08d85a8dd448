//! Correcting what the register says of a household: who may, what was typed, and two who do it at once.
//!
//! A form keeps the values it began with. What differs from them is a change of whoever fills it in; what the register
//! has become meanwhile is a change of somebody else. Only where both changed a field a person has to decide.

mod text;

use crate::access::On;
use crate::reason::reason;
use crate::{Book, Ctx};
use base::Failure;
use domain::access::Action;
use jiff::civil::Date;
use store::{Edit, Edited, Field, HouseholdStory, MemberField, Since};

/// A household and its fields, to fill a form with.
#[derive(Clone, Debug, PartialEq)]
pub struct EditForm {
    /// The household.
    pub story: HouseholdStory,
    /// The fields that may be corrected, each as text.
    pub fields: Vec<(Field, String)>,
}

/// What a filled form sends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The version of the household that the form began with.
    pub version: i64,
    /// Why.
    pub reason: String,
    /// Its fields.
    pub entries: Vec<Entry>,
}

/// A field of a filled form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub field: Field,
    /// What the form began with.
    pub base: String,
    /// What it holds now.
    pub value: String,
}

/// What became of a draft.
#[derive(Clone, Debug, PartialEq)]
pub enum Drafted {
    /// It is in the register, as this batch.
    Saved(i64),
    /// It changes nothing.
    Unchanged,
    /// Some of it cannot be; nothing was saved. The place of a failure is the field.
    Refused(Vec<Failure>),
    /// Somebody else changed the household meanwhile; nothing was saved.
    Conflict(Box<Merge>),
}

/// Two changes of one household beside each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Merge {
    /// The household as it is now.
    pub story: HouseholdStory,
    /// The fields that either changed.
    pub lines: Vec<MergeLine>,
}

/// A field that one of the two changed, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeLine {
    /// Which.
    pub field: Field,
    /// What the form began with.
    pub base: String,
    /// What it holds now.
    pub mine: String,
    /// What the register holds now.
    pub theirs: String,
    /// Who changed it in the register and when, if that is known: a correction that was taken back left no trace of it.
    pub by: Option<(String, String)>,
    /// Which of the two to take.
    pub take: Take,
}

/// Which of two values to take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// Only the form changed it.
    Mine,
    /// Only the register changed it, or both to the same.
    Theirs,
    /// Both changed it: a person decides.
    Ask,
    /// The member is none any more; what the form says of the person cannot be saved.
    Gone,
}

impl Entry {
    fn is_changed(&self) -> bool {
        self.base != self.value
    }
}

impl Book<'_> {
    /// A household to be corrected; none if nobody in sight has the code.
    pub fn edit_form(&mut self, code: &str) -> Result<Option<EditForm>, Failure> {
        let Some(story) = self.correctable(code)? else { return Ok(None) };
        let fields = text::fields(&story, self.caller.scope());
        Ok(Some(EditForm { story, fields }))
    }

    /// Saves a draft, or says why not.
    pub fn save_draft(&mut self, ctx: &Ctx, code: &str, draft: &Draft, today: Date) -> Result<Drafted, Failure> {
        let Some(story) = self.correctable(code)? else { return Err(store::no_household(code)) };
        let mut refused = Vec::new();
        let mut keep = |read: Result<Edit, Failure>| read.map_err(|failure| refused.push(failure)).ok();
        let changed = draft.entries.iter().filter(|entry| entry.is_changed());
        let edits: Vec<Edit> =
            changed.filter_map(|entry| keep(text::edit(&entry.field, &entry.value, today))).collect();
        let reason = reason(&draft.reason).map_err(|failure| refused.push(failure)).ok();
        // a household must not be written out of one's own sight
        for edit in &edits {
            if let (Edit::Village(village), Some(home)) = (edit, story.addresses.last()) {
                let there = On::Place(&home.commune, village);
                let allowed = self.caller.authorise(Action::EditHousehold, there);
                refused.extend(allowed.err().map(|failure| failure.at(Field::Village.to_string())));
            }
        }
        let Some(reason) = reason.filter(|_| refused.is_empty()) else { return Ok(Drafted::Refused(refused)) };
        let ctx = Ctx { reason, ..ctx.clone() };
        match self.store.edit_household(&ctx, self.view(), code, &edits, draft.version) {
            Ok(Edited::Saved(batch)) => Ok(Drafted::Saved(batch)),
            Ok(Edited::Unchanged) => Ok(Drafted::Unchanged),
            Ok(Edited::Conflict(met)) => Ok(Drafted::Conflict(Box::new(self.merge(met.story, &met.since, draft)))),
            Err(failure) if failure.code.starts_with("CC-EDIT-") => Ok(Drafted::Refused(vec![failure])),
            Err(failure) => Err(failure),
        }
    }

    /// The household, if whoever asks may correct it.
    fn correctable(&mut self, code: &str) -> Result<Option<HouseholdStory>, Failure> {
        self.caller.authorise(Action::EditHousehold, On::Anything)?;
        let Some(story) = self.store.household(self.view(), code)? else { return Ok(None) };
        let Some(home) = story.addresses.last() else { return Ok(None) };
        self.caller.authorise(Action::EditHousehold, On::Place(&home.commune, &home.village))?;
        if self.store.is_kin(&self.caller.login, self.at.shard, code)? {
            return Err(kin(code));
        }
        Ok(Some(story))
    }

    fn merge(&self, story: HouseholdStory, since: &[Since], draft: &Draft) -> Merge {
        let now = text::fields(&story, self.caller.scope());
        let known = |field: &Field| since.iter().find(|one| one.field == *field);
        let mut lines = Vec::new();
        for entry in &draft.entries {
            let Some((_, theirs)) = now.iter().find(|(field, _)| *field == entry.field) else {
                let Field::Member(member, _) = &entry.field else { continue };
                let left = known(&Field::Member(member.clone(), MemberField::Presence));
                lines.extend(entry.is_changed().then(|| line(entry, String::new(), left, Take::Gone)));
                continue;
            };
            let own = known(&entry.field);
            // numbers are never sent to a form: that one changed is known from the register alone
            let take = match (entry.is_changed(), *theirs != entry.base || own.is_some()) {
                (false, false) => continue,
                (true, false) => Take::Mine,
                (true, true) if entry.value != *theirs => Take::Ask,
                (_, true) => Take::Theirs,
            };
            lines.push(line(entry, theirs.clone(), own, take));
        }
        Merge { story, lines }
    }
}

fn line(entry: &Entry, theirs: String, since: Option<&Since>, take: Take) -> MergeLine {
    MergeLine {
        field: entry.field.clone(),
        base: entry.base.clone(),
        mine: entry.value.clone(),
        theirs,
        by: since.map(|one| (one.by.clone(), one.at.clone())),
        take,
    }
}

fn kin(code: &str) -> Failure {
    Failure::new(
        "CC-DENIED-KIN",
        "đây là hộ của bạn hoặc của người thân mà bạn đã khai; bạn không được sửa",
        "this is your own household or that of a relative, as you declared; you do not correct it",
    )
    .at(code)
    .remedy("nhờ người khác có cùng vai trò", "ask somebody else of your role")
}
