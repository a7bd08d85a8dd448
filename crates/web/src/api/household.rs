//! `/api/v1/households/{province}/{household}`: all that the register knows of a household, and why each review gave it its
//! class; one masked datum of it, with a reason.

use super::dto::{Bilingual, ClassWord, Law, Place};
use super::households::{deprived, marks};
use super::problem::Problems;
use super::read::{At, Body, Day};
use crate::ask::Ask;
use crate::serve::Web;
use app::story::{Story, Told};
use app::{Sensitive, Shard, Shown, StoryMember, StoryResult};
use axum::extract::State;
use axum::response::Response;
use base::Failure;
use domain::register::{Cccd, Relation, Sex};
use engine::Birth;
use engine::pack;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// A household.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct HouseholdWhole {
    /// Code.
    code: String,
    /// Counts what was entered or corrected: a correction names the version it rests on.
    version: i64,
    /// Who lives there, the head first, then who lived there.
    members: Vec<Member>,
    /// Where it lived, oldest first.
    addresses: Vec<HouseholdAddress>,
    /// What the reviews found, oldest first; results that were superseded come before the one that stands.
    results: Vec<ReviewResult>,
}

/// A member, past or present.
#[derive(Debug, Serialize, ToSchema)]
struct Member {
    /// Names the member in corrections.
    id: String,
    /// Name.
    name: String,
    /// What to the head.
    relation: &'static str,
    /// `male`, `female`; null if it is not known.
    sex: Option<&'static str>,
    /// A day, a month or a year of birth; null if it is not known.
    #[schema(example = "1985-03")]
    birth: Option<String>,
    /// Key of the ethnic group; null if it is not known or masked.
    ethnic: Option<String>,
    /// Personal number, its last digits alone; null if there is none or it is masked whole.
    cccd: Option<String>,
    /// Telephone number; null if there is none or it is masked.
    phone: Option<String>,
    /// What of these is known and masked: `ethnicity`, `cccd`, `phone`.
    masked: Vec<&'static str>,
    /// Member since.
    from: Day,
    /// First day on which he or she was no member any more.
    until: Option<Day>,
}

/// Where the household lived.
#[derive(Debug, Serialize, ToSchema)]
struct HouseholdAddress {
    /// Commune.
    commune: Place,
    /// Village, as written.
    village: String,
    /// `rural` or `urban`.
    area_kind: &'static str,
    /// Marks, as far as they are shown.
    marks: Vec<&'static str>,
    /// Since.
    from: Day,
    /// First day on which this was no longer so.
    until: Option<Day>,
}

/// What a review found.
#[derive(Debug, Serialize, ToSchema)]
struct ReviewResult {
    /// Year.
    year: i16,
    /// Standard.
    standard: String,
    /// Class.
    class: ClassWord,
    /// What the class rests on; `recorded` where a person recorded it.
    basis: String,
    /// Ids of the indicators it is deprived of; null where they are masked.
    deprived: Option<Vec<String>>,
    /// Ids of the causes, as far as they are shown.
    causes: Vec<String>,
    /// Đồng per person and month; null if it was not declared.
    income: Option<i64>,
    /// B1 points; null if there are none.
    b1: Option<i64>,
    /// Persons, as counted.
    members: u64,
    /// When it was entered, UTC.
    recorded_at: String,
    /// When it was superseded, UTC; null for what stands.
    superseded_at: Option<String>,
    /// Step by step why it is this class, each with its clause; empty where the reasons are masked.
    reasons: Vec<Reason>,
    /// What would lead to a better class.
    ways_out: Vec<Bilingual>,
}

/// A step of the reasoning.
#[derive(Debug, Serialize, ToSchema)]
struct Reason {
    /// The step.
    text: Bilingual,
    /// The clause; null for a step of mere arithmetic.
    law: Option<Law>,
}

/// Which datum to unmask, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Unmask {
    /// What.
    field: SensitiveWord,
    /// Whose: the id of a member; null for what is the household's.
    member: Option<String>,
    /// Why: kept in the trail for good, so it holds no numbers of people.
    #[schema(min_length = 8, max_length = 300, example = "đối chiếu thẻ bảo hiểm y tế")]
    reason: String,
}

/// What is masked.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum SensitiveWord {
    /// Dân tộc.
    Ethnicity,
    /// What the newest review found, and the mark of households without capacity for labour.
    Health,
    /// Số điện thoại.
    Phone,
    /// Số định danh.
    Cccd,
}

/// What was unmasked.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Unmasked {
    /// A key or a number; null where nothing is known, and for health.
    value: Option<String>,
    /// Ids of the indicators that the newest review found; null for anything but health.
    deprived: Option<Vec<String>>,
    /// Whether the household has no capacity for labour; null for anything but health.
    no_labour_capacity: Option<bool>,
}

/// One household
#[utoipa::path(get, path = "/api/v1/households/{province}/{household}", operation_id = "read_household", tag = "register", security(("key" = [])),
    params(("province" = i64, Path, description = "Number of the province in the register", example = 1), ("household" = String, Path, description = "Code of the household")),
    responses((status = 200, body = HouseholdWhole, description = "The household"), Problems))]
