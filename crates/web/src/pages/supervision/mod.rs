//! `/supervision`: samples that were drawn, and drawing another one.

pub(crate) mod observations;
pub(crate) mod observe;
pub(crate) mod sample;

use crate::ask::Ask;
use crate::fields::Fields;
use crate::frame::{Frame, Section};
use crate::held::{self, Written};
use crate::link::Link;
use crate::pager::Pager;
use crate::pages::readings::provinces;
use crate::parts::Pick;
use crate::serve::{Web, page};
use app::{Draw, Shard};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use base::{AreaKey, Failure};
use domain::access::Action;
use domain::oversight::Oversight;
use std::sync::Arc;

/// Samples on a page.
const ROWS: usize = 25;

/// The fields that can be mended when a draw is refused.
const WRITTEN: [Written; 3] = [("size", "supervision-size"), ("seed", "sample-seed"), ("reason", "draw-reason")];

#[derive(Template)]
#[template(path = "supervision.html")]
struct SupervisionPage {
    frame: Frame,
    headline: String,
    /// Observations that wait for an answer.
    open: u64,
    open_text: String,
    /// Whether the reader answers requests of citizens.
    requests: bool,
    rows: Vec<Row>,
    pager: Pager,
    /// None for those who may not draw, or where there is nothing to draw from.
    form: Option<DrawForm>,
}

struct Row {
    address: String,
    commune: String,
    review: String,
    households: String,
    population: String,
    by: String,
    at: String,
}

struct DrawForm {
    shard: i64,
    provinces: Vec<Pick>,
    reviews: Vec<Pick>,
    review: String,
    communes: Vec<Pick>,
    sizes: Vec<Pick>,
    clause: String,
    verified: bool,
    note: String,
}

/// Answers the page.
pub(crate) async fn show(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, build).await
}

/// Draws a sample and opens it.
pub(crate) async fn draw(State(web): State<Arc<Web>>, ask: Ask, fields: Fields) -> Response {
    held::form(web, ask, fields, &WRITTEN, |web, ask, fields| {
        let shard = Shard(fields.number("shard")?);
        let ctx = web.ctx(ask, fields.text("reason").trim());
        let id = web.desk.book(&ask.caller, shard, |book| {
            let (year, standard) = read_review(fields.text("review"))?;
            let draw = Draw {
                review: book.review(year, Some(standard))?,
                commune: fields.text("commune").parse().map_err(|_| unchosen("commune"))?,
                size: fields.number("size")?,
                seed: fields.value("seed").map(str::to_owned),
            };
            book.draw_sample(&ctx, &draw)
        })?;
        Ok(Redirect::to(&address(shard, &id)).into_response())
    })
    .await
}

fn build(web: &Web, ask: &Ask) -> Result<SupervisionPage, Failure> {
    let (words, figures) = (ask.words(), ask.figures());
    let samples = web.desk.samples(&ask.caller)?;
    let open = web.desk.observations(&ask.caller)?.iter().filter(|one| one.answered.is_none()).count() as u64;
    let pager = Pager::new(ask, samples.len(), ROWS)?;
    let form = if ask.caller.may(Action::DrawSample) { form(web, ask)? } else { None };
    let count = figures.count(samples.len() as u64);
    Ok(SupervisionPage {
        frame: Frame::new(ask, Section::Supervision, words.t("nav-supervision"))
            .crumb(words.t("nav-supervision"), "/supervision"),
        headline: words.with("supervision-headline", &[("samples", &count)]),
        open,
        open_text: words.with("supervision-open", &[("count", &figures.count(open))]),
        requests: ask.caller.may(Action::AnswerDataRequest),
        rows: samples[pager.shown.clone()]
            .iter()
            .map(|sample| Row {
                address: address(sample.shard, &sample.id),
                commune: name(web, &sample.commune),
                review: format!("{} · {}", sample.review.year, sample.review.standard),
                households: figures.count(sample.households),
                population: figures.count(sample.population),
                by: sample.drawn_by.clone(),
                at: figures.moment(&sample.drawn_at),
            })
            .collect(),
        pager,
        form,
    })
}

/// From what may be drawn: the newest review of the first province, or those that the address names.
fn form(web: &Web, ask: &Ask) -> Result<Option<DrawForm>, Failure> {
    let wanted = ask.number("shard")?.map(Shard);
    let all = provinces(web, wanted)?;
    let Some(shard) = wanted.or_else(|| all.first().and_then(|pick| pick.value.parse().ok()).map(Shard)) else {
        return Ok(None);
    };
    let (reviews, review, communes) = web.desk.book(&ask.caller, shard, |book| {
        let mut reviews = book.store.reviews(shard)?;
        reviews.sort();
        reviews.reverse();
        let chosen = match ask.value("review") {
            Some(text) => {
                let (year, standard) = read_review(text)?;
                Some(book.review(year, Some(standard))?)
            }
            None => reviews.first().cloned(),
        };
        let communes = match &chosen {
            Some(review) => book.communes_to_draw(review)?,
            None => Vec::new(),
        };
        Ok((reviews, chosen, communes))
    })?;
    let Some(review) = review else { return Ok(None) };
    let value = |review: &domain::register::Review| format!("{}/{}", review.year, review.standard);
    let mut picks: Vec<Pick> =
        communes.iter().map(|key| Pick { value: key.to_string(), text: name(web, key), chosen: false }).collect();
    picks.sort_by_cached_key(|pick| vntext::order::sort_key(&pick.text));
    let law = &Oversight::bundled().sample;
    Ok(Some(DrawForm {
        shard: shard.0,
        provinces: all,
        reviews: reviews
            .iter()
            .map(|one| Pick {
                value: value(one),
                text: format!("{} · {}", one.year, one.standard),
                chosen: *one == review,
            })
            .collect(),
        review: value(&review),
        communes: picks,
        sizes: (law.least..=law.most)
            .map(|size| Pick { value: size.to_string(), text: size.to_string(), chosen: size == law.most })
            .collect(),
        clause: law.clause.clone(),
        verified: law.verified,
        note: law.note.get(ask.lang()).to_owned(),
    }))
}

fn read_review(text: &str) -> Result<(i16, &str), Failure> {
    let parts = text.split_once('/').and_then(|(year, standard)| Some((year.parse().ok()?, standard)));
    parts.ok_or_else(|| unchosen("review"))
}

/// The name of a unit of any time.
pub(crate) fn name(web: &Web, key: &AreaKey) -> String {
    web.desk.areas().get(key).map_or_else(|| key.to_string(), |unit| unit.name.clone())
}

fn unchosen(field: &str) -> Failure {
    Failure::new("CC-FIELD", "chưa chọn đợt rà soát hoặc xã", "no review or commune was chosen")
        .at(field)
        .remedy("chọn trong danh sách rồi gửi lại", "choose from the list and send it again")
}

fn address(shard: Shard, id: &str) -> String {
    Link::to(format!("/supervision/samples/{}/{id}", shard.0)).to_string()
}
