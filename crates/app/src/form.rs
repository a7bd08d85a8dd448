//! The forms of one area in one review: counted once in the register, laid out as often as asked.
//!
//! Agency, place, status and “simulated” follow from the partition and the area; nobody types them.

use crate::access::On;
use crate::territory;
use crate::year::{Counted, Year};
use crate::{Book, demo};
use base::{AreaKey, Failure, Level};
use domain::access::Action;
use domain::area::{Areas, Unit};
use domain::form::{ClassCounts, Counts, UnitCounts};
use jiff::Timestamp;
use jiff::civil::Date;
use report::forms::{FormInput, Opening, Status, Village};
use report::table::{Provenance, Table};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Columns of ethnic groups in form 9 where nobody chose them: the circular's example has nine and “Khác”.
const ETHNIC_COLUMNS: usize = 9;

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct FormRequest {
    /// The year whose end the figures describe.
    pub year: i16,
    /// Id of the standard; without it, the newest one reviewed that year.
    pub standard: Option<String>,
    /// Code of the area, read on the day of the boundaries.
    pub area: String,
    /// The day whose units are the rows; without it, the last day of the year.
    pub boundaries: Option<Date>,
    /// Keys of the ethnic groups with a column in form 9; without it, the largest of the area.
    pub ethnic: Option<Vec<String>>,
}

impl FormRequest {
    /// The day on which the code is read and whose units are the rows.
    pub fn day(&self) -> Date {
        self.boundaries.unwrap_or_else(|| base::year_end(self.year))
    }
}

/// The forms of an area.
#[derive(Clone, Debug)]
pub struct Forms {
    /// The review, rolled up; a commune has its villages below it.
    pub year: Year,
    boundaries: Date,
    as_of: Option<Timestamp>,
    look_back: Vec<i16>,
    ethnic: Vec<String>,
    simulated: Option<String>,
    offices: BTreeMap<AreaKey, Office>,
}

/// Who issues the forms of a unit.
#[derive(Clone, Debug)]
struct Office {
    name: String,
    place: String,
}

impl Book<'_> {
    /// Counts what the forms of an area need.
    pub fn forms(&mut self, request: &FormRequest) -> Result<Forms, Failure> {
        let review = self.review(request.year, request.standard.as_deref())?;
        let counted = self.counted(&review)?;
        self.forms_of(&counted, request)
    }

    /// The same from counts that are at hand.
    pub fn forms_of(&mut self, counted: &Counted, request: &FormRequest) -> Result<Forms, Failure> {
        let unit = &territory::unit(self.areas, &request.area, request.day())?.key;
        self.caller.authorise(Action::ReadFigures, On::Unit(self.areas, unit, request.day()))?;
        let review = counted.review.clone();
        let boundaries = request.day();
        let mut year = Year::roll(self.areas, counted, &request.area, boundaries)?;
        if year.root.level == Level::Commune && year.root.counts.is_some() {
            let communes = [year.root.key.clone()];
            year.root.children = self.villages(&review, &communes, boundaries)?.into_values().flatten().collect();
        }
        let ethnic = request.ethnic.clone().unwrap_or_else(|| largest_minorities(year.root.counts.as_ref()));
        Ok(Forms {
            look_back: self.look_back(&review)?,
            offices: offices(self.areas, &year.root),
            simulated: self.simulated()?,
            as_of: self.at.as_of,
            year,
            boundaries,
            ethnic,
        })
    }

    /// Some where the partition holds the demonstration's province; what of it is not simulated.
    fn simulated(&mut self) -> Result<Option<String>, Failure> {
        let shard = self.at.shard;
        let rows = self.store.shards()?;
        let row = rows.into_iter().find(|row| row.shard == shard);
        Ok(row.filter(demo::is_demo).map(|_| demo::EXCEPT.to_owned()))
    }
}

impl Forms {
    /// A form of the whole area; `villages` are the households of forms 14 and 15.
    pub fn table(&self, number: u8, villages: &[Village], today: Date) -> Result<Table, Failure> {
        self.table_of(&self.year.root, number, villages, today)
    }

