//! Cuts a series where its figures stop being comparable, and says why in words.
//!
//! A line through figures by two standards shows a rise that nobody lived through. So figures are joined only while
//! standard, boundaries, kind of source and settledness stay the same and no year is missing.

use super::Value;
use crate::result::{SourceKind, Status};
use base::Text;
use jiff::civil::Date;
use std::sync::Arc;

/// A figure of a year with everything that must stay the same for it to be joined to its neighbour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// The year at whose end it holds.
    pub year: i16,
    /// The figure.
    pub value: Value,
    /// By which standard.
    pub standard: Arc<str>,
    /// First day of the boundaries that the figure follows.
    pub boundaries: Date,
    /// Review or survey.
    pub source_kind: SourceKind,
    /// How settled.
    pub status: Status,
}

/// Figures that may be joined, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Why it is not joined to the one before; empty for the first.
    pub cuts: Vec<Cut>,
    /// Its figures.
    pub points: Vec<Observation>,
}

/// One reason why two figures are not joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cut {
    /// Another standard.
    Standard(Arc<str>, Arc<str>),
    /// Other boundaries; the first day of each.
    Boundaries(Date, Date),
    /// A survey after a review, or the reverse.
    SourceKind(SourceKind, SourceKind),
    /// A preliminary figure beside settled ones. An official figure and one derived from official ones are both settled.
    Status(Status, Status),
    /// Years without a figure, the first and the last of them.
    Missing(i16, i16),
}

/// Cuts observations in the order of their years. Two of one year stay in the order given: the old standard first.
pub fn segments(observations: impl IntoIterator<Item = Observation>) -> Vec<Segment> {
    let mut all: Vec<Observation> = observations.into_iter().collect();
    all.sort_by_key(|one| one.year);
    let mut out: Vec<Segment> = Vec::new();
    for one in all {
        let cuts = out.last().and_then(|segment| segment.points.last()).map(|before| cuts(before, &one));
        match (out.last_mut(), cuts) {
            (Some(segment), Some(cuts)) if cuts.is_empty() => segment.points.push(one),
            (_, cuts) => out.push(Segment { cuts: cuts.unwrap_or_default(), points: vec![one] }),
        }
    }
    out
}

fn cuts(before: &Observation, after: &Observation) -> Vec<Cut> {
    let mut out = Vec::new();
    if before.standard != after.standard {
        out.push(Cut::Standard(Arc::clone(&before.standard), Arc::clone(&after.standard)));
    }
    if before.boundaries != after.boundaries {
        out.push(Cut::Boundaries(before.boundaries, after.boundaries));
    }
    if before.source_kind != after.source_kind {
        out.push(Cut::SourceKind(before.source_kind, after.source_kind));
    }
    let preliminary = |one: &Observation| one.status == Status::Preliminary;
    if preliminary(before) != preliminary(after) {
        out.push(Cut::Status(before.status, after.status));
    }
    if after.year > before.year + 1 {
        out.push(Cut::Missing(before.year + 1, after.year - 1));
    }
    out
}

impl Cut {
    /// The reason as it stands in a chart, short.
    pub fn text(&self) -> Text {
        match self {
            Self::Standard(from, to) => {
                let (from, to) = (years(from), years(to));
                Text::new(format!("đổi chuẩn nghèo: {from} → {to}"), format!("poverty standard changed: {from} → {to}"))
            }
            Self::Boundaries(_, to) => {
                let day = format!("{:02}/{:02}/{:04}", to.day(), to.month(), to.year());
                Text::new(format!("địa giới mới từ {day}"), format!("new boundaries since {day}"))
            }
            Self::SourceKind(_, SourceKind::Survey) => {
                Text::new("từ rà soát sang điều tra mẫu", "from review to sample survey")
            }
            Self::SourceKind(_, SourceKind::Review) => {
                Text::new("từ điều tra mẫu sang rà soát", "from sample survey to review")
            }
            Self::Status(_, Status::Preliminary) => Text::new("số sơ bộ", "preliminary figure"),
            Self::Status(..) => Text::new("sau số sơ bộ", "after a preliminary figure"),
            Self::Missing(from, to) if from == to => {
                Text::new(format!("chưa có số năm {from}"), format!("no figure for {from}"))
            }
            Self::Missing(from, to) => Text::new(format!("chưa có số {from}–{to}"), format!("no figures {from}–{to}")),
        }
    }
}

