//! `/area/{code}`: a province, district or commune: how many are poor, since when, where, why, and who moved.
//!
//! With a register the figures are counted from it and open to households; without one the page shows what was
//! published.

mod answer;
mod charts;
mod published;
mod sheet;
mod units;
mod village;

pub(crate) use sheet::download as sheet;
pub(crate) use village::show as village;

use crate::ask::Ask;
use crate::frame::{Frame, Section};
use crate::link::Link;
use crate::parts::{Choice, KeyFigure};
use crate::picture::Picture;
use crate::serve::{Web, render, respond};
use app::{On, ShardRow, Year};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Response};
use base::{Failure, Level};
use domain::access::Action;
use domain::area::Unit;
use domain::form::{Counts, UnitCounts};
use jiff::civil::Date;
use std::sync::Arc;
use units::UnitTable;

#[derive(Template)]
#[template(path = "area.html")]
struct CountedPage {
    frame: Frame,
    headline: String,
    lead: String,
    years: Vec<Choice>,
    boundaries: Vec<Choice>,
    tiles: Vec<KeyFigure>,
    trend: Option<Picture>,
    map: Option<Picture>,
    map_title: String,
    map_note: String,
    movement: Option<Picture>,
    /// Why there is no movement.
    no_movement: String,
    indicators: Picture,
    causes: Option<Picture>,
    groups: Vec<Line>,
    ethnic: Option<Picture>,
    units: Option<UnitTable>,
    findings: Vec<String>,
    forms: String,
    households: String,
    sheet: String,
    lineage: String,
    targets: String,
    /// Where it is told who changed what; none for those who may not read it.
    trail: Option<String>,
    source: String,
}

/// A group with its households of both classes.
struct Line {
    name: String,
    poor: String,
    poor_address: String,
    near: String,
    near_address: String,
}

/// What the page is about.
pub(crate) struct Area<'a> {
    pub(crate) web: &'a Web,
    pub(crate) ask: &'a Ask,
    pub(crate) unit: Unit,
    pub(crate) on: Date,
    pub(crate) province: ShardRow,
    /// One for each review, oldest first; two standards of one year are two.
    pub(crate) years: Vec<Year>,
    /// The one that is shown.
    pub(crate) chosen: usize,
}

/// Answers the page.
pub(crate) async fn show(State(web): State<Arc<Web>>, Path(code): Path<String>, ask: Ask) -> Response {
    respond(web, ask, move |web, ask| {
        let on = ask.day("on")?.unwrap_or_else(|| (web.today)());
        let unit = find(web, &code, on)?;
        let html = match Area::read(web, ask, &unit, on)? {
            Some(area) => render(&area.page()?)?,
            None => render(&published::build(web, ask, &unit, on)?)?,
        };
        Ok(Html(html).into_response())
    })
    .await
}

/// The unit that a code means on a day.
pub(crate) fn find(web: &Web, code: &str, on: Date) -> Result<Unit, Failure> {
    web.desk.areas().at(code, on).cloned().ok_or_else(|| {
        Failure::new(
            "CC-AREA-CODE",
            format!("mã {code} không chỉ đơn vị nào vào ngày {on}"),
            format!("code {code} means no unit on {on}"),
        )
        .at(format!("{code}, {on}"))
        .remedy("tìm đơn vị ở trang Đơn vị, hoặc chọn ngày khác", "find the unit on the page of areas, or another day")
    })
}

impl<'a> Area<'a> {
    /// The area in the register; none if its province is not in it.
    pub(crate) fn read(web: &'a Web, ask: &'a Ask, unit: &Unit, on: Date) -> Result<Option<Self>, Failure> {
        let areas = web.desk.areas();
        let above = match unit.level {
            Level::Province => Some(unit),
            Level::District | Level::Commune => areas.ancestor(&unit.key, Level::Province),
            Level::Country | Level::Region | Level::Village => None,
        };
        let Some(above) = above else { return Ok(None) };
        let Some(province) = web.desk.province(&above.key.code, on)? else { return Ok(None) };
        let denied = ask.caller.authorise(Action::ReadFigures, On::Unit(areas, &unit.key, on));
        if unit.level == Level::Province && denied.is_err() {
            // everybody may see what is published of it
            return Ok(None);
        }
        denied?;
        let mut reviews = web.desk.store(|store| store.reviews(province.shard))?;
        reviews.sort();
        let mut years = Vec::new();
        for review in &reviews {
            years.push(web.desk.year(&ask.caller, province.shard, review, &unit.key.code, on)?);
        }
        if years.is_empty() {
            return Ok(None);
        }
        let wanted: Option<i16> = ask.number("year")?;
        let chosen = match wanted {
            // the newest standard of the year
            Some(year) => years.iter().rposition(|one| one.review.year == year),
            None => Some(years.len() - 1),
        };
        let chosen = chosen.ok_or_else(|| {
            let year = wanted.unwrap_or_default();
            Failure::new("CC-REVIEW-NONE", format!("chưa có rà soát năm {year}"), format!("no review of {year}"))
                .at(year.to_string())
                .remedy("chọn một năm có trong danh sách", "choose a year of the list")
        })?;
        Ok(Some(Self { web, ask, unit: unit.clone(), on, province, years, chosen }))
    }

    /// The review that is shown.
    pub(crate) fn year(&self) -> &Year {
        &self.years[self.chosen]
    }

    /// The review before it by the same standard.
    pub(crate) fn before(&self) -> Option<&Year> {
        let now = self.year();
        self.years[..self.chosen].iter().rev().find(|year| year.review.standard == now.review.standard)
    }

    /// The counts that are shown; none where a part was split.
    pub(crate) fn counts(&self) -> Option<&Counts> {
        self.year().root.counts.as_ref()
    }

