//! What a line chart never does, on any figures.

use super::layout::{Layout, layout};
use super::*;
use base::Lang;
use proptest::prelude::*;

fn frame() -> Frame {
    Frame {
        id: "t".to_owned(),
        lang: Lang::Vi,
        title: "Tỷ lệ hộ nghèo".to_owned(),
        desc: "Ninh Thuận".to_owned(),
        unit: "%".to_owned(),
    }
}

fn segment(reasons: &[&str], points: &[(i16, i64)]) -> Segment {
    Segment {
        reasons: reasons.iter().map(|&reason| reason.to_owned()).collect(),
        points: points.iter().map(|(year, value)| Point::new(*year, Number::hundredths(*value))).collect(),
    }
}

fn chart(series: Vec<LineSeries>) -> Line {
    Line { frame: frame(), size: (480, 280), series, reference: None, forecast: None }
}

fn ninh_thuan() -> Line {
    let segments = vec![
        segment(&[], &[(2019, 674), (2020, 533)]),
        segment(&["đổi chuẩn nghèo: 2016–2021 → 2022–2026"], &[(2021, 782), (2022, 593), (2023, 443)]),
    ];
    chart(vec![LineSeries { name: "Hộ nghèo".to_owned(), tone: Tone::Poor, segments }])
}

#[test]
fn ninh_thuan_is_not_joined_across_the_change_of_standard() {
    let picture = ninh_thuan().svg();
    let document = roxmltree::Document::parse(&picture).unwrap();
    let lines: Vec<usize> = document
        .descendants()
        .filter(|node| node.has_tag_name("polyline"))
        .map(|node| node.attribute("points").unwrap().split(' ').count())
        .collect();
    assert_eq!(lines, [2, 3]);
    let words: Vec<&str> =
        document.descendants().filter(roxmltree::Node::is_text).filter_map(|node| node.text()).collect();
    assert!(words.contains(&"5,33") && words.contains(&"7,82"), "{words:?}");
    assert!(words.join(" ").contains("đổi chuẩn nghèo: 2016–2021 → 2022–2026"), "{words:?}");
}

#[test]
fn the_table_behind_says_why_the_line_breaks() {
    let data = ninh_thuan().data();
    assert_eq!(data.headers, ["Năm", "Hộ nghèo", "Không nối với số trước vì"]);
    let row = data.rows.iter().find(|row| row.name == "2021").unwrap();
    assert_eq!(row.cells, ["7,82", "đổi chuẩn nghèo: 2016–2021 → 2022–2026"]);
}

#[test]
fn two_figures_of_one_year_stand_on_the_two_sides_of_their_break() {
    let segments =
        vec![segment(&[], &[(2020, 420), (2021, 295)]), segment(&["đổi chuẩn"], &[(2021, 493), (2022, 356)])];
    let line = chart(vec![LineSeries { name: "Huế".to_owned(), tone: Tone::Poor, segments }]);
    let Layout { paths, breaks, .. } = layout(&line).unwrap();
    assert!(paths[0][0][1].0 < breaks[0].x && breaks[0].x < paths[0][1][0].0);
    let years: Vec<String> = line.data().rows.into_iter().map(|row| row.name).collect();
    assert_eq!(years, ["2020", "2021", "2021", "2022"]);
}

#[test]
fn a_chart_without_figures_says_so() {
    assert!(chart(Vec::new()).svg().contains("Chưa có số liệu"));
}

fn any_segments() -> impl Strategy<Value = Vec<Segment>> {
    proptest::collection::vec(proptest::collection::vec(0..3000i64, 1..5), 1..4).prop_map(|parts| {
        let mut year = 2010;
        let mut out = Vec::new();
        for part in parts {
            let reasons: &[&str] =
                if out.is_empty() { &[] } else { &["đổi nguồn số liệu: rà soát → điều tra"] };
            let points: Vec<(i16, i64)> = (year..).zip(part).collect();
            year = points.last().map_or(year, |point| point.0 + 1);
            out.push(segment(reasons, &points));
        }
        out
    })
}

proptest! {
    #[test]
    fn labels_never_stand_on_each_other_and_segments_are_never_joined(
        all in proptest::collection::vec(any_segments(), 1..4),
    ) {
        let series = all.into_iter().map(|segments| LineSeries { name: "Hộ".to_owned(), tone: Tone::Near, segments });
        let line = chart(series.collect());
        let layout = layout(&line).unwrap();
        let mut rooms: Vec<_> = layout.labels.iter().map(|label| label.room).collect();
        rooms.extend(layout.ends.iter().map(super::layout::End::room));
        rooms.extend(layout.breaks.iter().map(|gap| gap.room));
        for (index, room) in rooms.iter().enumerate() {
            prop_assert!(rooms[index + 1..].iter().all(|other| !other.meets(room)));
        }
        for (one, paths) in line.series.iter().zip(&layout.paths) {
            prop_assert_eq!(one.segments.len(), paths.len());
            for (segment, path) in one.segments.iter().zip(paths) {
                prop_assert_eq!(segment.points.len(), path.len());
            }
        }
        let picture = line.svg();
        let document = roxmltree::Document::parse(&picture).unwrap();
        let drawn = document.descendants().filter(|node| node.has_tag_name("polyline")).count();
        let wanted = line.series.iter().flat_map(|one| &one.segments).filter(|one| one.points.len() > 1).count();
        prop_assert_eq!(drawn, wanted);
    }
}
