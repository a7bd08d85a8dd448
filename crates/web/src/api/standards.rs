//! `/api/v1/standards`: the law on who is poor, by period, with its clauses.

use super::dto::{Bilingual, ClassWord, Law};
use super::problem::Problems;
use super::read::{At, Day};
use crate::ask::Ask;
use crate::serve::Web;
use axum::extract::State;
use axum::response::Response;
use engine::Class;
use engine::pack::{Indicator, Line, Named, Pack, Per, Validity, bundled, find};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::ToSchema;

/// All standards.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StandardList {
    /// The standards, oldest first.
    standards: Vec<Standard>,
}

/// A standard.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Standard {
    /// Its id in every file and address.
    #[schema(example = "vn-2022")]
    id: String,
    /// What people call it.
    name: Bilingual,
    /// Code of the province that set it; null for the national standard.
    province: Option<String>,
    /// The national standard whose results are reported beside it.
    beside: Option<String>,
    /// When it is in force.
    validity: Vec<InForce>,
}

/// A period of validity.
#[derive(Debug, Serialize, ToSchema)]
struct InForce {
    /// First day.
    from: Day,
    /// Last day; null while it is open.
    to: Option<Day>,
    /// The clause.
    law: Law,
}

/// A standard with all its items.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StandardWhole {
    #[serde(flatten)]
    standard: Standard,
    /// For how many months an income line is stated.
    #[schema(minimum = 1, maximum = 12)]
    months: i64,
    /// Income lines, lowest first; a household on the line is at most the line.
    lines: Vec<IncomeLine>,
    /// Indicators of deprivation, in the order of the law.
    indicators: Vec<StandardIndicator>,
    /// Classes, worst off first.
    classes: Vec<StandardClass>,
    /// Causes of poverty, in the order of the law.
    causes: Vec<StandardItem>,
    /// Sources by the short names that clauses use.
    sources: BTreeMap<String, String>,
    /// What is not known about the standard as a whole.
    unknown: Vec<Bilingual>,
}

/// An income line.
#[derive(Debug, Serialize, ToSchema)]
struct IncomeLine {
    /// Id.
    id: String,
    /// Name.
    name: Bilingual,
    /// Đồng per person in rural areas.
    rural: i64,
    /// Đồng per person in urban areas.
    urban: i64,
    /// The clause.
    law: Law,
}

/// An indicator.
#[derive(Debug, Serialize, ToSchema)]
struct StandardIndicator {
    /// Id.
    id: String,
    /// Id of its dimension.
    dimension: String,
    /// Name.
    name: Bilingual,
    /// Who is deprived, in the words of the law.
    threshold: Bilingual,
    /// The clause.
    law: Law,
}

/// A class.
#[derive(Debug, Serialize, ToSchema)]
struct StandardClass {
    /// Which.
    class: ClassWord,
    /// What the law calls it.
    name: Bilingual,
    /// The clause.
    law: Law,
}

/// A named item.
#[derive(Debug, Serialize, ToSchema)]
struct StandardItem {
    /// Id.
    id: String,
    /// Name.
    name: Bilingual,
    /// The clause.
    law: Law,
}

/// The standards
#[utoipa::path(get, path = "/api/v1/standards", operation_id = "list_standards", tag = "standards", responses((status = 200, body = StandardList, description = "The standards"), Problems))]
pub(super) async fn list(State(web): State<Arc<Web>>, ask: Ask) -> Response {
    super::json(web, ask, |_, _| Ok(StandardList { standards: bundled().iter().map(standard).collect() })).await
}

/// One standard with its lines, indicators, classes and causes
#[utoipa::path(get, path = "/api/v1/standards/{id}", operation_id = "read_standard", tag = "standards", params(("id" = String, Path, description = "Id", example = "vn-2022")), responses((status = 200, body = StandardWhole, description = "The standard"), Problems))]
pub(super) async fn one(State(web): State<Arc<Web>>, At(id): At<String>, ask: Ask) -> Response {
    super::json(web, ask, move |_, _| {
        let pack = find(&id)?;
        Ok(StandardWhole {
            standard: standard(pack),
            months: Per::months(pack.per),
            lines: pack.lines.iter().map(line).collect(),
            indicators: pack.indicators.iter().map(|one| deprived(pack, one)).collect(),
            classes: pack
                .classes
                .iter()
                .map(|rule| StandardClass {
                    class: ClassWord::of(rule.class),
                    name: Bilingual::of(&rule.name),
                    law: Law::of(&rule.law),
                })
                .collect(),
            causes: pack.causes.iter().map(item).collect(),
            sources: pack.sources.clone(),
            unknown: pack.unknown.iter().map(Bilingual::of).collect(),
        })
    })
    .await
}

fn standard(pack: &Pack) -> Standard {
    let in_force =
        |one: &Validity| InForce { from: Day(one.period.from), to: one.period.to.map(Day), law: Law::of(&one.law) };
    Standard {
        id: pack.id.clone(),
        name: Bilingual::of(&pack.name),
        province: pack.province.clone(),
        beside: pack.beside.clone(),
        validity: pack.validity.iter().map(in_force).collect(),
    }
}

fn line(line: &Line) -> IncomeLine {
    let [rural, urban] = line.amount;
    IncomeLine { id: line.id.clone(), name: Bilingual::of(&line.name), rural, urban, law: Law::of(&line.law) }
}

fn deprived(pack: &Pack, one: &Indicator) -> StandardIndicator {
    StandardIndicator {
        id: one.id.clone(),
        dimension: pack.dimensions.get(one.dimension).map_or_else(String::new, |named| named.id.clone()),
        name: Bilingual::of(&one.name),
        threshold: Bilingual::of(&one.threshold),
        law: Law::of(&one.law),
    }
}

fn item(one: &Named) -> StandardItem {
    StandardItem { id: one.id.clone(), name: Bilingual::of(&one.name), law: Law::of(&one.law) }
}

impl ClassWord {
    pub(super) fn of(class: Class) -> Self {
        match class {
            Class::Poor => Self::Poor,
            Class::NearPoor => Self::NearPoor,
            Class::Average => Self::Average,
            Class::NotPoor => Self::NotPoor,
        }
    }
}
