//! `/api/v1/areas`: administrative units through time.

use super::dto::{Area, Place};
use super::problem::Problems;
use super::read::{At, Code, Day, Paged, Query};
use crate::ask::Ask;
use crate::pages::area::find;
use crate::serve::Web;
use axum::extract::State;
use axum::response::Response;
use base::{AreaKey, Level};
use domain::area::{Extent, Unit};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// Which units.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct AreasAsked {
    /// Only those of this level.
    #[param(inline)]
    level: Option<LevelWord>,
    /// Only those right below or further below this unit of the day.
    #[param(inline)]
    under: Option<Code>,
    /// Only those whose name or code is like this, with or without diacritics, the best first.
    q: Option<String>,
    /// The day on which they must exist; today if it is not given.
    #[param(inline)]
    on: Option<Day>,
    /// Which page of the list.
    #[param(minimum = 1, maximum = 10_000_000)]
    page: Option<u64>,
    /// How many on a page; 50 if it is not given.
    #[param(minimum = 1, maximum = 500)]
    per_page: Option<u64>,
}

/// A level of the tree.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum LevelWord {
    /// Cả nước.
    Country,
    /// Vùng.
    Region,
    /// Tỉnh.
    Province,
    /// Huyện, until 30/6/2025.
    District,
    /// Xã.
    Commune,
}

/// A page of units.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AreaList {
    /// How many there are.
    total: u64,
    /// Those of the page.
    areas: Vec<Area>,
}

/// A unit with what is above it, what it came from and what became of it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AreaWhole {
    /// The unit.
    unit: Area,
    /// The units above, the nearest first.
    above: Vec<Place>,
    /// What it was made of, the day before its first.
    made_of: Vec<AreaShare>,
    /// What became of it, the day after its last; empty while it exists.
    became: Vec<AreaShare>,
    /// All that the code ever meant, oldest first.
    history: Vec<Area>,
}

/// A unit that another one went into.
#[derive(Debug, Serialize, ToSchema)]
struct AreaShare {
    /// The unit.
    unit: Place,
    /// Whether the whole of the older one went into the newer one.
    whole: bool,
}

/// The day of a question about a unit.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct DayAsked {
    /// The day whose unit the code names; today if it is not given.
    #[param(inline)]
    on: Option<Day>,
}

/// Units of a day
#[utoipa::path(get, path = "/api/v1/areas", operation_id = "list_areas", tag = "areas", params(AreasAsked), responses((status = 200, body = AreaList, description = "A page of units"), Problems))]
pub(super) async fn list(State(web): State<Arc<Web>>, ask: Ask, Query(asked): Query<AreasAsked>) -> Response {
    super::json(web, ask, move |web, _| {
        let paged = Paged::of(asked.page, asked.per_page)?;
        let on = asked.on.map_or_else(|| (web.today)(), |day| day.0);
        let areas = web.desk.areas();
        let mut units: Vec<&Unit> = match asked.q.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
            Some(text) => areas.find(text, Some(on)).into_iter().map(|found| found.unit).collect(),
            None => areas.all().filter(|unit| unit.valid_on(on) && unit.level != Level::Village).collect(),
        };
        if let Some(level) = asked.level.map(LevelWord::level) {
            units.retain(|unit| unit.level == level);
        }
        if let Some(Code(code)) = &asked.under {
            let above = find(web, code, on)?.key;
            units.retain(|unit| areas.above(&unit.key).iter().any(|one| one.key == above));
        }
        let total = units.len() as u64;
        Ok(AreaList { total, areas: paged.cut(units).map(|unit| Area::of(web, unit)).collect() })
    })
    .await
}

/// One unit through time
#[utoipa::path(get, path = "/api/v1/areas/{code}", operation_id = "read_area", tag = "areas", params(("code" = String, Path, description = "Official code", example = "46"), DayAsked), responses((status = 200, body = AreaWhole, description = "The unit"), Problems))]
pub(super) async fn one(
    State(web): State<Arc<Web>>,
    At(code): At<String>,
    ask: Ask,
    Query(asked): Query<DayAsked>,
) -> Response {
    super::json(web, ask, move |web, _| {
        let on = asked.on.map_or_else(|| (web.today)(), |day| day.0);
        let (unit, areas) = (find(web, &code, on)?, web.desk.areas());
        let shares = |units: Vec<(AreaKey, Extent)>| {
            let share = |(key, extent): (AreaKey, Extent)| AreaShare {
                unit: Place::of(web, &key),
                whole: extent == Extent::Whole,
            };
            units.into_iter().map(share).collect::<Vec<_>>()
        };
        let before = unit.key.valid_from.yesterday().map(|day| areas.predecessors(&unit.key, day));
        let after = unit.valid_to.and_then(|day| day.tomorrow().ok()).map(|day| areas.successors(&unit.key, day));
        Ok(AreaWhole {
            above: areas.above(&unit.key).into_iter().map(|one| Place::of(web, &one.key)).collect(),
            made_of: shares(before.unwrap_or_default()),
            became: shares(after.unwrap_or_default()),
            history: areas.history(&unit.key.code).map(|one| Area::of(web, one)).collect(),
            unit: Area::of(web, &unit),
        })
    })
    .await
}

impl LevelWord {
    fn level(self) -> Level {
        match self {
            Self::Country => Level::Country,
            Self::Region => Level::Region,
            Self::Province => Level::Province,
            Self::District => Level::District,
            Self::Commune => Level::Commune,
        }
    }
}
