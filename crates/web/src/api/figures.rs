//! `/api/v1/figures`: what a review counted in a unit and right below it.

use super::dto::{Bilingual, Place, Tallied};
use super::problem::Problems;
use super::read::{Code, Day, Query, Year};
use crate::ask::Ask;
use crate::pages::area::find;
use crate::serve::Web;
use axum::extract::State;
use axum::response::Response;
use base::{Failure, Finding, Level};
use domain::form::{ChildCounts, ClassCounts, Counts, Flows, UnitCounts};
use engine::Pack;
use engine::pack::Named;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// Which figures.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct FiguresAsked {
    /// The unit.
    #[param(inline)]
    area: Code,
    /// The day whose units are meant: a review is restated over mergers. Today if it is not given.
    #[param(inline)]
    on: Option<Day>,
    /// The year of the review; the newest if it is not given.
    #[param(inline)]
    year: Option<Year>,
    /// The standard, where a year was reviewed by two.
    standard: Option<String>,
}

/// A review of a unit.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Figures {
    /// Year.
    year: i16,
    /// Standard.
    standard: String,
    /// The unit.
    unit: UnitFigures,
    /// The units right below it.
    parts: Vec<UnitFigures>,
    /// What the checks found, such as communes that were split.
    findings: Vec<CheckFound>,
}

/// A unit and what was counted in it.
#[derive(Debug, Serialize, ToSchema)]
struct UnitFigures {
    /// The unit.
    area: Place,
    /// Null where a part of the unit was split and its households are not assigned: a sum of the rest would look whole.
    counts: Option<UnitCounted>,
}

/// What was counted.
#[derive(Debug, Serialize, ToSchema)]
struct UnitCounted {
    /// All who live there, if it is known.
    population: Option<Tallied>,
    /// Poor households.
    poor: ClassFigures,
    /// Near-poor households.
    near_poor: ClassFigures,
    /// How the poor changed since the review before; null in the first year of a standard.
    poor_flows: Option<ClassMoved>,
    /// How the near-poor changed.
    near_poor_flows: Option<ClassMoved>,
}

/// Households of a class.
#[derive(Debug, Serialize, ToSchema)]
struct ClassFigures {
    /// All of them.
    all: Tallied,
    /// Households deprived of each indicator, by its id.
    indicators: BTreeMap<String, u64>,
    /// Households with each cause, by its id; one may have several.
    causes: BTreeMap<String, u64>,
    /// Ethnic-minority households.
    ethnic_minority: Tallied,
    /// Households without capacity for labour.
    no_labour_capacity: Tallied,
    /// Households with a person of merit.
    merit: Tallied,
    /// Households headed by a woman.
    female_head: u64,
    /// ChildFigures under 16 and what they lack.
    children: ChildFigures,
}

/// ChildFigures under 16.
#[derive(Debug, Serialize, ToSchema)]
struct ChildFigures {
    /// All.
    all: u64,
    /// Without health insurance.
    health_insurance: u64,
    /// Malnourished.
    nutrition: u64,
    /// Not in the right level of school.
    school: u64,
}

/// Closing = opening − `to_pair` − `out` − `other_down` + `from_pair` + `again` + `new` + `other_up`.
#[derive(Debug, Serialize, ToSchema)]
struct ClassMoved {
    /// At the review before.
    opening: Tallied,
    /// To the other of the two classes.
    to_pair: Tallied,
    /// Passed the near-poor line.
    out: Tallied,
    /// Left for another reason than poverty.
    other_down: Tallied,
    /// From the other of the two classes.
    from_pair: Tallied,
    /// Came back.
    again: Tallied,
    /// New.
    new: Tallied,
    /// Entered for another reason than poverty.
    other_up: Tallied,
    /// At this review.
    closing: Tallied,
}

/// A finding.
#[derive(Debug, Serialize, ToSchema)]
struct CheckFound {
    /// Where.
    place: String,
    /// What.
    message: Bilingual,
}

