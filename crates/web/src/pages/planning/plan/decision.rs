//! `/programmes/{id}/targets/{target}/plan/decision`: the table as it goes with its decision, to print, as a spreadsheet or
//! as the annex on paper.

use super::{Planning, asked, line, name, shown};
use crate::ask::Ask;
use crate::error::no_page;
use crate::fields::Fields;
use crate::file::{PDF, XLSX, file, writer};
use crate::frame::Frame;
use crate::link::Link;
use crate::locale::Words;
use crate::pages::planning::amount;
use crate::parts::agency_picks;
use crate::serve::{Web, page, respond};
use app::Axis;
use askama::Template;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::Response;
use base::{Failure, Lang};
use domain::programme::Exact;
use domain::programme::cascade::Adds;
use report::book::{BookCell, BookColumn, BookSheet, write_book};
use report::pdf::{Annex, Listing, ListingColumn};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "plan_decision.html")]
struct DecisionPage {
    frame: Frame,
    headings: Vec<String>,
    rows: Vec<Vec<String>>,
    /// How many columns hold words, before those with figures.
    words: usize,
    title: String,
    /// By which decision it is approved, or how far it is.
    stands: String,
    /// The same as an annex says it.
    attached: String,
    notes: Vec<String>,
    /// The last row.
    sum: Vec<String>,
    xlsx: String,
    pdf: String,
    back: String,
    unit: String,
}

/// Answers the page.
pub(crate) async fn show(web: State<Arc<Web>>, Path(of): Path<(String, String)>, ask: Ask) -> Response {
    page(web, ask, move |web, ask| build(web, ask, &of)).await
}

/// Answers the spreadsheet or the annex.
pub(crate) async fn download(
    State(web): State<Arc<Web>>,
    Path((id, target, kind)): Path<(String, String, String)>,
    ask: Ask,
) -> Response {
    respond(web, ask, move |web, ask| {
        let name = format!("giao-chi-tieu-{target}-{}.{kind}", (web.today)());
        let made = build(web, ask, &(id, target))?;
        match kind.as_str() {
            "xlsx" => Ok(file(Body::from(write_book(&[sheet(ask, made)])?), XLSX, &name)),
            "pdf" => {
                let printed = ask.words().with("plan-annex-made", &[("day", &ask.figures().day((web.today)()))]);
                Ok(file(Body::from(writer().write_annex(&annex(ask.lang(), made, printed))?), PDF, &name))
            }
            _ => Err(no_page(&ask.path)),
        }
    })
    .await
}

fn sheet(ask: &Ask, made: DecisionPage) -> BookSheet {
    let widths = std::iter::once(6).chain(std::iter::once(34)).chain(std::iter::repeat(16));
    let columns = made.headings.into_iter().zip(widths);
    let cell = |text: &String| match amount::read(text, ask.lang(), "") {
        Ok(value) => BookCell::number(value.map(|value| value.scaled(amount::DIGITS).trimmed())),
        Err(_) => BookCell::text(text),
    };
    BookSheet {
        name: ask.words().t("plan-sheet"),
        title: made.title,
        notes: std::iter::once(made.stands).chain(made.notes).collect(),
        columns: columns.map(|(heading, width)| BookColumn { heading, width }).collect(),
        rows: made.rows.iter().chain([&made.sum]).map(|row| row.iter().map(cell).collect()).collect(),
    }
}

fn annex(lang: Lang, made: DecisionPage, provenance: String) -> Annex {
    let words = Words(lang);
    let column = |(at, heading): (usize, String)| ListingColumn {
        heading,
        share: match at {
            0 => 7,
            at if at < made.words => 34,
            _ => 16,
        },
        figures: at == 0 || at >= made.words,
    };
    let simulated = format!("{}, {}", words.t("simulated"), words.t("programme-synthetic"));
    Annex {
        lang,
        banner: made.frame.simulated.map(|_| simulated),
        label: words.t("plan-annex"),
        title: made.title,
        attached: made.attached,
        unit: format!("{}: {}", words.t("plan-decision-unit"), made.unit),
        table: Listing {
            heading: String::new(),
            columns: made.headings.into_iter().enumerate().map(column).collect(),
            rows: made.rows,
            note: made.notes.join("\n"),
        },
        sum: made.sum,
        provenance,
    }
}