/// The years a standard is in force, as people name it: `2022–2026`; of an unknown one its id.
fn years(standard: &str) -> String {
    let Ok(pack) = engine::pack::find(standard) else { return standard.to_owned() };
    let (Some(first), Some(last)) = (pack.validity.first(), pack.validity.last()) else { return standard.to_owned() };
    let first = first.period.from.year();
    match last.period.to.map(Date::year) {
        Some(last) if last == first => first.to_string(),
        Some(last) => format!("{first}–{last}"),
        None => format!("{first}–"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::result::Decimal;
    use base::Lang;
    use jiff::civil::date;

    fn rate(year: i16, value: &str, standard: &str) -> Observation {
        Observation {
            year,
            value: Value::Printed(Decimal::parse(value).unwrap()),
            standard: Arc::from(standard),
            boundaries: date(2008, 8, 1),
            source_kind: SourceKind::Review,
            status: Status::Official,
        }
    }

    fn reasons(segment: &Segment, lang: Lang) -> Vec<String> {
        segment.cuts.iter().map(|cut| cut.text().get(lang).to_owned()).collect()
    }

    #[test]
    fn ninh_thuan_2020_and_2021_are_by_two_standards_and_not_joined() {
        let series = [rate(2019, "6.74", "vn-2016"), rate(2020, "5.33", "vn-2016"), rate(2021, "7.82", "vn-2022")];
        let found = segments(series);
        assert_eq!(found.iter().map(|segment| segment.points.len()).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(reasons(&found[1], Lang::Vi), ["đổi chuẩn nghèo: 2016–2021 → 2022–2026"]);
        assert_eq!(reasons(&found[1], Lang::En), ["poverty standard changed: 2016–2021 → 2022–2026"]);
    }

    #[test]
    fn two_figures_of_one_year_keep_their_order() {
        let found =
            segments([rate(2021, "2.95", "vn-2016"), rate(2021, "4.93", "vn-2022"), rate(2022, "3.56", "vn-2022")]);
        assert_eq!(found.iter().map(|segment| segment.points.len()).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(found[1].cuts.len(), 1);
    }

    #[test]
    fn every_reason_is_told_together_and_a_derived_figure_is_settled() {
        let derived = Observation { status: Status::Derived, ..rate(2022, "5.93", "vn-2022") };
        let surveyed = Observation {
            source_kind: SourceKind::Survey,
            boundaries: date(2025, 7, 1),
            status: Status::Preliminary,
            ..rate(2025, "3.10", "vn-2022")
        };
        let found = segments([rate(2021, "7.82", "vn-2022"), derived, surveyed]);
        assert_eq!(found.iter().map(|segment| segment.points.len()).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(
            reasons(&found[1], Lang::Vi),
            ["địa giới mới từ 01/07/2025", "từ rà soát sang điều tra mẫu", "số sơ bộ", "chưa có số 2023–2024"]
        );
        assert_eq!(
            reasons(&found[1], Lang::En),
            [
                "new boundaries since 01/07/2025",
                "from review to sample survey",
                "preliminary figure",
                "no figures 2023–2024"
            ]
        );
    }

    #[test]
    fn a_standard_without_a_pack_is_named_by_its_id() {
        let found = segments([rate(2015, "9.00", "vn-2011"), rate(2016, "12.00", "vn-2016")]);
        assert_eq!(reasons(&found[1], Lang::Vi), ["đổi chuẩn nghèo: vn-2011 → 2016–2021"]);
    }
}