/// What a review counted
#[utoipa::path(get, path = "/api/v1/figures", operation_id = "read_figures", tag = "register", security(("key" = [])), params(FiguresAsked), responses((status = 200, body = Figures, description = "The figures"), Problems))]
pub(super) async fn show(State(web): State<Arc<Web>>, ask: Ask, Query(asked): Query<FiguresAsked>) -> Response {
    super::json(web, ask, move |web, ask| {
        let on = asked.on.map_or_else(|| (web.today)(), |day| day.0);
        let (unit, areas) = (find(web, &asked.area.0, on)?, web.desk.areas());
        let above =
            if unit.level == Level::Province { Some(&unit) } else { areas.ancestor(&unit.key, Level::Province) };
        let province = match above {
            Some(above) => web.desk.province(&above.key.code, on)?,
            None => None,
        };
        let province = province.ok_or_else(|| nothing(&unit.name))?;
        let (year, standard) = (asked.year.map(|year| year.0), asked.standard.as_deref());
        let review = web.desk.book(&ask.caller, province.shard, |book| {
            let newest = book.store.reviews(province.shard)?.iter().map(|review| review.year).max();
            book.review(year.or(newest).unwrap_or_default(), standard)
        })?;
        let year = web.desk.year(&ask.caller, province.shard, &review, &unit.key.code, on)?;
        let unit = |unit: &UnitCounts| UnitFigures {
            area: Place::of(web, &unit.key),
            counts: unit.counts.as_ref().map(|counts| UnitCounted::of(year.pack, counts)),
        };
        Ok(Figures {
            year: year.review.year,
            standard: year.review.standard.clone(),
            unit: unit(&year.root),
            parts: year.root.children.iter().map(unit).collect(),
            findings: year.findings.iter().map(found).collect(),
        })
    })
    .await
}

/// The failure of a unit whose province has no register here.
fn nothing(name: &str) -> Failure {
    Failure::new("CC-REVIEW-NONE", "sổ không có tỉnh của đơn vị này", "the register has no province of this unit")
        .at(name)
        .remedy("xem /api/v1/provinces", "see /api/v1/provinces")
}

fn found(finding: &Finding) -> CheckFound {
    CheckFound { place: finding.place.clone(), message: Bilingual::of(&finding.message) }
}

impl UnitCounted {
    fn of(pack: &Pack, counts: &Counts) -> Self {
        Self {
            population: counts.population.map(Tallied::of),
            poor: ClassFigures::of(pack, &counts.poor),
            near_poor: ClassFigures::of(pack, &counts.near_poor),
            poor_flows: counts.poor_flows.as_ref().map(ClassMoved::of),
            near_poor_flows: counts.near_poor_flows.as_ref().map(ClassMoved::of),
        }
    }
}

impl ClassFigures {
    fn of(pack: &Pack, counts: &ClassCounts) -> Self {
        let indicators = pack.indicators.iter().map(|one| one.id.clone()).zip(counts.indicators.iter().copied());
        let causes = pack.causes.iter().map(|one: &Named| one.id.clone()).zip(counts.causes.iter().copied());
        let ChildCounts { all, health_insurance, nutrition, education } = counts.children;
        Self {
            all: Tallied::of(counts.all),
            indicators: indicators.collect(),
            causes: causes.collect(),
            ethnic_minority: Tallied::of(counts.minority),
            no_labour_capacity: Tallied::of(counts.no_labour_capacity),
            merit: Tallied::of(counts.merit),
            female_head: counts.female_head,
            children: ChildFigures { all, health_insurance, nutrition, school: education },
        }
    }
}

impl ClassMoved {
    fn of(flows: &Flows) -> Self {
        Self {
            opening: Tallied::of(flows.opening),
            to_pair: Tallied::of(flows.to_pair),
            out: Tallied::of(flows.out),
            other_down: Tallied::of(flows.other_down),
            from_pair: Tallied::of(flows.from_pair),
            again: Tallied::of(flows.again),
            new: Tallied::of(flows.new),
            other_up: Tallied::of(flows.other_up),
            closing: Tallied::of(flows.closing),
        }
    }
}
