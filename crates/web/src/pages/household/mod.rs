//! `/households/{shard}/{code}`: one household, one story, on one sheet of A4.

pub(crate) mod edit;
mod members;
mod steps;
pub(crate) mod unmask;

use crate::ask::Ask;
use crate::figures::{MASKED, NONE};
use crate::frame::{Frame, Section};
use crate::link::Link;
use crate::pages::households::class_word;
use crate::serve::{Web, page};
use app::story::{Story, Told};
use app::{BatchRow, HouseholdStory, On, Shard, ShardRow, StoryResult};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use base::{Dong, Failure, Lang, Level};
use domain::access::Action;
use domain::area::{Extent, Unit};
use domain::register::{Marks, Relation};
use engine::{Pack, pack};
use jiff::civil::Date;
use members::{Member, members};
use std::sync::Arc;
use steps::{Step, steps};

#[derive(Template)]
#[template(path = "household.html")]
struct HouseholdPage {
    frame: Frame,
    /// What was just saved.
    notice: Option<String>,
    /// Where the household is corrected, if whoever reads may.
    edit: Option<String>,
    /// Where a masked datum is shown, if whoever reads may.
    unmask: Option<String>,
    /// Whether deprivations are kept from the reader.
    health_masked: bool,
    headline: String,
    lead: String,
    now: Option<Reason>,
    grids: Vec<Grid>,
    members: Vec<Member>,
    gone: Vec<Member>,
    steps: Vec<Step>,
    papers: Vec<Paper>,
    provenance: String,
    /// Where it is told who changed and who looked: name and address.
    oversight: Vec<(String, String)>,
}

/// Why the newest review gave the class.
struct Reason {
    year: String,
    class: &'static str,
    class_name: String,
    parts: Vec<Part>,
    changes: Vec<String>,
    facts: Vec<(String, String)>,
}

struct Part {
    text: String,
    clause: String,
    unverified: bool,
}

/// The reviews of one standard beside each other, indicator by indicator.
struct Grid {
    standard: String,
    years: Vec<YearHead>,
    rows: Vec<IndicatorRow>,
    counts: Vec<String>,
    means: Vec<String>,
    means_name: String,
}

struct YearHead {
    year: String,
    class: &'static str,
    class_name: String,
}

struct IndicatorRow {
    name: String,
    /// None where it is kept from the reader.
    deprived: Vec<Option<bool>>,
}

/// A batch that entered or corrected something.
struct Paper {
    at: String,
    source: String,
    actor: String,
    batch: String,
}

/// Answers the page.
pub(crate) async fn show(web: State<Arc<Web>>, Path((shard, code)): Path<(i64, String)>, ask: Ask) -> Response {
    page(web, ask, move |web, ask| build(web, ask, Shard(shard), &code)).await
}

fn build(web: &Web, ask: &Ask, shard: Shard, code: &str) -> Result<HouseholdPage, Failure> {
    let province = province(web, shard, code)?;
    let (ctx, today) = (web.ctx(ask, ""), (web.today)());
    let story = web.desk.book(&ask.caller, shard, |book| {
        let story = book.story(code)?;
        if let Some(story) = &story {
            book.note_reading(&ctx, &story.household, today)?;
        }
        Ok(story)
    })?;
    let story = story.ok_or_else(|| app::no_household(code))?;
    let (words, lang) = (ask.words(), ask.lang());
    let household = &story.household;
    let name = name(household);
    let may = |action: Action| {
        let home = household.addresses.last();
        home.is_some_and(|home| ask.caller.authorise(action, On::Place(&home.commune, &home.village)).is_ok())
    };
    let standing: Vec<(&StoryResult, &Told)> =
        household.results.iter().zip(&story.told).filter(|(result, _)| result.superseded.is_none()).collect();
    let newest = standing.iter().max_by_key(|(result, _)| (result.review.year, &result.review.standard));
    let place = place(web, &story);
    let mut frame = Frame::new(ask, Section::Households, name).crumb(words.t("nav-households"), "/households");
    if let Some(commune) = &place.commune {
        let link = Link::to("/households").with("area", &commune.key.code).with("on", place.on);
        frame = frame
            .scope(&commune.name)
            .crumb(&commune.name, link.clone())
            .crumb(&place.village, link.with("village", &place.village));
    }
    let frame = frame.crumb(name, Link::here(ask)).simulated(crate::pages::simulated(&province, words));
    let provenance = words.with(
        "household-source",
        &[("code", code), ("day", &ask.figures().day((web.today)())), ("count", &household.batches.len().to_string())],
    );
    Ok(HouseholdPage {
        frame,
        notice: notice(ask)?,
        edit: may(Action::EditHousehold).then(|| Link::to(Link::edit(shard, code)).to_string()),
        unmask: may(Action::Unmask).then(|| Link::to(format!("/households/{}/{code}/unmask", shard.0)).to_string()),
        health_masked: household.results.iter().any(|result| result.flags.is_none()),
        headline: words.with("household-headline", &[("name", name)]),
        lead: lead(web, ask, &story, &place),
        now: newest.map(|(result, told)| reason(ask, result, told)).transpose()?,
        grids: grids(&standing, lang, ask)?,
        members: members(ask, household.members.iter().filter(|member| member.valid_until.is_none())),
        gone: members(ask, household.members.iter().filter(|member| member.valid_until.is_some())),
        steps: steps(web, ask, &story)?,
        papers: household
            .batches
            .iter()
            .map(|batch| Paper {
                at: ask.figures().moment(&batch.recorded_at),
                source: source(ask, batch),
                actor: batch.actor.clone(),
                batch: batch.batch.to_string(),
            })
            .collect(),
        provenance,
        oversight: crate::pages::trail::of_household(ask, shard, code),
    })
}

