//! `/supervision/samples/{shard}/{id}`: the households of a sample, how they were drawn, and whether drawing again gives the
//! same.

use super::name;
use crate::ask::Ask;
use crate::frame::{Frame, Section};
use crate::link::Link;
use crate::pages::households::{class_word, household_address};
use crate::serve::{Web, page};
use app::{Repeat, Shard};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use base::Failure;
use domain::access::Action;
use engine::pack;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "sample.html")]
struct SamplePage {
    frame: Frame,
    headline: String,
    lead: String,
    rows: Vec<Row>,
    /// Name and value of what it was drawn with.
    facts: Vec<(String, String)>,
    same: bool,
    differs: bool,
    repeat: String,
    /// Where a finding about the commune is recorded; empty for those who may not.
    observe: String,
    source: String,
}

struct Row {
    address: String,
    code: String,
    head: String,
    village: String,
    class: &'static str,
    class_name: String,
    members: String,
    observe: String,
}

/// Answers the page.
pub(crate) async fn show(web: State<Arc<Web>>, Path((shard, id)): Path<(i64, String)>, ask: Ask) -> Response {
    page(web, ask, move |web, ask| build(web, ask, Shard(shard), &id)).await
}

fn build(web: &Web, ask: &Ask, shard: Shard, id: &str) -> Result<SamplePage, Failure> {
    let (words, figures, lang) = (ask.words(), ask.figures(), ask.lang());
    let (sample, drawn, repeat) = web.desk.book(&ask.caller, shard, |book| book.sample(id))?;
    let pack = pack::find(&sample.review.standard)?;
    let commune = name(web, &sample.commune);
    let year = sample.review.year.to_string();
    let records = ask.caller.may(Action::RecordObservation);
    let observe = || {
        if records {
            Link::to("/supervision/observe").with("shard", shard.0).with("sample", &sample.id)
        } else {
            Link::to("")
        }
    };
    let of_household = |code: &str| if records { observe().with("household", code).to_string() } else { String::new() };
    let households = figures.count(sample.households);
    let values = [("households", &*households), ("commune", &commune), ("year", &year)];
    let population = figures.count(sample.population);
    let repeat_key = match repeat {
        Repeat::Same => "sample-same",
        Repeat::ListChanged => "sample-list-changed",
        Repeat::Untellable => "sample-untellable",
        Repeat::Differs => "sample-differs",
    };
    Ok(SamplePage {
        frame: Frame::new(ask, Section::Supervision, words.with("sample-title", &values))
            .crumb(words.t("nav-supervision"), "/supervision")
            .crumb(words.with("sample-title", &values), &ask.path)
            .scope(&commune),
        headline: words.with("sample-headline", &values),
        lead: words.with("sample-lead", &[("population", &population), ("standard", pack.name.get(lang))]),
        rows: drawn
            .iter()
            .map(|one| Row {
                address: household_address(shard, &one.code),
                observe: of_household(&one.code),
                code: one.code.clone(),
                head: one.head.clone(),
                village: one.village.clone(),
                class: one.class.map_or("not", class_word),
                class_name: match one.class {
                    Some(class) => pack.class(class).map_or("", |rule| rule.name.get(lang)).to_owned(),
                    None => words.t("sample-taken-back"),
                },
                members: figures.count(one.members),
            })
            .collect(),
        facts: [
            ("sample-seed", sample.seed.clone()),
            ("sample-population", population.clone()),
            ("sample-digest", sample.digest.clone()),
            ("sample-by", sample.drawn_by.clone()),
            ("sample-at", figures.moment(&sample.drawn_at)),
        ]
        .map(|(key, value)| (words.t(key), value))
        .into(),
        same: repeat == Repeat::Same,
        differs: repeat == Repeat::Differs,
        repeat: words.t(repeat_key),
        observe: if records { observe().with("commune", &sample.commune).to_string() } else { String::new() },
        source: words.with("sample-source", &[("id", &sample.id), ("day", &figures.day((web.today)()))]),
    })
}
