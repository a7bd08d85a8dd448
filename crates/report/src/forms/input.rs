//! What a form is made from.

use crate::table::Provenance;
use base::Finding;
use domain::form::UnitCounts;
use domain::register::{Flow, HouseholdEntry, Relation, Sex, Support};
use engine::{Class, Pack};
use std::collections::BTreeSet;

/// Everything the fifteen forms of one area and year need. The caller has rolled the counts up.
#[derive(Clone, Debug)]
pub struct FormInput<'a> {
    /// Issuing body, one line each: “ỦY BAN NHÂN DÂN”, “THÀNH PHỐ HUẾ”.
    pub agency: Vec<String>,
    /// Place of issue in the date line: “Huế”.
    pub place: String,
    /// The year whose end the figures describe.
    pub year: i16,
    /// The standard: names of indicators and causes.
    pub pack: &'a Pack,
    /// The area with the units below it, xã under (huyện under) tỉnh or thôn under xã, in the order of printing.
    pub root: &'a UnitCounts,
    /// The same area a year earlier under the same standard, if at hand: forms 2 and 3 must open as it closed.
    pub previous: Option<&'a UnitCounts>,
    /// Day whose boundaries the rows follow, as printed: “theo địa giới ngày 01/01/2025”.
    pub boundaries: String,
    /// Whether the figures are approved.
    pub status: Status,
    /// Whether the previous year was reviewed under the same standard.
    pub opening: Opening,
    /// Keys of the ethnic groups with a column of their own in form 9; the others go to “Khác”.
    pub ethnic: Vec<String>,
    /// The years in which a household is looked for before it counts as “tái nghèo”; empty if none is at hand.
    pub look_back: Vec<i16>,
    /// Some if the data are simulated; the text says what is not (“trừ tổng số hộ đầu kỳ và cuối kỳ”), or is empty.
    pub simulated: Option<String>,
    /// Findings of the caller, printed on every form.
    pub findings: Vec<Finding>,
    /// Where the figures come from.
    pub provenance: Provenance,
    /// Households by village, for forms 14 and 15 only.
    pub villages: &'a [Village],
}

/// Whether figures are approved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Sơ bộ.
    Preliminary,
    /// Chính thức.
    Official,
    /// Neither: nobody reviewed the households, a program made them.
    Simulated,
}

/// Whether forms 2 and 3 have an opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// The previous year was reviewed under the same standard.
    SameStandard,
    /// First year of the standard: a change of standard is no movement, so there is no opening.
    FirstYear,
}

/// A village (thôn, bản, tổ dân phố) of a roster.
#[derive(Clone, Debug, PartialEq)]
pub struct Village {
    /// Name.
    pub name: String,
    /// Its households; a form takes those of its class.
    pub households: Vec<RosterHousehold>,
}

/// A household of a roster.
#[derive(Clone, Debug, PartialEq)]
pub struct RosterHousehold {
    /// Poor or near-poor; others are on no roster.
    pub class: Class,
    /// New, again, or old in the class; none if that is not known.
    pub standing: Option<Standing>,
    /// Hộ chính sách có công.
    pub merit: bool,
    /// Hộ dân tộc tại chỗ.
    pub indigenous: bool,
    /// Hộ không có khả năng lao động.
    pub no_labour_capacity: bool,
    /// Support received.
    pub supports: BTreeSet<Support>,
    /// Members, the head first.
    pub members: Vec<RosterMember>,
}

/// A member of a household of a roster. No identity number: the form has no column for it.
#[derive(Clone, Debug, PartialEq)]
pub struct RosterMember {
    /// Full name.
    pub name: String,
    /// Sex.
    pub sex: Option<Sex>,
    /// Year of birth.
    pub birth_year: Option<i16>,
    /// Key of the ethnic group.
    pub ethnic: Option<String>,
    /// Relation to the head.
    pub relation: Relation,
}

/// How a household stands in its class (columns 5–7 of forms 14 and 15).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nghèo mới, cận nghèo mới.
    New,
    /// Tái nghèo, tái cận nghèo.
    Again,
    /// Nghèo cũ, cận nghèo cũ.
    Old,
}

impl Status {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Preliminary => "sơ bộ",
            Self::Official => "chính thức",
            Self::Simulated => "mô phỏng",
        }
    }
}

impl Standing {
    /// The column of a movement. A household that moved in or split off is neither new nor old by that alone.
    pub fn of(flow: Flow) -> Option<Self> {
        match flow {
            Flow::New | Flow::FromPair => Some(Self::New),
            Flow::Again => Some(Self::Again),
            Flow::Stays => Some(Self::Old),
            Flow::OtherUp | Flow::OtherDown | Flow::Out | Flow::ToPair => None,
        }
    }
}

impl RosterHousehold {
    /// The line of the roster for a household of the register.
    pub fn from_entry(entry: &HouseholdEntry, standing: Option<Standing>) -> Self {
        let members = entry.members.iter().map(|member| RosterMember {
            name: member.name.clone(),
            sex: member.sex,
            birth_year: member.birth.map(engine::Birth::year),
            ethnic: member.ethnic.clone(),
            relation: member.relation,
        });
        Self {
            class: entry.class,
            standing,
            merit: entry.marks.merit,
            indigenous: entry.marks.indigenous,
            no_labour_capacity: entry.marks.no_labour_capacity,
            supports: entry.supports.clone(),
            members: members.collect(),
        }
    }
}
