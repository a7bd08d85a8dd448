//! `/trail/verify`: the chains proved, record by record and row by row, by somebody who may.

use crate::ask::Ask;
use crate::frame::{Frame, Section};
use crate::serve::{Web, page};
use app::Verified;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use base::Failure;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "verify.html")]
struct VerifyPage {
    frame: Frame,
    result: Option<Outcome>,
}

/// What came out.
struct Outcome {
    at: String,
    by: String,
    seconds: String,
    chains: Vec<Line>,
    /// Where the first record lies that does not hold, and what is wrong.
    broken: Option<(String, String)>,
    recorded: bool,
}

struct Line {
    name: String,
    records: String,
    digests: String,
    head: String,
}

/// The form, and what the last verification found.
pub(crate) async fn show(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, |web, ask| {
        let last = web.desk.verified(&ask.caller)?;
        build(web, ask, last)
    })
    .await
}

/// Verifies now.
pub(crate) async fn run(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, |web, ask| {
        let verified = web.desk.verify(&ask.caller, &web.ctx(ask, ""), &*web.now)?;
        build(web, ask, Some(verified))
    })
    .await
}

fn build(web: &Web, ask: &Ask, verified: Option<Verified>) -> Result<VerifyPage, Failure> {
    let (words, figures) = (ask.words(), ask.figures());
    let provinces = web.desk.provinces()?;
    let frame = Frame::new(ask, Section::Trail, words.t("verify-title"))
        .crumb(words.t("nav-trail"), "/trail")
        .crumb(words.t("verify-title"), "/trail/verify");
    let result = verified.map(|verified| Outcome {
        at: figures.moment(&verified.at),
        by: if verified.by.is_empty() { words.t("trail-operator") } else { verified.by },
        seconds: figures.count(verified.seconds),
        chains: verified
            .chains
            .into_iter()
            .map(|chain| Line {
                name: match provinces.iter().find(|row| row.code == chain.code) {
                    Some(row) => row.name.clone(),
                    None if chain.code.is_empty() => words.t("trail-deployment"),
                    None => chain.code,
                },
                records: figures.count(chain.records),
                digests: figures.count(chain.digests),
                head: chain.head,
            })
            .collect(),
        broken: verified.broken.map(|(place, message)| (place, message.get(ask.lang()).to_owned())),
        recorded: verified.recorded,
    });
    Ok(VerifyPage { frame, result })
}
