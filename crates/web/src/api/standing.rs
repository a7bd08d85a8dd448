//! Where a target stands, and where those stand to whom it was given on.

use super::dto::{Bilingual, Place};
use super::problem::Problems;
use super::read::{At, Code, Day, Query};
use crate::ask::Ask;
use crate::serve::Web;
use app::Axis;
use axum::extract::State;
use axum::response::Response;
use base::Failure;
use domain::programme::cascade::{Recipient, limit};
use domain::programme::{Amount, Due, Exact, Judged, Quote, Standing, State as Stands, Target};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// Words of a text.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Quoted {
    /// The sentence or clause.
    words: String,
    /// The text they stand in, by its title.
    text: String,
    /// Whether they are the text's own words.
    exact: bool,
}

impl Quoted {
    pub(super) fn of(quote: &Quote) -> Self {
        Self { words: quote.words.clone(), text: quote.text.clone(), exact: quote.exact }
    }
}

/// A figure with its unit: per cent of rates and percentage points of their differences are two units.
#[derive(Debug, Serialize, ToSchema)]
struct Measured {
    /// A decimal, or a fraction `a/b` where no decimal is exact.
    #[schema(example = "4776.5")]
    value: String,
    /// Of what.
    #[schema(example = "households")]
    unit: &'static str,
}

impl Measured {
    fn of(amount: Amount) -> Self {
        Self { value: amount.value.to_string(), unit: amount.unit.word() }
    }
}

/// One version of the newest figure, judged by itself.
#[derive(Debug, Serialize, ToSchema)]
struct FigureJudged {
    /// The day it holds on.
    on: Day,
    /// How settled it is.
    version: &'static str,
    /// Where it comes from: never mixed.
    source: &'static str,
    /// From when it was known; null where nobody wrote it down.
    known_from: Option<Day>,
    /// The figure; null for an event.
    value: Option<Measured>,
    /// Its two counts, where it is a share known by them.
    part: Option<u64>,
    /// Of how many.
    whole: Option<u64>,
    /// What the path asks for on its day.
    path: Option<Measured>,
    /// Figure less path.
    gap: Option<Measured>,
    /// The state that this version alone gives.
    state: &'static str,
    /// The decision, report or row that carries it.
    evidence: String,
}

/// What one method expects.
#[derive(Debug, Serialize, ToSchema)]
struct Expected {
    /// The method.
    method: Bilingual,
    /// The value on the day the target is due.
    value: String,
}

/// A target and where it stands.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TargetStanding {
    /// Id inside the programme.
    id: String,
    /// Its name.
    name: Bilingual,
    /// What kind of target it is.
    kind: &'static str,
    /// Whose.
    area: Place,
    /// Which of its households.
    households: String,
    /// The last day that is in time; null where there is none.
    due: Option<Day>,
    /// `on`, `before`, `always` or `open`.
    due_kind: &'static str,
    /// On which side of its limit it must lie; null without a limit.
    side: Option<&'static str>,
    /// The limit as the text gives it; of a relative target a multiple of its base.
    limit: Option<String>,
    /// What is to be reached in the unit of the figures.
    goal: Option<Measured>,
    /// The base, where it is known.
    base: Option<Measured>,
    /// The day of the base.
    base_on: Option<Day>,
    /// How the path goes: `none`, `linear`, `constant_rate` or `given`.
    path: &'static str,
    /// What the path asks for on the day, where the newest figure is older.
    path_today: Option<Measured>,
    /// Met, on_track, at_risk, behind or not_measured.
    state: &'static str,
    /// Why it is not measured.
    why: Option<Bilingual>,
    /// The versions of the newest figure, the one that counts first.
    figures: Vec<FigureJudged>,
    /// Where the figures lead, by method: a range, no interval of confidence.
    outlook: Vec<Expected>,
    /// How many figures of another source, series or standard were set aside.
    set_aside: u64,
    /// Responsible bodies, by id.
    lead: Vec<String>,
    /// The words that set it.
    quote: Quoted,
}

impl TargetStanding {
    pub(super) fn of(web: &Web, target: &Target, standing: &Standing) -> Self {
        let bound = limit(&target.kind);
        let outlook = standing.outlook.iter().flat_map(|outlook| &outlook.projection.values);
        let expected = |(method, value): &(domain::programme::projection::Method, Exact)| Expected {
            method: Bilingual::of(&method.name()),
            value: value.to_string(),
        };
        Self {
            id: target.id.clone(),
            name: Bilingual::of(&target.name),
            kind: target.kind.word(),
            area: Place::of(web, &target.area),
            households: target.households.word().to_owned(),
            due: target.due.last_day().map(Day),
            due_kind: match target.due {
                Due::On(_) => "on",
                Due::Before(_) => "before",
                Due::Always => "always",
                Due::Open => "open",
            },
            side: bound.map(|bound| bound.side.word()),
            limit: bound.map(|bound| bound.limit.to_string()),
            goal: standing.whole_goal.or(standing.goal).map(Measured::of),
            base: standing.base.map(|(_, base)| Measured::of(base)),
            base_on: standing.base.map(|(on, _)| Day(on)),
            path: target.path.word(),
            path_today: standing.today.as_ref().map(|today| Measured::of(today.path)),
            state: standing.state.word(),
            why: match &standing.state {
                Stands::NotMeasured(why) => Some(Bilingual::of(&why.name())),
                _ => None,
            },
            figures: standing.versions.iter().map(judged).collect(),
            outlook: outlook.map(expected).collect(),
            set_aside: standing.set_aside.len() as u64,
            lead: target.lead.clone(),
            quote: Quoted::of(&target.quote),
        }
    }
}

