//! A plain form: groups of fields, each with its label, hint and what was typed, a refusal beside its field.

use crate::ask::Ask;
use crate::fields::{Fields, Refused};
use crate::frame::Frame;
use crate::locale::Words;
use crate::parts::Pick;
use askama::Template;
use base::Failure;

/// A page with one form.
#[derive(Template)]
#[template(path = "planning_form.html")]
pub(super) struct FormPage {
    pub(super) frame: Frame,
    pub(super) headline: String,
    pub(super) lead: String,
    /// What was refused; empty if nothing was.
    pub(super) refused: Refused,
    pub(super) groups: Vec<Group>,
    pub(super) hidden: Vec<(&'static str, String)>,
    pub(super) action: String,
    pub(super) submit: String,
    /// Where to go without sending.
    pub(super) back: String,
    /// A table above the form: what was reported.
    pub(super) reports: Vec<super::report::Line>,
}

impl FormPage {
    /// Whether some fields belong to some kinds of target only, so that a script has something to hide; for the template.
    fn has_kinds(&self) -> bool {
        self.groups.iter().flat_map(|group| &group.fields).any(|field| !field.fits.is_empty())
    }

    /// The field that was refused, to be gone to; for the template.
    fn wrong(&self) -> Option<&Field> {
        self.groups.iter().flat_map(|group| &group.fields).find(|field| field.wrong && field.kind != Kind::Tick)
    }

    /// Whether more blocks may be asked for; for the template.
    fn has_more(&self) -> bool {
        self.hidden.iter().any(|(name, _)| *name == super::blocks::COUNT)
    }
}

/// Fields that belong together.
pub(super) struct Group {
    pub(super) heading: String,
    pub(super) hint: String,
    /// Folded away until it is wanted.
    pub(super) folded: bool,
    pub(super) fields: Vec<Field>,
}

/// How a field is filled in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A line.
    Line,
    /// Sentences.
    Text,
    /// A day.
    Day,
    /// One of a list.
    Choice,
    /// Yes or no.
    Tick,
}

/// A field.
pub(super) struct Field {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) hint: String,
    pub(super) kind: Kind,
    pub(super) value: String,
    pub(super) choices: Vec<Pick>,
    pub(super) required: bool,
    pub(super) wrong: bool,
    /// The heading of what begins here; empty if nothing does.
    pub(super) begins: String,
    /// The kinds of target that the field belongs to; empty for one that always stands.
    pub(super) fits: String,
    /// The list of names that a line is helped with; empty for none. Where the field has choices, they are that list.
    pub(super) list: &'static str,
}

impl Field {
    /// The same under another label.
    pub(super) fn labelled(self, label: String) -> Self {
        Self { label, ..self }
    }

    /// The same as the first of what stands under a heading.
    pub(super) fn begins(self, heading: String) -> Self {
        Self { begins: heading, ..self }
    }

    /// The same for some kinds of target only.
    pub(super) fn fits(self, kinds: &[&str]) -> Self {
        Self { fits: kinds.join(" "), ..self }
    }

    /// Whether yes or no is said, for templates.
    fn is_tick(&self) -> bool {
        self.kind == Kind::Tick
    }

    /// Whether sentences are written, for templates.
    fn is_text(&self) -> bool {
        self.kind == Kind::Text
    }

    /// Whether a day is chosen.
    fn is_day(&self) -> bool {
        self.kind == Kind::Day
    }

    /// Whether one of a list is chosen.
    fn is_choice(&self) -> bool {
        self.kind == Kind::Choice
    }
}

/// Makes fields from what was sent.
pub(super) struct Maker<'a> {
    pub(super) words: Words,
    pub(super) sent: &'a Fields,
    pub(super) refused: &'a Refused,
    /// Before the names of the fields of a block that stands several times.
    pub(super) prefix: String,
}

impl<'a> Maker<'a> {
    pub(super) fn new(ask: &Ask, sent: &'a Fields, refused: &'a Refused) -> Self {
        Self { words: ask.words(), sent, refused, prefix: String::new() }
    }

    /// A field; its label is `field-NAME`, its hint `field-NAME-hint` where there is one.
    pub(super) fn field(&self, name: &str, kind: Kind, required: bool) -> Field {
        let full = format!("{}{name}", self.prefix);
        Field {
            label: self.words.t(&format!("field-{name}")),
            hint: self.words.known(&format!("field-{name}-hint")).unwrap_or_default(),
            value: self.sent.text(&full).to_owned(),
            choices: Vec::new(),
            wrong: self.refused.is(&full),
            name: full,
            kind,
            required,
            begins: String::new(),
            fits: String::new(),
            list: "",
        }
    }

    /// A tick of several under one name, by the value that it sends.
    pub(super) fn tick(&self, name: &str, value: &str, label: &str) -> Field {
        let chosen = self.sent.all(&format!("{}{name}", self.prefix)).any(|sent| sent == value);
        let choices = vec![Pick { value: value.to_owned(), text: label.to_owned(), chosen }];
        Field { choices, label: label.to_owned(), hint: String::new(), ..self.field(name, Kind::Tick, false) }
    }

    /// One of a list.
    pub(super) fn choice(&self, name: &str, mut choices: Vec<Pick>, required: bool) -> Field {
        let mut field = self.field(name, Kind::Choice, required);
        for pick in &mut choices {
            pick.chosen = pick.value == field.value;
        }
        field.choices = choices;
        field
    }

    /// One of the words of a file, each with the text `word-GROUP-WORD`.
    pub(super) fn words(&self, name: &str, words: &[&str], required: bool) -> Field {
        let text = |word: &str| self.words.t(&format!("word-{name}-{}", word.replace('_', "-")));
        let pick = |word: &&str| Pick { value: (*word).to_owned(), text: text(word), chosen: false };
        self.choice(name, words.iter().map(pick).collect(), required)
    }
}

/// What was refused, for the head of the page.
pub(super) fn refused(ask: &Ask, failure: Option<&Failure>) -> Refused {
    failure.map(|failure| Refused::of(failure, ask.lang())).unwrap_or_default()
}
