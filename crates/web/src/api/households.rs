//! `/api/v1/households`: the households that somebody looks for, as the page of the same name finds them.

use super::dto::{ClassWord, Place};
use super::problem::Problems;
use super::read::{Code, Day, Paged, Query, Year};
use crate::ask::Ask;
use crate::pages::households::Selection;
use crate::serve::Web;
use app::{HouseholdRow, Marking};
use axum::extract::State;
use axum::response::Response;
use base::Failure;
use domain::register::Marks;
use engine::{Flags, Pack};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// Which households. The conditions are those of the page `/households`, and read by the same code.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "read strictly here; what they mean is read from the address as the page reads it")]
pub(super) struct HouseholdsAsked {
    /// The unit; all of the own area if it is not given.
    #[param(inline)]
    area: Option<Code>,
    /// The day whose unit is meant; today if it is not given.
    #[param(inline)]
    on: Option<Day>,
    /// The year of the review; the newest if it is not given.
    #[param(inline)]
    year: Option<Year>,
    /// The standard, where a year was reviewed by two.
    standard: Option<String>,
    /// Only those of these classes.
    #[serde(default)]
    #[param(inline)]
    class: Vec<ClassWord>,
    /// Only those deprived of this indicator, by its id in the standard.
    indicator: Option<String>,
    /// Only those with this cause, by its id in the standard.
    cause: Option<String>,
    /// Only those with this mark.
    #[param(inline)]
    mark: Option<MarkWord>,
    /// Only those whose head is of one of these ethnic groups: keys with commas; with `!` before them, of any other.
    ethnic: Option<String>,
    /// Only rural or only urban ones.
    #[param(inline)]
    kind: Option<KindWord>,
    /// Only those with a child under 16 who lacks this.
    #[param(inline)]
    child: Option<ChildWord>,
    /// Only those of this village.
    village: Option<String>,
    /// Only those where somebody has these words in the name, with or without diacritics, or with this code.
    q: Option<String>,
    /// In which order.
    #[param(inline)]
    sort: Option<SortWord>,
    /// Which way.
    #[param(inline)]
    dir: Option<DirWord>,
    /// Which page of the list.
    #[param(minimum = 1, maximum = 10_000_000)]
    page: Option<u64>,
    /// How many on a page; 50 if it is not given.
    #[param(minimum = 1, maximum = 500)]
    per_page: Option<u64>,
}

/// A mark of households.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum MarkWord {
    EthnicMinority,
    Majority,
    NoLabourCapacity,
    Merit,
    Unmarked,
    Indigenous,
    Farm,
    FemaleHead,
}

/// Nông thôn, thành thị.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum KindWord {
    Rural,
    Urban,
}

/// What children lack.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ChildWord {
    Any,
    HealthInsurance,
    Nutrition,
    School,
}

/// What lists are ordered by.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum SortWord {
    Name,
    Village,
    Class,
    Deprivations,
    Income,
    B1,
    Members,
    Code,
}

/// Which way lists are ordered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum DirWord {
    Up,
    Down,
}

/// A page of households with the sums of all that were found.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct HouseholdList {
    /// The year of the review.
    year: i16,
    /// Its standard.
    standard: String,
    /// Households.
    total: u64,
    /// Persons in them, as the review counted.
    persons: u64,
    /// Deprived indicators over all of them; null where they are masked for some.
    deprivations: Option<u64>,
    /// Those of the page.
    households: Vec<HouseholdLine>,
}

/// A household of a list.
#[derive(Debug, Serialize, ToSchema)]
struct HouseholdLine {
    /// Number of its province in the register.
    province: i64,
    /// Code.
    code: String,
    /// Name of the head; empty if there is none.
    head: String,
    /// Village, as written.
    village: String,
    /// Commune, on the last day of the review's year.
    commune: Place,
    /// `rural` or `urban`.
    area_kind: &'static str,
    /// Class.
    class: ClassWord,
    /// Ids of the indicators it is deprived of; null where they are masked.
    deprived: Option<Vec<String>>,
    /// Ids of the causes; null where they are masked.
    causes: Option<Vec<String>>,
    /// Its marks, as far as they are shown.
    marks: Vec<&'static str>,
    /// Persons.
    members: u64,
    /// Đồng per person and month; null if it was not declared.
    income: Option<i64>,
    /// B1 points; null if there are none.
    b1: Option<i64>,
}

