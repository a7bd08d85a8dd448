//! Draws a line chart from its layout.

use super::super::ink::{FAINT, GRID, INK, PAPER, REFERENCE, SOFT};
use super::super::svg::{Anchor, Pen, Svg, points};
use super::Line;
use super::layout::{Break, End, FIGURE, Label, Layout, Of, SMALL, layout};

pub(super) fn draw(line: &Line) -> String {
    let (width, height) = (f64::from(line.size.0), f64::from(line.size.1));
    let mut svg = Svg::open(&line.frame, width, height);
    let Some(layout) = layout(line) else {
        let words = line.frame.word("Chưa có số liệu", "No figures yet");
        svg.text(width / 2.0, height / 2.0, Pen::new(FIGURE, FAINT).middle(), &words);
        return svg.close();
    };
    axes(&mut svg, &layout);
    layout.breaks.iter().for_each(|gap| a_break(&mut svg, gap, layout.bottom));
    if layout.reference.len() > 1 {
        let path = points(&layout.reference);
        svg.element(
            "polyline",
            &[
                ("points", (&path).into()),
                ("fill", "none".into()),
                ("stroke", REFERENCE.into()),
                ("stroke-width", 2.0.into()),
                ("stroke-dasharray", "5 4".into()),
            ],
        );
    }
    if let (Some(band), Some(series)) = (&layout.band, line.series.first()) {
        let path = points(band);
        let fill = series.tone.fill();
        svg.element("polygon", &[("points", (&path).into()), ("fill", fill.into()), ("opacity", "0.18".into())]);
    }
    // the first line is the one the reader came for: drawn last, on top
    for index in (0..line.series.len()).rev() {
        series(&mut svg, line, &layout, index);
    }
    layout.labels.iter().for_each(|label| figure(&mut svg, line, label));
    layout.ends.iter().for_each(|one| end(&mut svg, line, one));
    svg.close()
}

fn axes(svg: &mut Svg, layout: &Layout) {
    for (y, words) in &layout.ticks {
        let is_zero = (*y - layout.bottom).abs() < 0.05;
        let stroke = if is_zero { INK } else { GRID };
        svg.line((layout.left, *y), (layout.right, *y), stroke);
        svg.text(layout.left - 6.0, y + 4.0, Pen::new(SMALL, FAINT).end(), words);
    }
    for (x, year) in &layout.years {
        svg.text(*x, layout.bottom + 20.0, Pen::new(12.5, SOFT).middle(), year);
    }
}

fn a_break(svg: &mut Svg, gap: &Break, bottom: f64) {
    svg.element(
        "line",
        &[
            ("x1", gap.x.into()),
            ("y1", gap.top.into()),
            ("x2", gap.x.into()),
            ("y2", bottom.into()),
            ("stroke", FAINT.into()),
            ("stroke-width", 1.5.into()),
            ("stroke-dasharray", "1.5 4".into()),
            ("stroke-linecap", "round".into()),
        ],
    );
    let mut y = gap.room.top + 11.0;
    for words in &gap.lines {
        svg.text(gap.centre, y, Pen::new(SMALL, SOFT).middle(), words);
        y += 14.0;
    }
}

fn series(svg: &mut Svg, line: &Line, layout: &Layout, index: usize) {
    let one = &line.series[index];
    let fill = one.tone.fill();
    for (segment, path) in one.segments.iter().zip(&layout.paths[index]) {
        if path.len() > 1 {
            svg.polyline(path, fill, 2.5);
        }
        for (point, at) in segment.points.iter().zip(path) {
            let gap = if point.note.is_empty() { "" } else { " · " };
            let title = format!("{}, {}: {}{gap}{}", one.name, point.year, line.frame.full(point.value), point.note);
            let part = svg.part(point.href.as_deref(), &title);
            // a finger needs more than the dot
            svg.element(
                "circle",
                &[
                    ("cx", at.0.into()),
                    ("cy", at.1.into()),
                    ("r", 14.0.into()),
                    ("fill", PAPER.into()),
                    ("fill-opacity", "0".into()),
                ],
            );
            svg.circle(*at, 4.0, fill);
            svg.end(part);
        }
    }
}

fn figure(svg: &mut Svg, line: &Line, label: &Label) {
    let pen = Pen::new(FIGURE, line.series[label.series].tone.ink()).bold();
    let pen = match label.anchor {
        Anchor::Start => pen,
        Anchor::Middle => pen.middle(),
        Anchor::End => pen.end(),
    };
    svg.text(label.at.0, label.at.1, pen, &label.words);
}

fn end(svg: &mut Svg, line: &Line, end: &End) {
    let ink = match end.of {
        Of::Series(index) => line.series[index].tone.ink(),
        Of::Reference => FAINT,
        Of::Forecast => line.series.first().map_or(FAINT, |series| series.tone.ink()),
    };
    svg.text(end.x, end.y - 2.0, Pen::new(12.5, ink), &end.name);
    let figure = Pen::new(FIGURE, ink);
    svg.text(end.x, end.y + 13.0, if end.of == Of::Reference { figure } else { figure.bold() }, &end.figure);
}
