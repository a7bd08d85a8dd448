//! `/api/v1/results`: published figures, each with where it was read.

use super::dto::Place;
use super::problem::Problems;
use super::read::{Code, Paged, Query, Year};
use crate::ask::{Ask, unreadable};
use crate::serve::Web;
use axum::extract::State;
use axum::response::Response;
use domain::result::{Fact, Measure, Part, Selection, SourceKind, Status};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// Which figures.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ResultsAsked {
    /// Only those of the unit with this code.
    #[param(inline)]
    area: Option<Code>,
    /// Only those at the end of this year.
    #[param(inline)]
    year: Option<Year>,
    /// Only those of this measure, such as `poor_households` or `poor_rate`.
    measure: Option<String>,
    /// Only those by this standard.
    standard: Option<String>,
    /// Only those so settled.
    #[param(inline)]
    status: Option<StatusWord>,
    /// Which page of the list.
    #[param(minimum = 1, maximum = 10_000_000)]
    page: Option<u64>,
    /// How many on a page; 50 if it is not given.
    #[param(minimum = 1, maximum = 500)]
    per_page: Option<u64>,
}

/// How settled a figure is.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum StatusWord {
    /// Approved.
    Official,
    /// Sơ bộ.
    Preliminary,
    /// By arithmetic from other figures.
    Derived,
}

/// A page of figures.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ResultList {
    /// How many there are.
    total: u64,
    /// Those of the page.
    results: Vec<Published>,
}

/// A published figure.
#[derive(Debug, Serialize, ToSchema)]
struct Published {
    /// The unit that the code meant on 31 December of the year.
    area: Place,
    /// Which of its households; empty for all.
    part: &'static str,
    /// The year at whose end it holds.
    year: i16,
    /// What is measured.
    measure: &'static str,
    /// The figure as it was printed: digits and a point.
    #[schema(example = "4.03")]
    value: String,
    /// By which standard.
    standard: String,
    /// How settled it is.
    status: &'static str,
    /// From the yearly review, or from a sample survey: never compared with each other.
    source_kind: &'static str,
    /// The decision that carries it; empty when not known.
    decision: String,
    /// Where it was read.
    source: String,
    /// How far it was compared with a publication.
    verified: &'static str,
    /// What a reader must know.
    note: String,
    /// File and line of it in the program's data.
    place: String,
}

/// Published figures
#[utoipa::path(get, path = "/api/v1/results", operation_id = "list_results", tag = "results", params(ResultsAsked), responses((status = 200, body = ResultList, description = "A page of figures"), Problems))]
pub(super) async fn list(State(web): State<Arc<Web>>, ask: Ask, Query(asked): Query<ResultsAsked>) -> Response {
    super::json(web, ask, move |web, _| {
        let paged = Paged::of(asked.page, asked.per_page)?;
        let measure =
            asked.measure.as_deref().map(|word| Measure::from_word(word).ok_or_else(|| unreadable("measure", word)));
        let selection = Selection {
            area: asked.area.as_ref().map(|code| code.0.clone()),
            year: asked.year.map(|year| year.0),
            measure: measure.transpose()?,
            standard: asked.standard.clone(),
            status: asked.status.map(StatusWord::status),
            ..Selection::default()
        };
        let facts = web.desk.results().select(&selection);
        let total = facts.len() as u64;
        Ok(ResultList { total, results: paged.cut(facts).map(|fact| published(web, fact)).collect() })
    })
    .await
}

fn published(web: &Web, fact: &Fact) -> Published {
    Published {
        area: Place::of(web, &fact.area),
        part: Part::word(fact.part),
        year: fact.year,
        measure: fact.measure.word(),
        value: fact.value.to_string(),
        standard: fact.standard.to_string(),
        status: Status::word(fact.status),
        source_kind: SourceKind::word(fact.source_kind),
        decision: fact.decision.clone(),
        source: fact.source.clone(),
        verified: fact.verified.word(),
        note: fact.note.clone(),
        place: fact.place(),
    }
}

impl StatusWord {
    fn status(self) -> Status {
        match self {
            Self::Official => Status::Official,
            Self::Preliminary => Status::Preliminary,
            Self::Derived => Status::Derived,
        }
    }
}