pub(super) async fn show(State(web): State<Arc<Web>>, At((province, code)): At<(i64, String)>, ask: Ask) -> Response {
    super::json(web, ask, move |web, ask| {
        let (ctx, today) = (web.ctx(ask, ""), (web.today)());
        let story = web.desk.book(&ask.caller, Shard(province), |book| {
            let story = book.story(&code)?;
            if let Some(story) = &story {
                book.note_reading(&ctx, &story.household, today)?;
            }
            Ok(story)
        })?;
        whole(web, story.ok_or_else(|| app::no_household(&code))?)
    })
    .await
}

/// Shows one masked datum
#[utoipa::path(post, path = "/api/v1/households/{province}/{household}/unmask", operation_id = "unmask_household", tag = "register", security(("key" = [])),
    params(("province" = i64, Path, description = "Number of the province in the register", example = 1), ("household" = String, Path, description = "Code of the household")),
    request_body = Unmask, responses((status = 200, body = Unmasked, description = "The datum"), Problems))]
pub(super) async fn unmask(
    State(web): State<Arc<Web>>,
    At((province, code)): At<(i64, String)>,
    ask: Ask,
    Body(sent): Body<Unmask>,
) -> Response {
    super::json(web, ask, move |web, ask| {
        let (ctx, today) = (web.ctx(ask, &*sent.reason), (web.today)());
        let member = sent.member.as_deref().filter(|id| !id.is_empty());
        let shown = web
            .desk
            .book(&ask.caller, Shard(province), |book| book.unmask(&ctx, &code, sent.field.kind(), member, today))?;
        Ok(match shown {
            Shown::Text(value) => Unmasked { value, deprived: None, no_labour_capacity: None },
            Shown::Health(found, no_labour_capacity) => {
                let ids = found.map(|(review, flags)| Ok::<_, Failure>(deprived(pack::find(&review.standard)?, flags)));
                Unmasked { value: None, deprived: ids.transpose()?, no_labour_capacity: Some(no_labour_capacity) }
            }
        })
    })
    .await
}

fn whole(web: &Web, story: Story) -> Result<HouseholdWhole, Failure> {
    let Story { household, told } = story;
    let address = |one: app::StoryAddress| HouseholdAddress {
        commune: Place::of(web, &one.commune),
        village: one.village,
        area_kind: one.area_kind.word(),
        marks: marks(one.marks),
        from: Day(one.valid_from),
        until: one.valid_until.map(Day),
    };
    Ok(HouseholdWhole {
        code: household.code,
        version: household.version,
        members: household.members.into_iter().map(member).collect(),
        addresses: household.addresses.into_iter().map(address).collect(),
        results: household.results.iter().zip(&told).map(|(one, told)| found(one, told)).collect::<Result<_, _>>()?,
    })
}

fn member(one: StoryMember) -> Member {
    let person = one.person;
    let masked = [
        (person.masked.ethnicity, Sensitive::Ethnicity),
        (person.masked.cccd, Sensitive::Cccd),
        (person.masked.phone, Sensitive::Phone),
    ];
    Member {
        id: one.id,
        name: person.name,
        relation: Relation::word(person.relation),
        sex: person.sex.map(Sex::word),
        birth: person.birth.map(|birth| match birth {
            Birth::Day(day) => day.to_string(),
            Birth::Month(year, month) => format!("{year:04}-{month:02}"),
            Birth::Year(year) => format!("{year:04}"),
        }),
        ethnic: person.ethnic,
        cccd: person.cccd.as_ref().map(Cccd::masked),
        phone: person.phone,
        masked: masked.into_iter().filter(|(masked, _)| *masked).map(|(_, kind)| kind.word()).collect(),
        from: Day(one.valid_from),
        until: one.valid_until.map(Day),
    }
}

fn found(one: &StoryResult, told: &Told) -> Result<ReviewResult, Failure> {
    let pack = pack::find(&one.review.standard)?;
    let reason = |part: &engine::Part| Reason { text: Bilingual::of(&part.text), law: part.law.as_ref().map(Law::of) };
    Ok(ReviewResult {
        year: one.review.year,
        standard: one.review.standard.clone(),
        class: ClassWord::of(one.class),
        basis: one.basis.clone(),
        deprived: one.flags.map(|flags| deprived(pack, flags)),
        causes: one.causes.clone(),
        income: one.means.income,
        b1: one.means.b1,
        members: one.members,
        recorded_at: one.recorded_at.clone(),
        superseded_at: one.superseded.as_ref().map(|(at, _)| at.clone()),
        reasons: told.explanation.iter().flat_map(|all| &all.parts).map(reason).collect(),
        ways_out: told.changes.iter().map(|change| Bilingual::of(&change.text)).collect(),
    })
}

impl SensitiveWord {
    fn kind(self) -> Sensitive {
        match self {
            Self::Ethnicity => Sensitive::Ethnicity,
            Self::Health => Sensitive::Health,
            Self::Phone => Sensitive::Phone,
            Self::Cccd => Sensitive::Cccd,
        }
    }
}
