//! A yearly review as the spreadsheet people really have it, read into checked households and rejects.
//!
//! [`Reader::open`] looks the file over ([`Limits`]), finds the headings and says what it takes each column for
//! ([`Preview`]); iterating gives one [`Outcome`] per household, streamed. A household with a single bad cell is
//! rejected whole, with all its rows and all its faults. The module does not know what the register holds already:
//! it finds what repeats inside the file, never across files.

mod cell;
mod fault;
mod field;
mod group;
mod guard;
mod header;
mod headings;
mod household;
mod limits;
mod place;
mod reader;
mod rejects;
mod seen;
mod source;
mod survey;
mod template;
mod values;

pub use cell::{Cell, Kind, Row, column_letters, column_of_letters};
pub use fault::CODES;
pub use field::Field;
pub use limits::Limits;
pub use reader::Reader;
pub use rejects::RejectsBook;
pub use survey::{Column, Layout, Mapping, Override, Preview, SheetPlan};
pub use template::template_xlsx;

use base::{AreaKey, Failure};
use domain::area::Areas;
use domain::register::HouseholdEntry;
use engine::Pack;
use jiff::civil::Date;
use std::collections::BTreeMap;
use vntext::ethnic::List;

/// What the file is read for.
#[derive(Clone, Debug)]
pub struct Settings<'a> {
    /// The standard of the review.
    pub pack: &'a Pack,
    /// Administrative units.
    pub areas: &'a Areas,
    /// Year of the review; communes are those of its last day.
    pub year: i16,
    /// The day on which ages count.
    pub day: Date,
    /// Households outside this province are rejected.
    pub province: Option<AreaKey>,
    /// Households outside this commune are rejected, and rows without a commune belong to it.
    pub commune: Option<AreaKey>,
    /// The list of codes of ethnic groups that the file uses; without it only names are understood.
    pub ethnic_list: Option<List>,
    /// Corrections to what the columns were taken for.
    pub overrides: Vec<Override>,
    /// Whether the examples of the template are read as households.
    pub keep_examples: bool,
    /// How large a file may be.
    pub limits: Limits,
}

impl<'a> Settings<'a> {
    /// Settings for the review of a year, without scope, list or corrections.
    pub fn new(pack: &'a Pack, areas: &'a Areas, year: i16, day: Date) -> Self {
        Self {
            pack,
            areas,
            year,
            day,
            province: None,
            commune: None,
            ethnic_list: None,
            overrides: Vec::new(),
            keep_examples: false,
            limits: Limits::default(),
        }
    }
}

/// What became of one household of the file.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It is sound.
    Accepted(Box<Accepted>),
    /// It is not.
    Rejected(Box<Rejected>),
    /// The list of households that left a class names one again that an earlier sheet has with the same class.
    Repeated {
        /// Sheet and row of the repetition.
        at: (usize, u32),
        /// Sheet and row of the household.
        first: (usize, u32),
    },
}

/// A sound household, with what the sheet says beyond a [`HouseholdEntry`].
#[derive(Clone, Debug, PartialEq)]
pub struct Accepted {
    /// The household. Its code is empty when the file has none: then the register looks for it, or names it.
    pub entry: HouseholdEntry,
    /// Position of the sheet in the workbook. With [`Preview::digest`] and `row` this is the household's identity in
    /// the batch: reading the same bytes again gives the same.
    pub sheet: usize,
    /// Row of its first line, as the spreadsheet numbers it.
    pub row: u32,
    /// The day of the review, where the file has one.
    pub review_date: Option<Date>,
}

/// A household that cannot be taken, whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Rejected {
    /// Position of the sheet.
    pub sheet: usize,
    /// Everything that is wrong, with its cell.
    pub faults: Vec<Failure>,
    /// All its rows as they stand in the file.
    pub rows: Vec<Row>,
    /// The village heading above them, if the list is grouped so.
    pub village: String,
}

/// What has been read so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Rows below the headings.
    pub rows: u64,
    /// Rows that are no household: page headings, villages, totals, signatures.
    pub ignored: u64,
    /// Sound households.
    pub accepted: u64,
    /// Their listed members.
    pub members: u64,
    /// Rejected households.
    pub rejected: u64,
    /// Households named again in a list of those that left a class.
    pub repeated: u64,
    /// Faults by code; a household may have several.
    pub by_code: BTreeMap<&'static str, u64>,
}