fn build(web: &Web, ask: &Ask, of: &(String, String)) -> Result<DecisionPage, Failure> {
    let planning = web.desk.planning(&ask.caller, &asked(ask, of)?, (web.today)())?;
    let (words, figures, lang) = (ask.words(), ask.figures(), ask.lang());
    let Some(plan) = planning.plan.as_ref() else {
        return Err(Failure::new("CC-TARGET-NONE", "chưa có bảng giao chỉ tiêu này", "there is no such table")
            .remedy("mở bảng trước", "open the table first"));
    };
    let (programme, target) = (planning.programme(), planning.target());
    let by_agency = planning.of.axis == Axis::Agency;
    let mean = planning.adds == Adds::MeanByHouseholds;
    let agencies = if by_agency { agency_picks(web, ask, None)? } else { Vec::new() };
    let lines = line::lines(web, ask, &planning, &agencies, &Fields::default());
    let mut headings = vec![words.t("plan-no"), words.t("plan-unit")];
    headings.extend(by_agency.then(|| words.t("plan-commune")));
    headings.extend(mean.then(|| words.t("plan-households")));
    headings.push(words.t("plan-current"));
    headings.push(words.t("plan-assigned"));
    headings.push(words.t("plan-own"));
    let row = |line: &line::Line| {
        let mut row = vec![figures.count(line.at as u64 + 1), line.name.clone()];
        row.extend(by_agency.then(|| line.place.clone()));
        row.extend(mean.then(|| line.households.clone()));
        row.extend([line.current.clone(), line.assigned_shown.clone(), line.own.clone()]);
        row
    };
    let total = planning.balance.as_ref().and_then(|made| made.total);
    let mut sum = vec![String::new(), words.t("plan-sum")];
    sum.extend(by_agency.then(String::new));
    sum.extend(mean.then(String::new));
    sum.extend([String::new(), total.map_or_else(String::new, |total| total.show(2, lang)), String::new()]);
    let area = name(web, &planning.of.area);
    let title = words.with(
        "plan-decision-title",
        &[("target", target.name.get(lang)), ("area", &area), ("day", &figures.day(planning.of.due))],
    );
    let here = Link::here(ask);
    let base = format!("/programmes/{}/targets/{}/plan", of.0, of.1);
    Ok(DecisionPage {
        frame: super::frame(ask, Some(programme), &words.t("plan-decision"))
            .scope(area)
            .simulated(programme.synthetic.then(String::new)),
        headings,
        words: if by_agency { 3 } else { 2 },
        rows: lines.iter().map(row).collect(),
        stands: stands(ask, plan),
        attached: attached(ask, plan),
        notes: notes(ask, &planning, plan),
        sum,
        title,
        xlsx: here.clone().on(format!("{base}/decision.xlsx")).to_string(),
        pdf: here.clone().on(format!("{base}/decision.pdf")).to_string(),
        back: here.on(base).to_string(),
        unit: planning.unit.name().get(lang).to_owned(),
    })
}

/// By which decision it is approved, or how far it is.
fn stands(ask: &Ask, plan: &app::Plan) -> String {
    let (words, now) = (ask.words(), plan.now());
    match &now.decision {
        Some((number, day)) => words.with("plan-decided", &[("number", number), ("day", &ask.figures().day(*day))]),
        None => words.with("plan-not-approved", &[("stage", now.stage.name().get(ask.lang()))]),
    }
}

/// The same as an annex says it.
fn attached(ask: &Ask, plan: &app::Plan) -> String {
    let Some((number, day)) = &plan.now().decision else { return stands(ask, plan) };
    let (date, month, year) = (day.day().to_string(), day.month().to_string(), day.year().to_string());
    let values = [("number", number.as_str()), ("date", &date), ("month", &month), ("year", &year)];
    ask.words().with("plan-annex-of", &values)
}