/// The address of a household.
fn household_link(shard: Shard, code: &str) -> Link {
    Link::to(format!("/households/{}/{code}", shard.0))
}

fn province(web: &Web, shard: Shard, code: &str) -> Result<ShardRow, Failure> {
    web.desk.provinces()?.into_iter().find(|row| row.shard == shard).ok_or_else(|| app::no_household(code))
}

/// The name of a household: that of its head.
fn name(household: &HouseholdStory) -> &str {
    let mut members = household.members.iter();
    let head = members.find(|member| member.person.relation == Relation::Head && member.valid_until.is_none());
    head.or(household.members.first()).map_or(&household.code, |member| &member.person.name)
}

/// The frame of a page about a household, one step below its own page, and the household's name.
fn simulated_frame(
    web: &Web,
    ask: &Ask,
    shard: Shard,
    household: &HouseholdStory,
    title: &str,
) -> Result<(Frame, String), Failure> {
    let province = province(web, shard, &household.code)?;
    let name = name(household).to_owned();
    let frame = Frame::new(ask, Section::Households, title)
        .crumb(ask.words().t("nav-households"), "/households")
        .crumb(&name, household_link(shard, &household.code))
        .crumb(title, Link::here(ask))
        .simulated(crate::pages::simulated(&province, ask.words()));
    Ok((frame, name))
}

/// What was just saved, as the address tells it.
fn notice(ask: &Ask) -> Result<Option<String>, Failure> {
    Ok(ask.number::<u64>("saved")?.map(|batch| match batch {
        0 => ask.words().t("edit-nothing"),
        batch => ask.words().with("edit-saved", &[("batch", &batch.to_string())]),
    }))
}

/// Where a batch came from: a file, or a correction with its reason.
fn source(ask: &Ask, batch: &BatchRow) -> String {
    match batch.command.as_str() {
        "edit_household" => ask.words().with("edit-paper", &[("reason", &batch.source)]),
        _ => batch.source.clone(),
    }
}

/// Where a household lives.
struct Place {
    village: String,
    commune: Option<Unit>,
    /// The day of the boundaries: today's, where its commune went whole into one unit.
    on: Date,
}

fn place(web: &Web, story: &Story) -> Place {
    let (areas, today) = (web.desk.areas(), (web.today)());
    let Some(address) = story.household.addresses.last() else {
        return Place { village: String::new(), commune: None, on: today };
    };
    let (key, on) = match areas.holders(&address.commune, today).as_slice() {
        [(key, Extent::Whole)] => (key.clone(), today),
        _ => (address.commune.clone(), address.valid_from),
    };
    Place { village: address.village.clone(), commune: areas.get(&key).cloned(), on }
}

/// Where the household lives and who it is, in one sentence.
fn lead(web: &Web, ask: &Ask, story: &Story, place: &Place) -> String {
    let Some(address) = story.household.addresses.last() else { return String::new() };
    let areas = web.desk.areas();
    let commune = place.commune.as_ref();
    let mut places = vec![address.village.clone()];
    places.extend(commune.map(|unit| unit.name.clone()));
    places.extend(commune.and_then(|unit| areas.ancestor(&unit.key, Level::Province)).map(|unit| unit.name.clone()));
    let present = story.household.members.iter().filter(|member| member.valid_until.is_none());
    let head = present.clone().next();
    let ethnic = head.and_then(|head| head.person.ethnic.as_deref()).and_then(vntext::ethnic::by_key);
    let kind = match address.area_kind {
        engine::AreaKind::Rural => "kind-rural",
        engine::AreaKind::Urban => "kind-urban",
    };
    ask.words().with(
        "household-lead",
        &[
            ("place", &places.join(", ")),
            ("members", &present.count().to_string()),
            ("ethnic", ethnic.map_or(NONE, |group| &group.name)),
            ("kind", &ask.words().t(kind)),
        ],
    )
}

