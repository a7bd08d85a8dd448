//! Every chart on one page, to be looked at: `cargo run -p report --example charts > /tmp/charts.html`.
//!
//! Published figures where there are some, made-up ones elsewhere; the page says which.

mod maps;

use base::{Lang, Level, Number, parse_date};
use domain::area::Areas;
use domain::result::{Decimal, Measure, Results, SourceKind, Status, Value};
use domain::series::{Observation, Request, Row, segments, series};
use maps::{communes, provinces};
use report::chart::{
    AgeGroup, Band, Bar, Bars, Chart, Columns, Flow, FlowStep, Frame, Heat, HeatYear, Line, LineSeries, Panel, Path,
    Point, Pyramid, Segment, SmallMultiples, Stock, TileSize, Tone, sparkline,
};

fn main() {
    println!("{HEAD}");
    card("Hộ nghèo giảm nhanh hơn hộ cận nghèo", &country(560), &country(400));
    card("Ninh Thuận: hai chuẩn, không nối", &ninh_thuan(560), &ninh_thuan(400));
    card("Huế và lộ trình (lộ trình, dự báo: mô phỏng)", &hue(420), &hue(380));
    card("Mức giảm 2021–2024", &ranking(560), &ranking(360));
    card("So với lộ trình (mô phỏng)", &differences(560), &differences(360));
    for day in ["2025-07-01", "2024-12-31"] {
        card("Số hộ nghèo cuối năm 2024", &provinces(day, TileSize::Wide), &provinces(day, TileSize::Narrow));
    }
    for (code, day) in [
        ("46", "2025-07-01"),
        ("46", "2025-01-01"),
        ("40", "2025-07-01"),
        ("48", "2025-07-01"),
        ("56", "2025-07-01"),
        ("79", "2025-07-01"),
    ] {
        card(
            &format!("Xã, phường của {code} ngày {day} (mô phỏng)"),
            &communes(code, day, TileSize::Wide),
            &communes(code, day, TileSize::Narrow),
        );
    }
    card("Số hộ nghèo theo sáu vùng", &regions(560, 3), &regions(360, 2));
    card("Biến động hộ nghèo 2023 (mô phỏng)", &flow(560), &flow(360));
    card("Hộ nghèo cả nước", &columns(480), &columns(360));
    card("Dân số thôn (mô phỏng)", &pyramid(480), &pyramid(360));
    card("Một hộ qua các năm (mô phỏng)", &household(), &household());
    let values = [1_330_146, 1_057_374, 815_101, 599_608].map(|value| Some(Number::count(value)));
    println!("<section><h2>599.608 {}</h2></section></main>", sparkline(&values, Tone::Poor));
}