    /// Where the households of the unit are, for more conditions to be added.
    pub(crate) fn households(&self) -> Link {
        let review = &self.year().review;
        Link::to("/households")
            .with("area", &self.unit.key.code)
            .with("on", self.on)
            .with("year", review.year)
            .with("standard", &review.standard)
    }

    /// The way here through the units above.
    fn crumbs_above(&self, frame: Frame) -> Frame {
        let above = self.web.desk.areas().above(&self.unit.key).into_iter().rev();
        above.filter(|unit| matches!(unit.level, Level::Province | Level::District)).fold(frame, |frame, unit| {
            let address = Link::to(format!("/area/{}", unit.key.code)).with("on", self.on);
            frame.crumb(&unit.name, address.with("year", self.year().review.year))
        })
    }

    fn page(&self) -> Result<CountedPage, Failure> {
        let (words, figures) = (self.ask.words(), self.ask.figures());
        let year = self.year();
        let frame = Frame::new(self.ask, Section::Overview, &self.unit.name).crumb(words.t("country"), "/");
        let frame = self
            .crumbs_above(frame)
            .crumb(&self.unit.name, Link::here(self.ask))
            .scope(&self.unit.name)
            .simulated(crate::pages::simulated(&self.province, words));
        let form = Link::to("/forms/1").with("area", &self.unit.key.code).with("on", self.on);
        let version = format!("{} {}", year.review.year, year.pack.id);
        let source = words.with(
            "area-source",
            &[("version", &version), ("day", &figures.day(self.on)), ("today", &figures.day((self.web.today)()))],
        );
        let (map, map_title, map_note) = self.map();
        Ok(CountedPage {
            frame,
            headline: self.headline(),
            lead: self.lead(),
            years: self.year_choices(),
            boundaries: self.boundary_choices(),
            tiles: self.tiles(),
            trend: self.trend(),
            map,
            map_title,
            map_note,
            movement: self.movement(),
            no_movement: if year.previous.is_none() {
                words.with("area-first-year", &[("standard", year.pack.name.get(self.ask.lang()))])
            } else {
                String::new()
            },
            indicators: self.indicators(),
            causes: self.causes(),
            groups: self.groups(),
            ethnic: self.ethnic(),
            units: self.units()?,
            findings: year
                .findings
                .iter()
                .map(|finding| format!("{}: {}", finding.place, finding.message.get(self.ask.lang())))
                .collect(),
            forms: form.with("year", year.review.year).to_string(),
            households: self.households().with("class", "poor").to_string(),
            sheet: Link::here(self.ask).on(format!("/area/{}/sheet.pdf", self.unit.key.code)).to_string(),
            lineage: Link::to(format!("/areas/{}", self.unit.key.code)).with("on", self.on).to_string(),
            targets: Link::to("/targets").with("area", &self.unit.key.code).with("on", self.on).to_string(),
            trail: crate::pages::trail::of_area(self.ask, &self.unit.key.code, self.on),
            source,
        })
    }

    fn year_choices(&self) -> Vec<Choice> {
        let mut choices: Vec<Choice> = Vec::new();
        for one in &self.years {
            let text = one.review.year.to_string();
            if choices.last().is_none_or(|last| last.text != text) {
                choices.push(Choice {
                    address: Link::here(self.ask).with("year", &text).to_string(),
                    current: one.review.year == self.year().review.year,
                    text,
                });
            }
        }
        choices
    }

    /// Today's boundaries and those of the review, where both know the unit.
    fn boundary_choices(&self) -> Vec<Choice> {
        let today = (self.web.today)();
        let own = base::year_end(self.year().review.year);
        let areas = self.web.desk.areas();
        let known = |day: Date| match areas.holders(&self.unit.key, day).as_slice() {
            [(key, domain::area::Extent::Whole)] => Some(key.code.clone()),
            _ if self.unit.valid_on(day) => Some(self.unit.key.code.clone()),
            _ => None,
        };
        let choices: Vec<Choice> = [("area-own-day", own), ("area-today", today)]
            .into_iter()
            .filter_map(|(key, day)| {
                let link = Link::here(self.ask).on(format!("/area/{}", known(day)?)).with("on", day);
                Some(Choice { text: self.ask.words().t(key), address: link.to_string(), current: day == self.on })
            })
            .collect();
        if choices.len() > 1 { choices } else { Vec::new() }
    }

    fn groups(&self) -> Vec<Line> {
        let Some(counts) = self.counts() else { return Vec::new() };
        let (words, figures) = (self.ask.words(), self.ask.figures());
        let line = |mark: &str, poor: u64, near: u64| Line {
            name: words.t(&format!("mark-{}", mark.replace('_', "-"))),
            poor: figures.count(poor),
            poor_address: self.households().with("class", "poor").with("mark", mark).to_string(),
            near: figures.count(near),
            near_address: self.households().with("class", "near_poor").with("mark", mark).to_string(),
        };
        let (poor, near) = (&counts.poor, &counts.near_poor);
        vec![
            line("ethnic_minority", poor.minority.households, near.minority.households),
            line("no_labour_capacity", poor.no_labour_capacity.households, near.no_labour_capacity.households),
            line("merit", poor.merit.households, near.merit.households),
            line("female_head", poor.female_head, near.female_head),
            line("unmarked", poor.unmarked.households, near.unmarked.households),
        ]
    }
}

/// The units without units below them; a village is not told from its commune here.
fn leaves_of<'u>(unit: &'u UnitCounts, out: &mut Vec<&'u UnitCounts>) {
    if unit.children.is_empty() {
        out.push(unit);
    }
    for child in &unit.children {
        leaves_of(child, out);
    }
}