fn judged(one: &Judged) -> FigureJudged {
    let share = one.actual.reading.share();
    FigureJudged {
        on: Day(one.actual.on),
        version: one.actual.version.word(),
        source: one.actual.source.word(),
        known_from: one.actual.known_from.map(Day),
        value: one.value.map(Measured::of),
        part: share.map(|share| share.part),
        whole: share.map(|share| share.whole),
        path: one.path.map(Measured::of),
        gap: one.gap.map(Measured::of),
        state: one.state.word(),
        evidence: one.actual.evidence.clone(),
    }
}

/// Along what a target is given on.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum AxisWord {
    /// To the units below.
    Area,
    /// To agencies, each in its communes.
    Agency,
}

/// Which table.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct GivenAsked {
    /// The day: only what was known and valid then counts. Today if it is not given.
    #[param(inline)]
    day: Option<Day>,
    /// Whose table: the code of a unit on that day. That of the target's own unit if it is not given.
    #[param(inline)]
    area: Option<Code>,
    /// Along what; the units below if it is not given.
    #[param(inline)]
    axis: Option<AxisWord>,
    /// For which day the table is; the latest if it is not given.
    #[param(inline)]
    due: Option<Day>,
}

/// Where those stand to whom a target was given on.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct GivenTable {
    /// Whose target was given on; null where it was given to nobody yet.
    area: Option<Place>,
    /// The day that the table is for.
    due: Option<Day>,
    /// Number of the decision that approved it.
    decision: Option<String>,
    /// Day of that decision.
    decided: Option<Day>,
    /// How many parts the account may not see.
    hidden: u64,
    /// The parts.
    parts: Vec<GivenPart>,
}

/// Somebody with the part they were given.
#[derive(Debug, Serialize, ToSchema)]
struct GivenPart {
    /// The unit, or the commune that a village lies in or an agency works in.
    area: Place,
    /// The village, as the register writes it.
    village: Option<String>,
    /// The agency, by id.
    agency: Option<String>,
    /// What it set itself beside it.
    own: Option<String>,
    /// The part as a target of its own.
    target: TargetStanding,
}

/// Where those stand to whom a target was given on
#[utoipa::path(get, path = "/api/v1/programmes/{id}/targets/{target}/units", operation_id = "list_given", tag = "programmes", security(("key" = [])), params(("id" = String, Path, description = "The programme, by id"), ("target" = String, Path, description = "The target, by id"), GivenAsked), responses((status = 200, body = GivenTable, description = "The newest table that was approved by the day"), Problems))]
pub(super) async fn units(
    State(web): State<Arc<Web>>,
    ask: Ask,
    At((id, target)): At<(String, String)>,
    Query(asked): Query<GivenAsked>,
) -> Response {
    super::json(web, ask, move |web, ask| given(web, ask, &id, &target, &asked)).await
}

fn given(web: &Web, ask: &Ask, id: &str, target: &str, asked: &GivenAsked) -> Result<GivenTable, Failure> {
    let day = asked.day.map_or_else(|| (web.today)(), |day| day.0);
    let axis = match asked.axis {
        Some(AxisWord::Agency) => Axis::Agency,
        Some(AxisWord::Area) | None => Axis::Area,
    };
    let watched = web.desk.watch(&ask.caller, id, day)?;
    let code = asked.area.as_ref().map(|code| code.0.as_str());
    let on = web.desk.given_on(&ask.caller, &watched, target, code, axis, asked.due.map(|day| day.0))?;
    let part = |line: &app::programme::plan::GivenLine| GivenPart {
        area: Place::of(web, line.recipient.area()),
        village: match &line.recipient {
            Recipient::Village { village, .. } => Some(village.clone()),
            Recipient::Area(_) | Recipient::Agency { .. } => None,
        },
        agency: match &line.recipient {
            Recipient::Agency { agency, .. } => Some(agency.clone()),
            Recipient::Area(_) | Recipient::Village { .. } => None,
        },
        own: line.own.map(|own| own.to_string()),
        target: TargetStanding::of(web, &line.target, &line.standing),
    };
    Ok(GivenTable {
        area: on.as_ref().map(|on| Place::of(web, &on.area)),
        due: on.as_ref().map(|on| Day(on.due)),
        decision: on.as_ref().and_then(|on| Some(on.decision.as_ref()?.0.clone())),
        decided: on.as_ref().and_then(|on| Some(Day(on.decision.as_ref()?.1))),
        hidden: on.as_ref().map_or(0, |on| on.hidden as u64),
        parts: on.as_ref().map_or_else(Vec::new, |on| on.lines.iter().map(part).collect()),
    })
}