const HEAD: &str = "<!doctype html><meta charset=utf-8><meta name=viewport content='width=device-width,initial-scale=1'>
<style>body{margin:0;background:#f4f6f6;font-family:'Be Vietnam Pro',sans-serif}svg{display:block;max-width:100%;height:auto}
main{display:grid;grid-template-columns:repeat(auto-fit,minmax(600px,1fr));gap:16px;padding:12px}
section{background:#fff;border:1px solid #d5dde1;border-radius:6px;padding:16px}h2{font-size:17px;margin:0 0 12px}
.phone{display:none}summary{font-size:12px;color:#5e6d78;margin-top:8px}td,th{font-size:12px;text-align:left;padding:2px 8px}
@media(max-width:720px){.desk{display:none}.phone{display:block}main{display:block}section{margin-bottom:12px}}</style><main>";

fn card(title: &str, wide: &dyn Chart, narrow: &dyn Chart) {
    println!("<section><h2>{title}</h2><div class=desk>{}</div><div class=phone>{}</div>", wide.svg(), narrow.svg());
    let data = wide.data();
    println!("<details><summary>Bảng số liệu</summary><table><caption>{}</caption>", data.caption);
    println!("<tr><th>{}</th></tr>", data.headers.join("</th><th>"));
    for row in data.rows {
        println!("<tr><th>{}</th><td>{}</td></tr>", row.name, row.cells.join("</td><td>"));
    }
    println!("</table></details></section>");
}

fn frame(id: &str, title: &str, unit: &str) -> Frame {
    Frame { id: id.to_owned(), lang: Lang::Vi, title: title.to_owned(), desc: title.to_owned(), unit: unit.to_owned() }
}

fn ask(measure: Measure, level: Level, day: &str) -> Vec<Row> {
    let areas = Areas::bundled();
    let facts = Results::bundled(areas).expect("bundled").facts;
    let boundaries = parse_date(day).expect("a date");
    let request = Request { measure, from: 2021, to: 2024, level, boundaries, area: None, standard: None };
    series(&facts, areas, &request).expect("figures").rows
}

fn points(rows: &[Row], code: &str) -> Vec<Point> {
    let own = rows.iter().filter(|row| row.area.code == code);
    own.filter_map(|row| {
        row.value.map(|value| Point { href: Some("#".to_owned()), ..Point::new(row.year, value.number()) })
    })
    .collect()
}

fn country(width: u16) -> Line {
    let one = |measure, name: &str, tone| {
        LineSeries::whole(name, tone, points(&ask(measure, Level::Country, "2024-12-31"), "VN"))
    };
    Line {
        frame: frame(&format!("country{width}"), "Hộ nghèo, hộ cận nghèo 2021–2024", ""),
        size: (width, 286),
        series: vec![
            one(Measure::PoorHouseholds, "Hộ nghèo", Tone::Poor),
            one(Measure::NearPoorHouseholds, "Hộ cận nghèo", Tone::Near),
        ],
        reference: None,
        forecast: None,
    }
}

fn part(reasons: &[&str], points: &[(i16, i64)]) -> Segment {
    Segment {
        reasons: reasons.iter().map(|&reason| reason.to_owned()).collect(),
        points: points.iter().map(|(year, value)| Point::new(*year, Number::hundredths(*value))).collect(),
    }
}

fn ninh_thuan(width: u16) -> Line {
    // 2020 and 2021 as the province told them; the bundled facts of the other years
    let rate = |year, value, standard: &str, status| Observation {
        year,
        value: Value::Printed(Decimal::from_hundredths(value)),
        standard: standard.into(),
        boundaries: parse_date("2008-08-01").expect("a date"),
        source_kind: SourceKind::Review,
        status,
    };
    let all = [
        rate(2019, 674, "vn-2016", Status::Official),
        rate(2020, 533, "vn-2016", Status::Official),
        rate(2021, 782, "vn-2022", Status::Official),
        rate(2022, 593, "vn-2022", Status::Official),
        rate(2023, 443, "vn-2022", Status::Preliminary),
    ];
    let segments = segments(all).into_iter().map(|segment| Segment {
        reasons: segment.cuts.iter().map(|cut| cut.text().vi).collect(),
        points: segment.points.iter().map(|one| Point::new(one.year, one.value.number())).collect(),
    });
    let segments = segments.collect();
    Line {
        frame: frame(&format!("nt{width}"), "Tỷ lệ hộ nghèo Ninh Thuận", "%"),
        size: (width, 286),
        series: vec![LineSeries { name: "Hộ nghèo".to_owned(), tone: Tone::Poor, segments }],
        reference: None,
        forecast: None,
    }
}

fn hue(width: u16) -> Line {
    let path = [(2021, 493), (2022, 402), (2023, 311), (2024, 220), (2025, 184)];
    Line {
        frame: frame(&format!("hue{width}"), "Tỷ lệ hộ nghèo Huế so với lộ trình", "%"),
        size: (width, 268),
        series: vec![LineSeries::whole(
            "Hộ nghèo",
            Tone::Poor,
            part(&[], &[(2021, 493), (2022, 356), (2023, 227), (2024, 140)]).points,
        )],
        reference: Some(Path {
            name: "Lộ trình".to_owned(),
            points: path.iter().map(|(year, value)| (*year, Number::hundredths(*value))).collect(),
        }),
        forecast: Some(Band {
            name: "Dự báo".to_owned(),
            year: 2025,
            low: Number::hundredths(92),
            high: Number::hundredths(128),
        }),
    }
}

fn ranking(width: u16) -> Bars {
    let rows = ask(Measure::PoorHouseholds, Level::Province, "2025-07-01");
    let of = |code: &str, year| {
        rows.iter().find(|row| row.area.code == code && row.year == year).and_then(|row| row.value?.count())
    };
    let mut bars: Vec<(i64, Bar)> = rows
        .iter()
        .filter(|row| row.year == 2024)
        .filter_map(|row| {
            let (then, now) =
                (i64::try_from(of(&row.area.code, 2021)?).ok()?, i64::try_from(of(&row.area.code, 2024)?).ok()?);
            let value = Number { digits: (now - then) * 1000 / then, scale: 1 };
            Some((
                value.digits,
                Bar { name: row.name.clone(), value: Some(value), tone: Tone::Plain, href: Some("#".to_owned()) },
            ))
        })
        .collect();
    bars.sort_by_key(|(order, _)| *order);
    Bars {
        frame: frame(&format!("rank{width}"), "Mức giảm số hộ nghèo 2021–2024", "%"),
        width,
        names: "Tỉnh, thành phố".to_owned(),
        figures: "Giảm, %".to_owned(),
        signed: true,
        bars: bars.into_iter().take(12).map(|(_, bar)| bar).collect(),
    }
}

fn differences(width: u16) -> Bars {
    let bar = |name: &str, digits: Option<i64>, tone| Bar {
        name: name.to_owned(),
        value: digits.map(|digits| Number { digits, scale: 1 }),
        tone,
        href: Some("#".to_owned()),
    };
    Bars {
        frame: frame(&format!("diff{width}"), "So với lộ trình", "điểm %"),
        width,
        names: "Xã, phường".to_owned(),
        figures: "So lộ trình".to_owned(),
        signed: true,
        bars: vec![
            bar("Xã A Lưới 1", Some(14), Tone::Bad),
            bar("Xã Bình Điền", Some(5), Tone::Bad),
            bar("Phường Hóa Châu", Some(0), Tone::Plain),
            bar("Xã Lộc An", None, Tone::Plain),
            bar("Xã Chân Mây - Lăng Cô", Some(-5), Tone::Good),
            bar("Xã A Lưới 2", Some(-12), Tone::Good),
        ],
    }
}

fn regions(width: u16, across: u8) -> SmallMultiples {
    let rows = ask(Measure::PoorHouseholds, Level::Region, "2024-12-31");
    let mut panels: Vec<Panel> = rows
        .iter()
        .filter(|row| row.year == 2024)
        .map(|row| {
            let values: Vec<Option<Number>> = (2021..=2024)
                .map(|year| {
                    let own = rows.iter().find(|other| other.area == row.area && other.year == year)?;
                    own.value.map(Value::number)
                })
                .collect();
            let note = match (values[0], values[3]) {
                (Some(then), Some(now)) => {
                    Number { digits: (now.digits - then.digits) * 1000 / then.digits, scale: 1 }.signed(Lang::Vi)
                        + "\u{a0}%"
                }
                _ => String::new(),
            };
            Panel { name: row.name.clone(), tone: Tone::Poor, values, note, href: Some("#".to_owned()) }
        })
        .collect();
    panels.sort_by_key(|panel| std::cmp::Reverse(panel.values[3].map(|value| value.digits)));
    SmallMultiples {
        frame: frame(&format!("regions{width}"), "Số hộ nghèo theo sáu vùng", ""),
        width,
        across,
        names: "Vùng".to_owned(),
        years: vec![2021, 2022, 2023, 2024],
        panels,
    }
}

fn flow(width: u16) -> Flow {
    let step =
        |name: &str, count, leaves| FlowStep { name: name.to_owned(), count, leaves, href: Some("#".to_owned()) };
    let stock = |name: &str, count| Stock { name: name.to_owned(), count, href: Some("#".to_owned()) };
    Flow {
        frame: frame(&format!("flow{width}"), "Biến động hộ nghèo năm 2023", "hộ"),
        width,
        names: "Biến động".to_owned(),
        figures: "Hộ".to_owned(),
        opening: stock("Hộ nghèo cuối năm 2022", 11_735),
        steps: vec![
            step("thành hộ cận nghèo", 2_911, true),
            step("vượt chuẩn cận nghèo", 1_947, true),
            step("giảm khác", 205, true),
            step("từ hộ cận nghèo", 402, false),
            step("tái nghèo", 61, false),
            step("phát sinh mới", 350, false),
            step("tăng khác", 55, false),
        ],
        closing: stock("Hộ nghèo cuối năm 2023", 7_540),
    }
}

fn columns(width: u16) -> Columns {
    let bars = points(&ask(Measure::PoorHouseholds, Level::Country, "2024-12-31"), "VN");
    let bars = bars.into_iter().map(|point| Bar {
        name: point.year.to_string(),
        value: Some(point.value),
        tone: Tone::Poor,
        href: point.href,
    });
    Columns {
        frame: frame(&format!("columns{width}"), "Hộ nghèo cả nước", "hộ"),
        size: (width, 220),
        names: "Năm".to_owned(),
        figures: "Hộ nghèo".to_owned(),
        columns: bars.collect(),
    }
}

fn pyramid(width: u16) -> Pyramid {
    let ages = ["0–4", "5–9", "10–14", "15–19", "20–29", "30–39", "40–49", "50–59", "60–69", "70–79", "80+"];
    let people =
        [(31, 28), (40, 36), (44, 41), (38, 33), (52, 47), (61, 58), (49, 50), (33, 37), (21, 26), (9, 14), (3, 8)];
    let groups = ages.into_iter().zip(people).map(|(name, (men, women))| AgeGroup {
        name: name.to_owned(),
        men,
        women,
        href: None,
    });
    Pyramid {
        frame: frame(&format!("pyramid{width}"), "Dân số theo tuổi và giới tính", ""),
        width,
        words: ["Tuổi", "Nam", "Nữ"].map(str::to_owned),
        groups: groups.collect(),
    }
}

fn household() -> Heat {
    let lacking = [
        [0, 1, 1, 0, 0, 0, 1, 1, 0, 1, 1, 0],
        [0, 0, 1, 0, 0, 0, 1, 1, 0, 1, 1, 0],
        [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0],
    ];
    let classes = [("Nghèo", Tone::Poor), ("Nghèo", Tone::Poor), ("Cận nghèo", Tone::Near)];
    let pack = engine::pack::find("vn-2022").expect("bundled");
    let years = (2021..).zip(lacking).zip(classes).map(|((year, lacking), (class, tone))| HeatYear {
        year,
        class: class.to_owned(),
        tone,
        lacking: lacking.map(|lacking| Some(lacking == 1)).to_vec(),
    });
    Heat {
        frame: frame("household", "Hộ 0147 qua các năm", ""),
        names: "Chỉ số".to_owned(),
        years: years.collect(),
        indicators: pack.indicators.iter().map(|one| (String::new(), one.name.vi.clone())).collect(),
        sums: vec![("Số chỉ số thiếu hụt".to_owned(), ["6", "5", "2"].map(str::to_owned).to_vec())],
    }
}
