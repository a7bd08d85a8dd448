//! `/readings`: who looked at the sensitive data of a household, when, how often, and which masked data were shown, why.

use crate::ask::Ask;
use crate::frame::{Frame, Section};
use crate::link::Link;
use crate::pages::households::household_address;
use crate::parts::Pick;
use crate::serve::{Web, page};
use app::{Readings, Shard};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use base::Failure;
use domain::access::Action;
use std::sync::Arc;

/// Kinds of sensitive data, by their bits.
const FIELDS: [(i64, &str); 4] =
    [(1, "reading-ethnicity"), (2, "reading-health"), (4, "reading-phone"), (8, "reading-cccd")];

#[derive(Template)]
#[template(path = "readings.html")]
struct ReadingsPage {
    frame: Frame,
    headline: String,
    provinces: Vec<Pick>,
    household: String,
    /// None before a household was asked for.
    log: Option<Log>,
    address: String,
}

/// Who looked.
pub(crate) struct Log {
    pub(crate) readings: Vec<Line>,
    pub(crate) unmasked: Vec<Act>,
}

/// One reader on one day.
pub(crate) struct Line {
    pub(crate) day: String,
    pub(crate) account: String,
    pub(crate) account_address: String,
    pub(crate) fields: String,
    pub(crate) times: String,
    pub(crate) last: String,
}

/// One act of showing what is masked.
pub(crate) struct Act {
    pub(crate) at: String,
    pub(crate) account: String,
    pub(crate) what: String,
    pub(crate) why: String,
}

/// Answers the page.
pub(crate) async fn show(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, build).await
}

fn build(web: &Web, ask: &Ask) -> Result<ReadingsPage, Failure> {
    ask.caller.authorise(Action::ReadReadings, app::On::Anything)?;
    let words = ask.words();
    let shard = ask.number("shard")?.map(Shard);
    let provinces = provinces(web, shard)?;
    let frame = Frame::new(ask, Section::Trail, words.t("readings-title"))
        .crumb(words.t("nav-trail"), "/trail")
        .crumb(words.t("readings-title"), "/readings");
    let household = ask.value("household").unwrap_or_default().to_owned();
    let first = provinces.first().and_then(|pick| pick.value.parse().ok()).map(Shard);
    let (log, address, headline) = match (shard.or(first), household.as_str()) {
        (Some(shard), code) if !code.is_empty() => {
            let found = web
                .desk
                .book(&ask.caller, shard, |book| book.readings(code))?
                .ok_or_else(|| app::no_household(code))?;
            let headline = words.with("readings-of", &[("code", code)]);
            (Some(Log::of(ask, &found)), household_address(shard, code), headline)
        }
        _ => (None, String::new(), words.t("readings-title")),
    };
    Ok(ReadingsPage { frame, headline, provinces, household, log, address })
}

impl Log {
    /// In words.
    pub(crate) fn of(ask: &Ask, found: &Readings) -> Self {
        let (words, figures) = (ask.words(), ask.figures());
        let readings = found.readings.iter().map(|one| {
            let fields = FIELDS.iter().filter(|(bit, _)| one.fields & bit != 0).map(|(_, key)| words.t(key));
            Line {
                day: figures.day(one.day),
                account: one.account.clone(),
                account_address: Link::to("/trail").with("account", &one.account).to_string(),
                fields: fields.collect::<Vec<_>>().join(", "),
                times: figures.count(one.times),
                last: figures.moment(&one.last_at),
            }
        });
        let unmasked = found.unmasked.iter().map(|one| {
            // the note begins with the kind of the datum
            let kind = one.deed.note.split([' ', ':']).next().unwrap_or_default();
            Act {
                at: figures.moment(&one.at),
                account: one.account.clone(),
                what: words.known(&format!("reading-{kind}")).unwrap_or_else(|| one.deed.note.clone()),
                why: one.reason.clone(),
            }
        });
        Self { readings: readings.collect(), unmasked: unmasked.collect() }
    }
}

/// The provinces to choose from.
pub(crate) fn provinces(web: &Web, chosen: Option<Shard>) -> Result<Vec<Pick>, Failure> {
    let pick =
        |row: app::ShardRow| Pick { value: row.shard.0.to_string(), chosen: chosen == Some(row.shard), text: row.name };
    Ok(web.desk.provinces()?.into_iter().map(pick).collect())
}
