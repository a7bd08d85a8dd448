//! What holds for every chart: well-formed, without styles and scripts, read by those who do not see it, and of any
//! figures and names.

use super::*;
use base::Lang;
use roxmltree::Document;

const HOSTILE: &str = "Xã <script>alert(1)</script> & \"A\u{1}\u{ffff}'";

fn frame(lang: Lang) -> Frame {
    Frame { id: "c".to_owned(), lang, title: HOSTILE.to_owned(), desc: "Mô tả".to_owned(), unit: "hộ".to_owned() }
}

const HREF: &str = "/ho?loai=\"ngheo\"&nam=2023";

/// One of each kind over `values`; without values, one of each without anything in it.
fn all(lang: Lang, values: &[Option<i64>]) -> Vec<Box<dyn Chart>> {
    let numbers: Vec<Option<Number>> =
        values.iter().map(|value| value.map(|digits| Number { digits, scale: 1 })).collect();
    let counts: Vec<u64> = values.iter().map(|value| value.map_or(0, i64::unsigned_abs)).collect();
    let name = || HOSTILE.to_owned();
    let href = || Some(HREF.to_owned());
    let bars: Vec<Bar> =
        numbers.iter().map(|value| Bar { name: name(), value: *value, tone: Tone::Near, href: href() }).collect();
    let points: Vec<Point> = (2021..)
        .zip(&numbers)
        .filter_map(|(year, value)| Some(Point { href: href(), note: name(), ..Point::new(year, (*value)?) }))
        .collect();
    let years: Vec<i16> = (2021..).take(values.len()).collect();
    let heat = years.iter().map(|year| HeatYear {
        year: *year,
        class: name(),
        tone: Tone::Near,
        lacking: vec![Some(true), None],
    });
    let stock = || Stock { name: name(), count: counts.iter().sum(), href: href() };
    let step = |count: &u64| FlowStep { name: name(), count: *count, leaves: count.is_multiple_of(2), href: href() };
    let group = |count: &u64| AgeGroup { name: name(), men: *count, women: count / 2, href: href() };
    let tile = |(column, value): (u16, &Option<Number>)| Tile {
        at: (column, 0),
        name: name(),
        value: *value,
        coloured_by: None,
        years: numbers.clone(),
        href: href(),
        title: name(),
    };
    let tiles: Vec<Tile> = (0..).zip(&numbers).map(tile).collect();
    let classes = Classes::sequential(numbers.iter().copied().flatten());
    let island = IslandTile { at: (9, 0), name: "Quần đảo Hoàng Sa".to_owned(), belongs: name() };
    let map = |size| Tilemap {
        frame: frame(lang),
        size,
        names: name(),
        figures: name(),
        classes: classes.clone(),
        tiles: tiles.clone(),
        islands: vec![island.clone()],
    };
    let panel = Panel { name: name(), tone: Tone::Poor, values: numbers.clone(), note: name(), href: href() };
    vec![
        Box::new(Line {
            frame: frame(lang),
            size: (480, 280),
            series: vec![LineSeries::whole(name(), Tone::Poor, points)],
            reference: None,
            forecast: None,
        }),
        Box::new(Bars {
            frame: frame(lang),
            width: 480,
            names: name(),
            figures: name(),
            signed: true,
            bars: bars.clone(),
        }),
        Box::new(Columns { frame: frame(lang), size: (480, 200), names: name(), figures: name(), columns: bars }),
        Box::new(SmallMultiples {
            frame: frame(lang),
            width: 480,
            across: 3,
            names: name(),
            years: years.clone(),
            panels: if values.is_empty() { Vec::new() } else { vec![panel; 5] },
        }),
        Box::new(Heat {
            frame: frame(lang),
            names: name(),
            years: heat.collect(),
            indicators: vec![("1.1".to_owned(), name()), (String::new(), name())],
            sums: vec![(name(), vec!["2".to_owned(); values.len()])],
        }),
        Box::new(Flow {
            frame: frame(lang),
            width: 480,
            names: name(),
            figures: name(),
            opening: stock(),
            steps: counts.iter().map(step).collect(),
            closing: stock(),
        }),
        Box::new(Pyramid {
            frame: frame(lang),
            width: 480,
            words: [name(), name(), name()],
            groups: counts.iter().map(group).collect(),
        }),
        Box::new(map(TileSize::Wide)),
        Box::new(map(TileSize::Narrow)),
    ]
}

