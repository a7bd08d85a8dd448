//! A printed form as data: what stands on the paper and where, before any file format.

mod cell;
mod check;
mod column;

pub use cell::{Cell, DOTS, NO_FIGURE, grouped};
pub(crate) use check::balance;
pub use column::{Column, HeaderCell, Kind, Leaf, Rule};

use base::{AreaKey, Finding};
use engine::Class;
use jiff::civil::Date;

/// The country's name, top right of every official paper (NĐ 30/2020).
pub const COUNTRY: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
/// The motto under it.
pub const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";
/// Foot of every form until a person has held it against the circular.
pub const UNVERIFIED: &str = "Ánh xạ sang mẫu của Thông tư 07/2021/TT-BLĐTBXH (Phụ lục VII) chưa xác minh";

/// Widest form, in columns, that still goes on A4.
const WIDEST_A4: usize = 12;

/// A form ready to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Number of the form, 1–15.
    pub number: u8,
    /// Issuing body, one line each, top left.
    pub agency: Vec<String>,
    /// Title in capitals, with the year.
    pub title: String,
    /// Lines under the title: standard, boundaries, status.
    pub subtitle: Vec<String>,
    /// The banner of simulated data; none for real data.
    pub banner: Option<String>,
    /// Header, possibly of several levels.
    pub columns: Vec<Column>,
    /// Body.
    pub rows: Vec<Row>,
    /// What a reader must know to read the figures.
    pub footnotes: Vec<String>,
    /// What the checks found; printed with the form, never hidden.
    pub findings: Vec<Finding>,
    /// Where the figures come from.
    pub provenance: Provenance,
    /// Place of issue for “…, ngày … tháng … năm …”.
    pub place: String,
}

/// A line of the body.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What kind of line it is.
    pub level: RowLevel,
    /// What the line is about, for findings.
    pub name: String,
    /// Whose figures stand in it; none on lines of rosters.
    pub about: Option<About>,
    /// One cell per leaf of the header.
    pub cells: Vec<Cell>,
    /// Indices of the rows whose counts add up to this one's; empty where nothing is summed.
    pub parts: Vec<usize>,
}

/// Whose figures stand in a line of a summary form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The unit. A village has the code of its commune, a slash and its name.
    pub unit: AreaKey,
    /// Which of the unit's lines.
    pub line: Line,
    /// The class, where a form has a part of its own for each (form 10).
    pub class: Option<Class>,
}

/// A line of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// Hộ.
    Households,
    /// Nhân khẩu.
    Persons,
}

/// Kinds of lines; roll-ups are bold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowLevel {
    /// The whole area.
    Total,
    /// A unit with units below it, or a village of a roster.
    Group,
    /// A unit, or a head of household.
    Unit,
    /// A line of a unit, such as a member of a household.
    Line,
}

impl RowLevel {
    /// Whether the line is bold.
    pub fn is_bold(self) -> bool {
        matches!(self, Self::Total | Self::Group)
    }
}

/// Where the figures of a form come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// Source: register, import, published table.
    pub source: String,
    /// Version of the figures, with their digest if sealed.
    pub version: String,
    /// Day of printing; handed in, never read from a clock.
    pub printed: Date,
}

/// Paper, always landscape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// 297 × 210 mm.
    A4,
    /// 420 × 297 mm.
    A3,
}

impl Table {
    /// A3 above twelve columns.
    pub fn paper(&self) -> Paper {
        if self.leaves().len() > WIDEST_A4 { Paper::A3 } else { Paper::A4 }
    }

    /// The line of provenance under the form.
    pub fn provenance_line(&self) -> String {
        let Provenance { source, version, printed } = &self.provenance;
        let day = format!("{:02}/{:02}/{:04}", printed.day(), printed.month(), printed.year());
        format!("Nguồn: {source} · {version} · in ngày {day}")
    }

    /// The date line above the right signature; the officer writes the day.
    pub fn date_line(&self) -> String {
        format!("{}, ngày … tháng … năm …", self.place)
    }

    /// Number of rows and columns that the cell covers; none if another cell covers it.
    pub fn span(&self, row: usize, column: usize) -> Option<(usize, usize)> {
        let at = |row: usize, column: usize| self.rows.get(row).and_then(|row| row.cells.get(column));
        if matches!(at(row, column), None | Some(Cell::Above | Cell::Left)) {
            return None;
        }
        let rows = 1 + (row + 1..self.rows.len()).take_while(|&row| at(row, column) == Some(&Cell::Above)).count();
        let width = self.rows[row].cells.len();
        let columns = 1 + (column + 1..width).take_while(|&column| at(row, column) == Some(&Cell::Left)).count();
        Some((rows, columns))
    }
}
