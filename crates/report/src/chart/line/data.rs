//! The table behind a line chart: a line for each year, two for a year that was counted in two ways.

use super::super::{Data, DataRow};
use super::{Line, layout};
use std::collections::BTreeMap;

/// A year, and the how manieth figure of it.
type Key = (i16, usize);

#[derive(Default)]
struct Year<'a> {
    cells: BTreeMap<usize, String>,
    /// Why its figures are not joined to those before.
    reasons: Vec<&'a str>,
}

pub(super) fn data(line: &Line) -> Data {
    let frame = &line.frame;
    let mut headers = vec![frame.word("Năm", "Year")];
    let mut years: BTreeMap<Key, Year<'_>> = BTreeMap::new();
    for (column, series) in line.series.iter().enumerate() {
        headers.push(series.name.clone());
        let mut before: Option<Key> = None;
        for segment in &series.segments {
            for (index, point) in segment.points.iter().enumerate() {
                let nth = before.filter(|(year, _)| *year == point.year).map_or(0, |(_, nth)| nth + 1);
                before = Some((point.year, nth));
                let year = years.entry((point.year, nth)).or_default();
                year.cells.insert(column, point.value.show(frame.lang));
                if index == 0 {
                    let new = segment.reasons.iter().map(String::as_str);
                    let new: Vec<&str> = new.filter(|reason| !year.reasons.contains(reason)).collect();
                    year.reasons.extend(new);
                }
            }
        }
    }
    if let Some(path) = &line.reference {
        for (year, value) in &path.points {
            years.entry((*year, 0)).or_default().cells.insert(headers.len() - 1, value.show(frame.lang));
        }
        headers.push(path.name.clone());
    }
    if let Some(band) = &line.forecast {
        let range = layout::range(frame, band);
        years.entry((band.year, 0)).or_default().cells.insert(headers.len() - 1, range);
        headers.push(band.name.clone());
    }
    let columns = headers.len() - 1;
    let has_reasons = years.values().any(|year| !year.reasons.is_empty());
    if has_reasons {
        headers.push(frame.word("Không nối với số trước vì", "Not joined to the figure before because"));
    }
    let row = |((year, _), mut of): (Key, Year<'_>)| {
        let mut cells: Vec<String> =
            (0..columns).map(|column| of.cells.remove(&column).unwrap_or_else(|| "–".to_owned())).collect();
        if has_reasons {
            cells.push(of.reasons.join("; "));
        }
        DataRow { name: year.to_string(), href: None, cells }
    };
    Data { caption: frame.title.clone(), headers, rows: years.into_iter().map(row).collect() }
}