const FIGURES: [&[Option<i64>]; 6] = [
    &[],
    &[None],
    &[Some(0), Some(0)],
    &[Some(12), None, Some(7), Some(-3)],
    &[Some(-5), Some(-1)],
    &[Some(i64::MAX / 4), Some(1)],
];

#[test]
fn every_chart_of_any_figures_is_well_formed_and_has_no_style_and_no_script() {
    for (chart, values) in [Lang::Vi, Lang::En].into_iter().flat_map(|lang| {
        FIGURES.into_iter().flat_map(move |values| all(lang, values).into_iter().map(move |chart| (chart, values)))
    }) {
        let picture = chart.svg();
        let document = Document::parse(&picture).unwrap_or_else(|error| panic!("{error}: {picture}"));
        let root = document.root_element();
        let has_links = document.descendants().any(|node| node.has_tag_name("a"));
        assert_eq!(root.attribute("role"), Some(if has_links { "group" } else { "img" }));
        for id in root.attribute("aria-labelledby").unwrap().split(' ') {
            assert!(document.descendants().any(|node| node.attribute("id") == Some(id)), "{id}");
        }
        for node in document.descendants().filter(roxmltree::Node::is_element) {
            let name = node.tag_name().name();
            assert!(!["script", "style", "foreignObject", "image", "use"].contains(&name), "{name}");
            for attribute in node.attributes() {
                let (name, value) = (attribute.name(), attribute.value());
                assert!(name != "style" && !name.starts_with("on"), "{name}");
                assert!(name != "id" || value.starts_with("c-"), "an id of its own page: {value}");
                assert!(!value.contains("NaN") && !value.contains("inf"), "{name}={value} of {values:?}");
            }
            if name == "text" {
                assert!(node.attribute("font-size").unwrap().parse::<f64>().unwrap() >= 11.0, "{node:?}");
            }
        }
    }
}

#[test]
fn every_table_behind_is_as_wide_as_its_head() {
    for values in FIGURES {
        for chart in all(Lang::Vi, values) {
            let data = chart.data();
            assert_eq!(data.caption, HOSTILE);
            assert!(data.rows.iter().all(|row| row.cells.len() + 1 == data.headers.len()), "{data:?}");
        }
    }
}

#[test]
fn figures_are_written_in_the_language_of_the_page() {
    let show = |lang| all(lang, &[Some(12_345), None])[1].data().rows.into_iter().map(|row| row.cells[0].clone());
    assert_eq!(show(Lang::Vi).collect::<Vec<_>>(), ["+1.234,5", "–"]);
    assert_eq!(show(Lang::En).collect::<Vec<_>>(), ["+1,234.5", "–"]);
}

#[test]
fn a_movement_is_told_step_by_step() {
    let step = |name: &str, count, leaves| FlowStep { name: name.to_owned(), count, leaves, href: None };
    let stock = |name: &str, count| Stock { name: name.to_owned(), count, href: None };
    let flow = Flow {
        frame: Frame { title: "Biến động".to_owned(), ..frame(Lang::Vi) },
        width: 480,
        names: "Bước".to_owned(),
        figures: "Hộ".to_owned(),
        opening: stock("cuối 2022", 11_735),
        steps: vec![step("thoát nghèo", 4_600, true), step("phát sinh mới", 405, false)],
        closing: stock("cuối 2023", 7_540),
    };
    let told: Vec<String> =
        flow.data().rows.into_iter().map(|row| format!("{}: {}", row.name, row.cells.join(", "))).collect();
    insta::assert_snapshot!(told.join("\n"), @r"
    cuối 2022: 11.735
    thoát nghèo: −4.600
    phát sinh mới: +405
    cuối 2023: 7.540
    ");
}