fn reason(ask: &Ask, result: &StoryResult, told: &Told) -> Result<Reason, Failure> {
    let (words, lang) = (ask.words(), ask.lang());
    let pack = pack::find(&result.review.standard)?;
    let parts = told.explanation.iter().flat_map(|explanation| &explanation.parts).map(|part| Part {
        text: part.text.get(lang).to_owned(),
        clause: part.law.as_ref().map_or_else(String::new, |law| law.clause.clone()),
        unverified: part.law.as_ref().is_some_and(|law| !law.verified),
    });
    let causes: Vec<&str> = result
        .causes
        .iter()
        .filter_map(|id| pack.causes.iter().find(|cause| cause.id == *id))
        .map(|cause| cause.name.get(lang))
        .collect();
    let mut facts = Vec::new();
    if !causes.is_empty() {
        facts.push((words.t("household-causes"), causes.join("; ")));
    }
    let marks = marks(ask, result.marks);
    if !marks.is_empty() {
        facts.push((words.t("household-marks"), marks.join("; ")));
    }
    Ok(Reason {
        year: result.review.year.to_string(),
        class: class_word(result.class),
        class_name: class_name(pack, result.class, lang),
        parts: parts.collect(),
        changes: told.changes.iter().map(|change| change.text.get(lang).to_owned()).collect(),
        facts,
    })
}

fn marks(ask: &Ask, marks: Marks) -> Vec<String> {
    let known = [
        (marks.ethnic_minority, "mark-ethnic-minority"),
        (marks.no_labour_capacity, "mark-no-labour-capacity"),
        (marks.merit, "mark-merit"),
        (marks.indigenous, "mark-indigenous"),
        (marks.farm, "mark-farm"),
    ];
    known.into_iter().filter(|(marked, _)| *marked).map(|(_, key)| ask.words().t(key)).collect()
}

fn grids(standing: &[(&StoryResult, &Told)], lang: Lang, ask: &Ask) -> Result<Vec<Grid>, Failure> {
    let mut grids: Vec<Grid> = Vec::new();
    let mut standards: Vec<&str> = standing.iter().map(|(result, _)| result.review.standard.as_str()).collect();
    standards.sort_unstable();
    standards.dedup();
    for id in standards {
        let pack = pack::find(id)?;
        let mut results: Vec<&StoryResult> =
            standing.iter().map(|(result, _)| *result).filter(|result| result.review.standard == id).collect();
        results.sort_by_key(|result| result.review.year);
        let by_points = results.iter().any(|result| result.means.b1.is_some());
        grids.push(Grid {
            standard: pack.name.get(lang).to_owned(),
            years: results
                .iter()
                .map(|result| YearHead {
                    year: result.review.year.to_string(),
                    class: class_word(result.class),
                    class_name: class_name(pack, result.class, lang),
                })
                .collect(),
            rows: pack
                .indicators
                .iter()
                .enumerate()
                .map(|(at, indicator)| IndicatorRow {
                    name: indicator.name.get(lang).to_owned(),
                    deprived: results.iter().map(|result| result.flags.map(|flags| flags.has(at))).collect(),
                })
                .collect(),
            counts: results
                .iter()
                .map(|result| result.flags.map_or_else(|| MASKED.to_owned(), |flags| flags.count().to_string()))
                .collect(),
            means: results
                .iter()
                .map(|result| {
                    let income = result.means.income.map(|income| Dong(income).grouped());
                    let points = result.means.b1.map(|points| points.to_string());
                    if by_points { points } else { income }.unwrap_or_else(|| NONE.to_owned())
                })
                .collect(),
            means_name: ask.words().t(if by_points { "household-b1" } else { "household-income" }),
        });
    }
    // the standard in force first
    grids.reverse();
    Ok(grids)
}

fn class_name(pack: &Pack, class: engine::Class, lang: Lang) -> String {
    pack.class(class).map_or_else(|| class.word().to_owned(), |rule| rule.name.get(lang).to_owned())
}