/// Households
#[utoipa::path(get, path = "/api/v1/households", operation_id = "list_households", tag = "register", security(("key" = [])), params(HouseholdsAsked), responses((status = 200, body = HouseholdList, description = "A page of households"), Problems))]
pub(super) async fn list(State(web): State<Arc<Web>>, ask: Ask, Query(asked): Query<HouseholdsAsked>) -> Response {
    super::json(web, ask, move |web, ask| {
        let paged = Paged::of(asked.page, asked.per_page)?;
        let selection = Selection::read(web, ask)?.ok_or_else(no_register)?;
        let found = web.desk.book(&ask.caller, selection.shard, |book| {
            book.households(&selection.here, &selection.asked, paged.rows())
        })?;
        let line = |row: &HouseholdRow| HouseholdLine {
            province: selection.shard.0,
            code: row.code.clone(),
            head: row.head.clone(),
            village: row.village.clone(),
            commune: Place::of(web, &row.commune),
            area_kind: row.area_kind.word(),
            class: ClassWord::of(row.class),
            deprived: row.flags.map(|flags| deprived(selection.pack, flags)),
            causes: row.flags.map(|_| causes(selection.pack, row.causes)),
            marks: marks(row.marks),
            members: row.members,
            income: row.means.income,
            b1: row.means.b1,
        };
        Ok(HouseholdList {
            year: selection.here.review.year,
            standard: selection.here.review.standard.clone(),
            total: found.households,
            persons: found.persons,
            deprivations: found.deprivations,
            households: found.rows.iter().map(line).collect(),
        })
    })
    .await
}

/// Ids of the indicators whose bits are set.
pub(super) fn deprived(pack: &Pack, flags: Flags) -> Vec<String> {
    flags.iter().filter_map(|at| pack.indicators.get(at)).map(|one| one.id.clone()).collect()
}

fn causes(pack: &Pack, bits: u32) -> Vec<String> {
    let known = pack.causes.iter().enumerate();
    known.filter(|(at, _)| bits >> at & 1 == 1).map(|(_, cause)| cause.id.clone()).collect()
}

/// The words of the marks that are set.
pub(super) fn marks(marks: Marks) -> Vec<&'static str> {
    let set = |mark: &Marking| match mark {
        Marking::EthnicMinority => marks.ethnic_minority,
        Marking::NoLabourCapacity => marks.no_labour_capacity,
        Marking::Merit => marks.merit,
        Marking::Indigenous => marks.indigenous,
        Marking::Farm => marks.farm,
    };
    Marking::ALL.into_iter().filter(set).map(Marking::word).collect()
}

fn no_register() -> Failure {
    Failure::new("CC-REVIEW-NONE", "sổ chưa có tỉnh nào", "the register has no province yet")
        .remedy("nhập một lần rà soát trước", "import a review first")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::households::{CLASSES, LACKING, MARKS, SORTS};

    #[test]
    fn every_word_of_the_page_is_a_word_of_the_description() {
        let words = |name: &str, words: &mut dyn Iterator<Item = &'static str>| {
            for word in words {
                let asked = format!("{name}={word}&{name}={word}");
                let asked = if name == "class" { &*asked } else { asked.split('&').next().unwrap() };
                assert!(serde_html_form::from_str::<HouseholdsAsked>(asked).is_ok(), "{asked}");
            }
        };
        words("class", &mut CLASSES.iter().map(|(word, _)| *word));
        words("mark", &mut MARKS.iter().map(|(word, _)| *word));
        words("child", &mut LACKING.iter().map(|(word, _)| *word));
        words("sort", &mut SORTS.iter().map(|(word, _)| *word));
        for asked in ["clas=poor", "class=rich", "year=202", "on=31/12/2024", "area=", "page=x"] {
            assert!(serde_html_form::from_str::<HouseholdsAsked>(asked).is_err(), "{asked}");
        }
    }
}
