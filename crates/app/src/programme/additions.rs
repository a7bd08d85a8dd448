//! What a form adds to a programme besides its head: who is responsible, targets, tasks, and units that come first.

use super::TargetDraft;
use super::draft::{For, both, free, lacking, slug};
use super::find::unit_named;
use base::Failure;
use domain::programme::{Body, Priority, Programme, Quote, Target, Task};

/// Who is responsible, as a form has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BodyDraft {
    /// Its name.
    pub name: String,
    /// What the text charges it with.
    pub duty: String,
    /// The words.
    pub sentence: String,
    /// What stands before the names of its fields in the form.
    pub prefix: String,
}

/// Something to be done, without a figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskDraft {
    /// What.
    pub name: String,
    /// Who, by name; empty where the text names nobody.
    pub lead: Vec<String>,
    /// The words.
    pub sentence: String,
    /// What stands before the names of its fields in the form.
    pub prefix: String,
}

/// Units that come first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PriorityDraft {
    /// Which, by code or name.
    pub areas: Vec<String>,
    /// The words.
    pub sentence: String,
    /// What a reader must know.
    pub note: String,
    /// What stands before the names of its fields in the form.
    pub prefix: String,
}

/// All that a document adds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Additions {
    /// Who is responsible.
    pub bodies: Vec<BodyDraft>,
    /// Targets.
    pub targets: Vec<TargetDraft>,
    /// Tasks.
    pub tasks: Vec<TaskDraft>,
    /// Units that come first.
    pub priorities: Vec<PriorityDraft>,
}

impl Additions {
    /// Puts all but the targets into the programme and answers those. Whoever is named with a target or a task and is no body
    /// of the programme yet becomes one, charged with that target or task.
    pub(super) fn onto(&self, programme: &mut Programme, of: For<'_>) -> Result<Vec<Target>, Failure> {
        for one in &self.bodies {
            let needed = [("name", &one.name), ("duty", &one.duty), ("sentence", &one.sentence)];
            filled(&one.prefix, &needed)?;
            body(programme, &one.name, &one.duty, quote(&one.sentence, true, of));
        }
        let mut targets: Vec<Target> = Vec::new();
        for draft in &self.targets {
            let words = quote(draft.word("sentence"), !draft.paraphrase, of);
            let charged = |name: &String| body(programme, name, draft.word("name"), words.clone());
            let lead: Vec<String> = draft.lead.iter().map(charged).collect();
            let known = |id: &str| programme.target(id).is_some() || targets.iter().any(|one| one.id == id);
            let id = free(&slug(draft.word("name")), known);
            let target = draft.target(&id, &lead, of)?;
            if target.due.last_day().is_some_and(|last| last.year() < programme.first_year) {
                return Err(early(programme.first_year).at(format!("{}due", draft.prefix)));
            }
            targets.push(target);
        }
        for one in &self.tasks {
            filled(&one.prefix, &[("name", &one.name), ("sentence", &one.sentence)])?;
            let words = quote(&one.sentence, true, of);
            let lead = one.lead.iter().map(|name| body(programme, name, &one.name, words.clone())).collect();
            let id = free(&slug(&one.name), |id| programme.tasks.iter().any(|task| task.id == id));
            programme.tasks.push(Task { id, name: clean(&one.name), lead, quote: words });
        }
        for one in &self.priorities {
            filled(&one.prefix, &[("sentence", &one.sentence)])?;
            let place = format!("{}areas", one.prefix);
            let unit = |text: &String| {
                unit_named(of.areas, of.area, text, of.today).map_err(|failure| failure.at(place.clone()))
            };
            let areas: Vec<_> = one.areas.iter().map(unit).collect::<Result<_, Failure>>()?;
            if areas.is_empty() {
                return Err(lacking("areas").at(place));
            }
            let note = Some(clean(&one.note)).filter(|note| !note.vi.is_empty());
            programme.priorities.push(Priority { areas, quote: quote(&one.sentence, true, of), note });
        }
        Ok(targets)
    }
}

fn early(first: i16) -> Failure {
    Failure::new(
        "CC-FIELD",
        format!("hạn trước năm đầu của chương trình ({first})"),
        format!("the deadline is before the programme's first year ({first})"),
    )
    .remedy("xem lại hạn của chỉ tiêu, hoặc năm đầu của chương trình", "look at the deadline and the first year again")
}

/// The id of a body of this name; a new one is charged with `duty`.
fn body(programme: &mut Programme, name: &str, duty: &str, quote: Quote) -> String {
    let same = |one: &&Body| vntext::fold(&one.name.vi) == vntext::fold(&vntext::normal::clean(name));
    if let Some(known) = programme.bodies.iter().find(same) {
        return known.id.clone();
    }
    let id = free(&slug(name), |id| programme.bodies.iter().any(|body| body.id == id));
    programme.bodies.push(Body { id: id.clone(), name: clean(name), duty: clean(duty), quote });
    id
}

fn clean(text: &str) -> base::Text {
    both(&vntext::normal::clean(text))
}

fn quote(words: &str, exact: bool, of: For<'_>) -> Quote {
    Quote { words: words.trim().to_owned(), text: of.document.1.to_owned(), exact }
}

fn filled(prefix: &str, fields: &[(&'static str, &String)]) -> Result<(), Failure> {
    match fields.iter().find(|(_, text)| text.trim().is_empty()) {
        None => Ok(()),
        Some((field, _)) => Err(lacking(field).at(format!("{prefix}{field}"))),
    }
}
