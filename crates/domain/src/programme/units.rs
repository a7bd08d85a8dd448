//! Who is below their own target, who below the plan of their area group, and who both: counted, never told.

use super::{Percent, Points};
use base::{AreaKey, Text};
use jiff::civil::Date;

/// An area group with its planned mean fall.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Word: `mountain`, `plain`, `coastal`.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// The planned mean fall of the year, in points.
    pub planned: Points,
}

/// One unit in one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitRow {
    /// Its code of that time.
    pub code: String,
    /// Its name of that time.
    pub name: String,
    /// The unit in the tables of areas, where they know it on that day.
    pub key: Option<AreaKey>,
    /// Its area group, by word.
    pub group: String,
    /// The fall it was given for the year, in points.
    pub own: Points,
    /// Rate at the beginning of the year; `None` while not known.
    pub opening: Option<Percent>,
    /// Rate at the end of the year; `None` while not known.
    pub closing: Option<Percent>,
}

impl UnitRow {
    /// By how many points the rate fell; `None` while one of the two rates is missing.
    pub fn fall(&self) -> Option<Points> {
        Some(self.opening? - self.closing?)
    }
}

/// The units of a programme in one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitTable {
    /// The year.
    pub year: i16,
    /// The day on which the codes are read.
    pub on: Date,
    /// The area groups.
    pub groups: Vec<Group>,
    /// The units.
    pub rows: Vec<UnitRow>,
}

/// Who is behind. Units without a figure are in neither list but in their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behind<'a> {
    /// Fell less than their own target.
    pub own: Vec<&'a UnitRow>,
    /// Fell less than the planned mean of their group.
    pub group: Vec<&'a UnitRow>,
    /// Both.
    pub both: Vec<&'a UnitRow>,
    /// Not measured.
    pub unknown: Vec<&'a UnitRow>,
}

impl UnitTable {
    /// Sorts the units out, in the order of the table. To have fallen exactly as much as planned is not to be below.
    pub fn behind(&self) -> Behind<'_> {
        let planned = |row: &UnitRow| self.groups.iter().find(|group| group.id == row.group).map(|group| group.planned);
        let own = |row: &&UnitRow| row.fall().is_some_and(|fall| fall < row.own);
        let group = |row: &&UnitRow| row.fall().zip(planned(row)).is_some_and(|(fall, planned)| fall < planned);
        Behind {
            own: self.rows.iter().filter(own).collect(),
            group: self.rows.iter().filter(group).collect(),
            both: self.rows.iter().filter(|row| own(row) && group(row)).collect(),
            unknown: self.rows.iter().filter(|row| row.fall().is_none()).collect(),
        }
    }
}