/// What the table adds up to, and what was accepted.
fn notes(ask: &Ask, planning: &Planning, plan: &app::Plan) -> Vec<String> {
    let (words, lang) = (ask.words(), ask.lang());
    let now = plan.now();
    let parent: Option<Exact> = Some(now.parent);
    let mut notes = vec![words.with("plan-decision-parent", &[("parent", &shown(parent, planning.unit, lang))])];
    if let domain::programme::cascade::Stage::Approved { accepted: Some(one) } = &now.stage {
        let difference = planning.balance.as_ref().and_then(|made| made.difference);
        let difference = shown(difference, planning.unit.of_difference(), lang);
        let values = [("difference", &*difference), ("by", &planning.accepted_by), ("reason", &one.reason)];
        notes.push(words.with("plan-accepted-of", &values));
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;
    use report::pdf::Writer;

    #[test]
    fn the_annex_says_what_it_is_attached_to_and_has_every_figure_under_its_header_on_each_page() {
        let ask = Ask::of("/", &[], Lang::Vi);
        let texts = |all: &[&str]| all.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
        let row = |no: usize| texts(&[&no.to_string(), &format!("Xã số {no}"), &format!("2.{no:03}"), "1.234,5", "–"]);
        let page = DecisionPage {
            frame: crate::pages::planning::frame(&ask, None, "").simulated(Some(String::new())),
            headings: texts(&["TT", "Đơn vị", "Hiện có", "Giao", "Tự đặt"]),
            rows: (1..=60).map(row).collect(),
            words: 2,
            title: "Giao chỉ tiêu “Số hộ nghèo” của Thành phố Huế đến 31/12/2026".to_owned(),
            stands: String::new(),
            attached: "Kèm theo Quyết định số 12/QĐ-UBND ngày 18 tháng 11 năm 2025".to_owned(),
            notes: texts(&["Chỉ tiêu của đơn vị giao: 3.000 hộ", "12 hộ Chênh lệch được ông A chấp nhận"]),
            sum: texts(&["", "Cộng", "", "3.000", ""]),
            xlsx: String::new(),
            pdf: String::new(),
            back: String::new(),
            unit: "hộ".to_owned(),
        };
        let annex = annex(Lang::Vi, page, "In từ phần mềm".to_owned());
        let pages = Writer::new().words_of_annex(&annex).unwrap();
        // lines may break anywhere between words
        let solid = |text: &str| text.split_whitespace().collect::<String>();
        let pages: Vec<String> = pages.iter().map(|page| solid(page)).collect();
        assert!(pages.len() >= 2, "{}", pages.len());
        for said in [
            "Phụ lục",
            "GIAO CHỈ TIÊU “SỐ HỘ NGHÈO” CỦA THÀNH PHỐ HUẾ ĐẾN 31/12/2026",
            "(Kèm theo Quyết định số 12/QĐ-UBND ngày 18 tháng 11 năm 2025)",
            "Đơn vị tính: hộ",
            "Dữ liệu mô phỏng",
        ] {
            assert!(pages[0].contains(&solid(said)), "{said}: {}", pages[0]);
        }
        let all = pages.concat();
        for no in 1..=60 {
            assert!(all.contains(&format!("Xãsố{no}2.{no:03}1.234,5–")), "{no}: {all}");
        }
        let last = pages.last().unwrap();
        assert!(last.contains("Cộng3.000") && last.contains(&solid("12 hộ Chênh lệch được ông A chấp nhận")), "{last}");
        assert!(pages.iter().all(|page| page.contains(&solid("TT Đơn vị Hiện có Giao Tự đặt"))));
        for (at, page) in pages.iter().enumerate() {
            assert_eq!(page.starts_with(&(at + 1).to_string()), at > 0, "the first page has no number: {page}");
        }
    }
}