    /// A form of a unit of the area.
    pub fn table_of(&self, root: &UnitCounts, number: u8, villages: &[Village], today: Date) -> Result<Table, Failure> {
        let Year { review, pack, previous, findings, .. } = &self.year;
        let office = self.offices.get(&root.key);
        let source = "sổ bộ hộ nghèo, hộ cận nghèo";
        let version = format!("rà soát {} theo {}{}", review.year, pack.id, self.as_of.map_or(String::new(), recorded));
        let input = FormInput {
            agency: vec!["ỦY BAN NHÂN DÂN".into(), office.map_or(&root.name, |office| &office.name).to_uppercase()],
            place: office.map_or(&root.name, |office| &office.place).clone(),
            year: review.year,
            pack,
            root,
            previous: previous.as_ref(),
            boundaries: format!("theo địa giới ngày {}", day(self.boundaries)),
            // nothing in the register is approved yet
            status: if self.simulated.is_some() { Status::Simulated } else { Status::Preliminary },
            opening: if previous.is_some() { Opening::SameStandard } else { Opening::FirstYear },
            ethnic: self.ethnic.clone(),
            look_back: self.look_back.clone(),
            simulated: self.simulated.clone(),
            findings: findings.iter().filter(|finding| finding.code == "CF-SPLIT").cloned().collect(),
            provenance: Provenance {
                source: match self.simulated {
                    Some(_) => format!("{source} (dữ liệu mô phỏng)"),
                    None => source.to_owned(),
                },
                version,
                printed: today,
            },
            villages,
        };
        report::forms::table(number, &input)
    }

    /// Keys of the ethnic groups with a column of their own in form 9.
    pub fn ethnic_columns(&self) -> &[String] {
        &self.ethnic
    }

    /// The communes of the area, or the area itself: those that have rosters.
    pub fn communes(&self) -> Vec<&UnitCounts> {
        communes(&self.year.root)
    }

    /// All villages of several rosters in the order of the communes, each village with its commune's name.
    pub fn one_roster(&self, mut rosters: BTreeMap<AreaKey, Vec<Village>>) -> Vec<Village> {
        let communes = self.communes();
        let several = communes.len() > 1;
        let mut all = Vec::new();
        for commune in communes {
            let mut villages = rosters.remove(&commune.key).unwrap_or_default();
            if several {
                for village in &mut villages {
                    village.name = format!("{} – {}", commune.name, village.name);
                }
            }
            all.append(&mut villages);
        }
        all
    }
}

fn communes(root: &UnitCounts) -> Vec<&UnitCounts> {
    match root.level {
        Level::Commune => vec![root],
        _ => root.children.iter().flat_map(communes).collect(),
    }
}

fn offices(areas: &Areas, root: &UnitCounts) -> BTreeMap<AreaKey, Office> {
    let office = |unit: &Unit| Office { name: unit.name.clone(), place: unit.short_name.clone() };
    let mut offices: BTreeMap<AreaKey, Office> = root.children.iter().flat_map(|child| offices(areas, child)).collect();
    offices.extend(areas.get(&root.key).map(|unit| (root.key.clone(), office(unit))));
    offices
}

/// The minorities with most poor and near-poor households, in the order of the official list.
fn largest_minorities(counts: Option<&Counts>) -> Vec<String> {
    let Some(counts) = counts else { return Vec::new() };
    let of = |class: &ClassCounts, key: &str| class.ethnic.get(key).map_or(0, |tally| tally.households);
    let minorities = vntext::ethnic::all().iter().filter(|group| !matches!(group.key.as_str(), "kinh" | "foreigner"));
    let mut sizes: Vec<(usize, u64, &str)> = minorities
        .enumerate()
        .map(|(at, group)| (at, of(&counts.poor, &group.key) + of(&counts.near_poor, &group.key), group.key.as_str()))
        .filter(|(_, size, _)| *size > 0)
        .collect();
    sizes.sort_by_key(|(at, size, _)| (Reverse(*size), *at));
    sizes.truncate(ETHNIC_COLUMNS);
    sizes.sort_by_key(|(at, ..)| *at);
    sizes.into_iter().map(|(_, _, key)| key.to_owned()).collect()
}

/// What of the register is in the figures, as printed.
fn recorded(moment: Timestamp) -> String {
    // Vietnam has kept UTC+7 without summer time since 1975
    let local = base::VIETNAM.to_datetime(moment);
    format!(", như đã ghi đến {:02}:{:02} ngày {}", local.hour(), local.minute(), day(local.date()))
}

fn day(day: Date) -> String {
    format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
}
