//! A standard pack: one period's law on who is poor, as data with its clauses.

mod bundled;
mod check;
mod file;
mod shape;
mod words;

pub use bundled::{bundled, find};
pub use check::{Fault, load};
pub use file::PackFile;

use crate::classify::Measure;
use crate::law::Citation;
use crate::rule::Rule;
use crate::{AreaKind, Class};
use base::{Period, Text};
use jiff::civil::Date;

/// A checked standard. Built only by [`load`].
#[derive(Clone, Debug, PartialEq)]
pub struct Pack {
    /// Id used on the command line and in files: `vn-2022`.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// Code of the province that set it, none for the national standard.
    pub province: Option<String>,
    /// The national standard whose results are reported beside this one's.
    pub beside: Option<String>,
    /// When it is in force; the periods follow each other without a gap.
    pub validity: Vec<Validity>,
    /// Whether the income lines are per month or per year.
    pub per: Per,
    /// How means and deprivations are measured.
    pub method: Method,
    /// Income lines with their B1 cut-offs, lowest first.
    pub lines: Vec<Line>,
    /// Dimensions (chiều, dịch vụ) in the order of the law.
    pub dimensions: Vec<Named>,
    /// Indicators in the order of the law: bit `i` of [`crate::Flags`] is `indicators[i]`.
    pub indicators: Vec<Indicator>,
    /// Classes, worst off first; the last one has no ways and takes the rest.
    pub classes: Vec<ClassRule>,
    /// Causes of poverty.
    pub causes: Vec<Named>,
    /// Groups of households reported apart.
    pub groups: Vec<Named>,
    /// What is not known about the standard as a whole, in Vietnamese.
    pub unknown: Vec<Text>,
    /// Sources by short name.
    pub sources: std::collections::BTreeMap<String, String>,
    file: PackFile,
}

/// How means and deprivations are measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Method {
    /// Which measure decides when a declared income and a B1 total disagree.
    pub precedence: Measure,
    /// Points per deprived indicator (B2), if the standard counts in points.
    pub points_per_indicator: Option<u32>,
    /// The regions a B1 point table must have a column for; empty if the standard has no B1 points.
    pub point_regions: Vec<String>,
    /// The clause.
    pub law: Citation,
}

/// A period of validity and the clause that gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Validity {
    /// First and last day.
    pub period: Period,
    /// The clause.
    pub law: Citation,
}

/// The period an income line is stated for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// Đồng per person and month.
    Month,
    /// Đồng per person and year.
    Year,
}

impl Per {
    /// How many months the line covers.
    pub fn months(self) -> i64 {
        match self {
            Self::Month => 1,
            Self::Year => 12,
        }
    }
}

/// A named, cited item: dimension, cause, group.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// Id used in files.
    pub id: String,
    /// What a person reads.
    pub name: Text,
    /// The clause.
    pub law: Citation,
}

/// An income line, inclusive: a household on the line is at most the line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Id used in the class rules: `poverty`.
    pub id: String,
    /// What a person reads.
    pub name: Text,
    /// Đồng per person and [`Per`], rural then urban.
    pub amount: [i64; 2],
    /// The clause.
    pub law: Citation,
    /// The B1 totals that stand for the line, if the method gives any.
    pub cut_off: Option<CutOff>,
}

/// B1 totals that the method equates with an income line, inclusive.
#[derive(Clone, Debug, PartialEq)]
pub struct CutOff {
    /// Points, rural then urban.
    pub points: [i64; 2],
    /// The clause.
    pub law: Citation,
}

/// An indicator of deprivation.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// Id used in files.
    pub id: String,
    /// Index of its dimension.
    pub dimension: usize,
    /// What the law calls it.
    pub name: Text,
    /// The threshold in words, as the law states it.
    pub threshold: Text,
    /// The threshold as a rule; none where the text is not at hand (`rule = "unknown"`).
    pub rule: Option<Rule>,
    /// The clause.
    pub law: Citation,
}

/// A class and the ways into it.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassRule {
    /// The class.
    pub class: Class,
    /// What the law calls it.
    pub name: Text,
    /// Alternative conditions; empty only for the class that takes the rest.
    pub ways: Vec<Way>,
    /// The clause.
    pub law: Citation,
}

/// One condition of a class: between two lines, with so many deprived indicators.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// Index of the line the household must be above (strictly).
    pub above: Option<usize>,
    /// Index of the line the household must be at most (inclusive).
    pub at_most: Option<usize>,
    /// Smallest number of deprived indicators.
    pub at_least: u32,
    /// First number of deprived indicators that no longer meets it.
    pub below: Option<u32>,
}

impl Pack {
    /// Index of the indicator with this id.
    pub fn indicator(&self, id: &str) -> Option<usize> {
        self.indicators.iter().position(|indicator| indicator.id == id)
    }

    /// Whether the standard is in force on `day`.
    pub fn in_force(&self, day: Date) -> bool {
        self.validity.iter().any(|validity| validity.period.contains(day))
    }

    /// The rule of a class, if the standard has that class.
    pub fn class(&self, class: Class) -> Option<&ClassRule> {
        self.classes.iter().find(|rule| rule.class == class)
    }

    /// The whole pack as a file that loads to the same pack (an overlay is written out in full).
    pub fn to_toml(&self) -> String {
        toml::to_string(&self.file).expect("a pack that was read from TOML can be written as TOML")
    }

    /// The file form, for programs that read packs.
    pub fn file(&self) -> &impl serde::Serialize {
        &self.file
    }

    /// Every item with its citation, for lists of what is verified: kind of item, name, citation.
    pub fn citations(&self) -> Vec<(Text, &Citation)> {
        let mut all: Vec<(Text, &Citation)> = Vec::new();
        let item =
            |vi: &str, en: &str, name: &Text| Text::new(format!("{vi} “{}”", name.vi), format!("{en} “{}”", name.en));
        for validity in &self.validity {
            let period = validity.period.to_string();
            all.push((Text::new(format!("hiệu lực {period}"), format!("in force {period}")), &validity.law));
        }
        all.push((Text::new("phương pháp đo", "method of measuring"), &self.method.law));
        for line in &self.lines {
            all.push((item("mức", "line", &line.name), &line.law));
            if let Some(cut_off) = &line.cut_off {
                all.push((item("ngưỡng điểm B1 của mức", "B1 cut-off of the line", &line.name), &cut_off.law));
            }
        }
        all.extend(self.classes.iter().map(|class| (item("loại", "class", &class.name), &class.law)));
        all.extend(self.dimensions.iter().map(|named| (item("chiều", "dimension", &named.name), &named.law)));
        all.extend(self.indicators.iter().map(|one| (item("chỉ số", "indicator", &one.name), &one.law)));
        all.extend(self.causes.iter().map(|named| (item("nguyên nhân", "cause", &named.name), &named.law)));
        all.extend(self.groups.iter().map(|named| (item("nhóm", "group", &named.name), &named.law)));
        all
    }
}

/// The column of a line or cut-off for an area kind.
pub(crate) fn column(area: AreaKind) -> usize {
    match area {
        AreaKind::Rural => 0,
        AreaKind::Urban => 1,
    }
}
