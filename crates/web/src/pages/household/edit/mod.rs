//! `/households/{shard}/{code}/edit`: a plain form to correct a household; two who do it at once.

mod conflict;
mod form;

use super::{household_link, simulated_frame};
use crate::ask::Ask;
use crate::error;
use crate::fields::Fields;
use crate::held;
use crate::locale::Words;
use crate::serve::{Web, render, respond};
use app::edit::{Draft, Drafted, EditForm, Entry};
use app::{Field, Marking, MemberField, Shard};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use base::Failure;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a form sends: names and values, in its order.
type Sent = Vec<(String, String)>;

/// Answers the form.
pub(crate) async fn show(State(web): State<Arc<Web>>, Path((shard, code)): Path<(i64, String)>, ask: Ask) -> Response {
    let work = move |web: &Web, ask: &Ask| {
        let form = open(web, ask, Shard(shard), &code)?;
        let page = form::page(web, ask, Shard(shard), &form, None, &[])?;
        Ok(Html(render(&page)?).into_response())
    };
    respond(web, ask, work).await
}

/// Saves what was sent, or shows it again with what is wrong, or beside what somebody else saved.
pub(crate) async fn save(
    State(web): State<Arc<Web>>,
    Path((shard, code)): Path<(i64, String)>,
    ask: Ask,
    fields: Fields,
) -> Response {
    respond(web, ask, move |web, ask| answer(web, ask, Shard(shard), &code, fields)).await
}

fn answer(web: &Web, ask: &Ask, shard: Shard, code: &str, fields: Fields) -> Result<Response, Failure> {
    let sent = &fields.clone().into_pairs();
    let draft = draft(sent);
    if let Some(undecided) = conflict::undecided(sent) {
        let form = open(web, ask, shard, code)?;
        let page = conflict::again(web, ask, shard, &form.story, &draft, sent, &undecided)?;
        return Ok(with(StatusCode::BAD_REQUEST, &render(&page)?));
    }
    let ctx = web.ctx(ask, "");
    let today = (web.today)();
    let done = web.desk.book(&ask.caller, shard, |book| book.save_draft(&ctx, code, &draft, today));
    let refused = match done {
        Ok(Drafted::Saved(batch)) => return Ok(back(shard, code, batch)),
        Ok(Drafted::Unchanged) => return Ok(back(shard, code, 0)),
        Ok(Drafted::Conflict(merge)) => {
            let page = conflict::page(web, ask, shard, &merge, &draft)?;
            return Ok(with(StatusCode::CONFLICT, &render(&page)?));
        }
        Ok(Drafted::Refused(refused)) => refused,
        // the session ended meanwhile: what was typed waits on the page until somebody has signed in again
        Err(failure) if failure.code == "CC-DENIED-SIGN-IN" => {
            return held::answer(ask, &failure, fields, &[]);
        }
        // whoever may not do this has nothing to lose; of everybody else the form keeps what was typed
        Err(failure) if failure.code.starts_with("CC-DENIED") || failure.code == "CC-HOUSEHOLD-NONE" => {
            return Err(failure);
        }
        Err(failure) => vec![failure],
    };
    let status = refused.first().map_or(StatusCode::BAD_REQUEST, |failure| error::status(failure.code));
    let form = open(web, ask, shard, code)?;
    let page = form::page(web, ask, shard, &form, Some(&draft), &refused)?;
    Ok(with(status, &render(&page)?))
}

fn open(web: &Web, ask: &Ask, shard: Shard, code: &str) -> Result<EditForm, Failure> {
    let (ctx, today) = (web.ctx(ask, ""), (web.today)());
    let form = web.desk.book(&ask.caller, shard, |book| {
        let form = book.edit_form(code)?;
        if let Some(form) = &form {
            book.note_reading(&ctx, &form.story, today)?;
        }
        Ok(form)
    })?;
    form.ok_or_else(|| app::no_household(code))
}

/// To the household, with word of what was done.
fn back(shard: Shard, code: &str, batch: i64) -> Response {
    Redirect::to(&household_link(shard, code).with("saved", batch).to_string()).into_response()
}

fn with(status: StatusCode, body: &str) -> Response {
    (status, Html(body.to_owned())).into_response()
}

/// The last value of a name.
fn value<'a>(sent: &'a Sent, name: &str) -> Option<&'a str> {
    sent.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// Reads a filled form: each field it began with, and what became of it.
fn draft(sent: &Sent) -> Draft {
    let mut seen = BTreeSet::new();
    let entries = sent.iter().filter_map(|(name, base)| {
        let field: Field = name.strip_prefix("base.")?.parse().ok()?;
        let fresh = seen.insert(field.clone());
        let typed = value(sent, &field.to_string());
        let taken = match (value(sent, &format!("choose.{field}")), &field) {
            (Some("theirs"), _) => base,
            // a box that is not ticked is not sent
            (_, Field::Mark(_)) => typed.unwrap_or("0"),
            _ => typed.unwrap_or(base),
        };
        fresh.then(|| Entry { base: base.clone(), value: taken.to_owned(), field })
    });
    Draft {
        entries: entries.collect(),
        version: value(sent, "version").and_then(|text| text.parse().ok()).unwrap_or_default(),
        reason: value(sent, "reason").unwrap_or_default().to_owned(),
    }
}

/// What a field of a household or a member is called.
fn label(words: Words, field: &Field) -> String {
    words.t(match field {
        Field::Village => "col-village",
        Field::Mark(Marking::EthnicMinority) => "mark-ethnic-minority",
        Field::Mark(Marking::NoLabourCapacity) => "mark-no-labour-capacity",
        Field::Mark(Marking::Merit) => "mark-merit",
        Field::Mark(Marking::Indigenous) => "mark-indigenous",
        Field::Mark(Marking::Farm) => "mark-farm",
        Field::Member(_, MemberField::Relation) => "member-relation",
        Field::Member(_, MemberField::Name | MemberField::Presence) => "member-name",
        Field::Member(_, MemberField::Sex) => "member-sex",
        Field::Member(_, MemberField::Birth) => "member-birth",
        Field::Member(_, MemberField::Ethnic) => "member-ethnic",
        Field::Member(_, MemberField::Cccd) => "member-number",
        Field::Member(_, MemberField::Phone) => "member-phone",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(pairs: &[(&str, &str)]) -> Sent {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_filled_form_says_what_it_began_with_and_what_became_of_it() {
        let draft = draft(&sent(&[
            ("version", "7"),
            ("reason", "theo sổ hộ khẩu"),
            ("base.village", "Thôn 1"),
            ("village", "Thôn 2"),
            ("base.mark.farm", "1"),
            ("base.mark.merit", "0"),
            ("mark.merit", "1"),
            ("base.name.01", "An"),
            ("base.phone.01", "0914555123"),
            ("phone.01", "0914555124"),
            ("choose.phone.01", "theirs"),
            ("base.nonsense", "x"),
            ("name.02", "never shown"),
        ]));
        assert_eq!((draft.version, draft.reason.as_str()), (7, "theo sổ hộ khẩu"));
        let entries: Vec<_> =
            draft.entries.iter().map(|one| (one.field.to_string(), one.base.as_str(), one.value.as_str())).collect();
        assert_eq!(
            entries,
            [
                ("village".to_owned(), "Thôn 1", "Thôn 2"),
                ("mark.farm".to_owned(), "1", "0"),
                ("mark.merit".to_owned(), "0", "1"),
                ("name.01".to_owned(), "An", "An"),
                ("phone.01".to_owned(), "0914555123", "0914555123"),
            ]
        );
    }
}
