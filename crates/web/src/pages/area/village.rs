//! `/area/{code}/village?name=…`: a village: its poor and near-poor households, who lives in them, what they lack.

use super::{Area, find};
use crate::ask::{Ask, unreadable};
use crate::frame::{Frame, Section};
use crate::link::Link;
use crate::parts::KeyFigure;
use crate::picture::{self, Picture};
use crate::serve::{Web, page};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use base::{Failure, Number};
use domain::form::UnitCounts;
use domain::register::Sex;
use report::chart::{AgeGroup, Bar, Bars, Pyramid, Tone};
use report::forms::Village;
use std::sync::Arc;

/// Years of an age group, and the group from which all are one.
const STEP: i16 = 10;
const GROUPS: i16 = 8;

#[derive(Template)]
#[template(path = "village.html")]
struct VillagePage {
    frame: Frame,
    headline: String,
    lead: String,
    tiles: Vec<KeyFigure>,
    pyramid: Picture,
    indicators: Picture,
    households: String,
    source: String,
}

/// Answers the page.
pub(crate) async fn show(web: State<Arc<Web>>, Path(code): Path<String>, ask: Ask) -> Response {
    page(web, ask, move |web, ask| build(web, ask, &code)).await
}

fn build(web: &Web, ask: &Ask, code: &str) -> Result<VillagePage, Failure> {
    let on = ask.day("on")?.unwrap_or_else(|| (web.today)());
    let name = ask.value("name").ok_or_else(|| unreadable("name", ""))?;
    let commune = find(web, code, on)?;
    let none = || {
        Failure::new("CC-AREA-CODE", "không có thôn này trong sổ bộ", "the register has no such village")
            .at(format!("{name}, {}", commune.name))
            .remedy("chọn thôn ở trang của xã", "choose the village on the page of its commune")
    };
    let area = Area::read(web, ask, &commune, on)?.ok_or_else(none)?;
    let review = area.year().review.clone();
    let (villages, rosters) = web.desk.book(&ask.caller, area.province.shard, |book| {
        let villages = book.villages(&review, std::slice::from_ref(&commune.key), on)?;
        let villages: Vec<UnitCounts> = villages.into_values().flatten().collect();
        let mut rosters = book.rosters(&review, std::slice::from_ref(&commune.key), on)?;
        Ok((villages, rosters.remove(&commune.key).unwrap_or_default()))
    })?;
    let village = villages.iter().find(|unit| unit.key.code.split_once('/').is_some_and(|(_, own)| own == name));
    let village = village.ok_or_else(none)?;
    let roster: Vec<&Village> = rosters.iter().filter(|roster| roster.name == village.name).collect();
    let words = ask.words();
    let year = review.year.to_string();
    let households = area.households().with("village", name);
    let commune_link = Link::to(format!("/area/{code}")).with("on", on).with("year", &year);
    let frame = Frame::new(ask, Section::Overview, &village.name).crumb(words.t("country"), "/");
    Ok(VillagePage {
        frame: area
            .crumbs_above(frame)
            .crumb(&commune.name, commune_link)
            .crumb(&village.name, Link::here(ask))
            .scope(format!("{}, {}", village.name, commune.short_name))
            .simulated(crate::pages::simulated(&area.province, words)),
        headline: headline(ask, village, &year),
        lead: words.with("village-lead", &[("commune", &commune.name), ("year", &year)]),
        tiles: tiles(ask, village, &households, &year),
        pyramid: pyramid(ask, &roster, review.year),
        indicators: indicators(ask, &area, village, &households),
        households: households.to_string(),
        source: words.with("area-prov", &[("year", &year), ("standard", &review.standard)]),
    })
}

fn headline(ask: &Ask, village: &UnitCounts, year: &str) -> String {
    let poor = village.counts.as_ref().map_or(0, |counts| counts.poor.all.households);
    let poor = ask.figures().count(poor);
    ask.words().with("area-headline", &[("name", &village.name), ("poor", &poor), ("year", year)])
}

fn tiles(ask: &Ask, village: &UnitCounts, households: &Link, year: &str) -> Vec<KeyFigure> {
    let (words, figures) = (ask.words(), ask.figures());
    let Some(counts) = &village.counts else { return Vec::new() };
    [("poor-households", &counts.poor, "poor"), ("near-poor-households", &counts.near_poor, "near_poor")]
        .into_iter()
        .map(|(label, class, word)| KeyFigure {
            label: words.t(label),
            value: figures.count(class.all.households),
            unit: String::new(),
            change: words.with("village-persons", &[("persons", &figures.count(class.all.persons))]),
            provenance: words.with("village-prov", &[("year", year)]),
            address: households.clone().with("class", word).to_string(),
        })
        .collect()
}

/// Who lives in the poor and near-poor households, by age and sex. Who has no known year of birth is not in it.
fn pyramid(ask: &Ask, roster: &[&Village], year: i16) -> Picture {
    let words = ask.words();
    let mut groups = vec![(0u64, 0u64); usize::try_from(GROUPS + 1).unwrap_or(1)];
    for member in roster.iter().flat_map(|village| &village.households).flat_map(|household| &household.members) {
        let (Some(birth), Some(sex)) = (member.birth_year, member.sex) else { continue };
        let group = ((year - birth).max(0) / STEP).min(GROUPS);
        let Some(group) = usize::try_from(group).ok().and_then(|at| groups.get_mut(at)) else { continue };
        match sex {
            Sex::Male => group.0 += 1,
            Sex::Female => group.1 += 1,
        }
    }
    let groups = (0..).zip(groups).map(|(at, (men, women))| AgeGroup {
        name: if at == GROUPS {
            format!("{}+", STEP * at)
        } else {
            format!("{}–{}", STEP * at, STEP * at + STEP - 1)
        },
        men,
        women,
        href: None,
    });
    Picture::of(&Pyramid {
        frame: picture::frame(ask, "pyramid", words.t("village-pyramid"), words.t("village-pyramid-desc"), ""),
        width: 480,
        words: ["village-ages", "village-men", "village-women"].map(|key| words.t(key)),
        groups: groups.collect(),
    })
}

fn indicators(ask: &Ask, area: &Area<'_>, village: &UnitCounts, households: &Link) -> Picture {
    let (words, lang) = (ask.words(), ask.lang());
    let pack = area.year().pack;
    let counts = village.counts.as_ref().map(|counts| counts.poor.indicators.clone()).unwrap_or_default();
    let bars = pack.indicators.iter().zip(counts).map(|(indicator, count)| Bar {
        name: indicator.name.get(lang).to_owned(),
        value: Some(Number::count(count)),
        tone: Tone::Poor,
        href: Some(households.clone().with("class", "poor").with("indicator", &indicator.id).to_string()),
    });
    Picture::of(&Bars {
        frame: picture::frame(ask, "lacks", words.t("village-indicators"), words.t("village-indicators"), ""),
        width: 480,
        names: words.t("household-indicator"),
        figures: words.t("poor-households"),
        signed: false,
        bars: bars.collect(),
    })
}
