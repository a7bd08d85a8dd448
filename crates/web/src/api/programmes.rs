//! `/api/v1/programmes`: programmes with their targets, and where each target stands on a day.

use super::dto::{Bilingual, Place};
use super::problem::Problems;
use super::read::{At, Day, Query};
use super::standing::{Quoted, TargetStanding};
use crate::ask::Ask;
use crate::serve::Web;
use app::programme::Watched;
use axum::extract::State;
use axum::response::Response;
use base::Failure;
use domain::programme::{Programme, Statement, Tally, check};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// As of when.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct AsOf {
    /// The day: only what was known and valid then counts. Today if it is not given.
    #[param(inline)]
    pub(super) day: Option<Day>,
}

impl AsOf {
    pub(super) fn day(&self, web: &Web) -> jiff::civil::Date {
        self.day.map_or_else(|| (web.today)(), |day| day.0)
    }
}

/// All programmes.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProgrammeList {
    /// As of.
    day: Day,
    /// The programmes.
    programmes: Vec<ProgrammeLine>,
}

/// A programme.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProgrammeLine {
    /// Its id in every address.
    #[schema(example = "ninh-binh-kh-151")]
    id: String,
    /// Its name.
    name: Bilingual,
    /// Whose it is.
    area: Place,
    /// First year.
    first_year: i16,
    /// Last year.
    last_year: i16,
    /// Whether its figures are made up as an example.
    synthetic: bool,
    /// The day it was closed; null while it runs.
    closed: Option<Day>,
    /// How many of its targets are in each state.
    targets: StateCounts,
}

/// How many targets are in which state.
#[derive(Debug, Serialize, ToSchema)]
struct StateCounts {
    /// Đạt.
    met: u64,
    /// Đúng tiến độ.
    on_track: u64,
    /// Có nguy cơ.
    at_risk: u64,
    /// Chậm.
    behind: u64,
    /// Chưa đo được.
    not_measured: u64,
}

/// A programme with all of its targets.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProgrammeWhole {
    /// As of.
    day: Day,
    /// The programme.
    programme: ProgrammeLine,
    /// Its versions, the first one first.
    versions: Vec<ProgrammeVersion>,
    /// The targets in force on the day.
    targets: Vec<TargetStanding>,
    /// Figures that its text publishes; none of them is a count of the register.
    statements: Vec<PublishedFigure>,
    /// Sums of its text that do not come out.
    findings: Vec<SumFound>,
}

/// A version.
#[derive(Debug, Serialize, ToSchema)]
struct ProgrammeVersion {
    /// The document that set it, by id.
    document: String,
    /// From when; null where the text gives no day.
    date: Option<Day>,
    /// Why it was changed.
    why: Option<Bilingual>,
    /// The targets that it ends without another in their place, by id.
    ends: Vec<String>,
    /// The words.
    quote: Quoted,
}

/// A figure of a text.
#[derive(Debug, Serialize, ToSchema)]
struct PublishedFigure {
    /// Id inside the programme.
    id: String,
    /// What it is.
    name: Bilingual,
    /// A decimal, or a fraction `a/b` where no decimal is exact.
    value: String,
    /// Of what.
    unit: &'static str,
    /// The unit it is about.
    area: Place,
    /// Which households.
    households: String,
    /// The day it holds on; null where the text gives none.
    on: Option<Day>,
    /// How it came about.
    basis: &'static str,
    /// The words.
    quote: Quoted,
}

/// A contradiction.
#[derive(Debug, Serialize, ToSchema)]
struct SumFound {
    /// Stable code.
    code: String,
    /// What was found, in Vietnamese.
    message: String,
}

/// Programmes
#[utoipa::path(get, path = "/api/v1/programmes", operation_id = "list_programmes", tag = "programmes", params(AsOf), responses((status = 200, body = ProgrammeList, description = "All programmes"), Problems))]
pub(super) async fn list(State(web): State<Arc<Web>>, ask: Ask, Query(asked): Query<AsOf>) -> Response {
    super::json(web, ask, move |web, ask| {
        let day = asked.day(web);
        let programmes = web.desk.programmes_for(&ask.caller)?;
        let line = |programme: &Programme| {
            let watched = web.desk.watch(&ask.caller, &programme.id, day)?;
            Ok(line(web, &watched))
        };
        let programmes = programmes.programmes.iter().map(line).collect::<Result<_, Failure>>()?;
        Ok(ProgrammeList { day: Day(day), programmes })
    })
    .await
}

/// One programme
#[utoipa::path(get, path = "/api/v1/programmes/{id}", operation_id = "get_programme", tag = "programmes", params(("id" = String, Path, description = "The programme, by id"), AsOf), responses((status = 200, body = ProgrammeWhole, description = "The programme with where its targets stand"), Problems))]
pub(super) async fn one(
    State(web): State<Arc<Web>>,
    ask: Ask,
    At(id): At<String>,
    Query(asked): Query<AsOf>,
) -> Response {
    super::json(web, ask, move |web, ask| {
        let day = asked.day(web);
        let watched = web.desk.watch(&ask.caller, &id, day)?;
        let (programme, areas) = (watched.programme(), web.desk.areas());
        let standings = watched.standings(areas);
        let found = |one: base::Finding| SumFound { code: one.code.to_owned(), message: one.message.vi };
        Ok(ProgrammeWhole {
            day: Day(day),
            programme: line(web, &watched),
            versions: programme
                .versions
                .iter()
                .map(|one| ProgrammeVersion {
                    document: one.document.clone(),
                    date: one.date.map(Day),
                    why: one.why.as_ref().map(Bilingual::of),
                    ends: one.ends.clone(),
                    quote: Quoted::of(&one.quote),
                })
                .collect(),
            targets: standings.iter().map(|(target, standing)| TargetStanding::of(web, target, standing)).collect(),
            statements: programme.statements.iter().map(|one| statement(web, one)).collect(),
            findings: check(programme).into_iter().map(found).collect(),
        })
    })
    .await
}

fn line(web: &Web, watched: &Watched) -> ProgrammeLine {
    let programme = watched.programme();
    let standings = watched.standings(web.desk.areas());
    let tally = Tally::of(standings.iter().map(|(_, standing)| standing));
    let count = |count: usize| count as u64;
    ProgrammeLine {
        id: programme.id.clone(),
        name: Bilingual::of(&programme.name),
        area: Place::of(web, &programme.area),
        first_year: programme.first_year,
        last_year: programme.last_year,
        synthetic: programme.synthetic,
        closed: programme.closed.map(Day),
        targets: StateCounts {
            met: count(tally.met),
            on_track: count(tally.on_track),
            at_risk: count(tally.at_risk),
            behind: count(tally.behind),
            not_measured: count(tally.not_measured),
        },
    }
}

fn statement(web: &Web, one: &Statement) -> PublishedFigure {
    PublishedFigure {
        id: one.id.clone(),
        name: Bilingual::of(&one.name),
        value: one.value.to_string(),
        unit: one.unit.word(),
        area: Place::of(web, &one.area),
        households: one.households.word().to_owned(),
        on: one.on.map(Day),
        basis: one.basis.word(),
        quote: Quoted::of(&one.quote),
    }
}
