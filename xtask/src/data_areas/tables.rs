//! The tables: reads the corrections, writes the generated files.

use super::assemble::{Assembled, Link, Member, Row};
use std::path::Path;

/// One record of a table of corrections, in the order of its columns.
pub(crate) type Record = Vec<String>;

/// The hand-made tables of `corrections/`; each column is documented in `data/areas/SOURCES.md`.
pub(crate) struct Corrections {
    pub(crate) periods: Vec<Record>,
    pub(crate) units: Vec<Record>,
    pub(crate) regions: Vec<Record>,
    pub(crate) changes: Vec<Record>,
    pub(crate) lineage: Vec<Record>,
    pub(crate) members: Vec<Record>,
}

impl Corrections {
    pub(crate) fn read(folder: &Path) -> Result<Self, String> {
        Ok(Self {
            periods: records(&folder.join("periods.csv"), 6)?,
            units: records(&folder.join("units.csv"), 10)?,
            regions: records(&folder.join("regions.csv"), 3)?,
            changes: records(&folder.join("changes.csv"), 7)?,
            lineage: records(&folder.join("lineage.csv"), 6)?,
            members: records(&folder.join("members.csv"), 7)?,
        })
    }
}

/// The records of a CSV file below its heading; each must have `columns` fields.
pub(crate) fn records(file: &Path, columns: usize) -> Result<Vec<Record>, String> {
    let place = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
    let mut reader = csv::Reader::from_path(file).map_err(|error| place(&error))?;
    let mut out = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| place(&error))?;
        if record.len() != columns {
            return Err(place(&format!("a record has {} fields instead of {columns}", record.len())));
        }
        out.push(record.iter().map(str::to_owned).collect());
    }
    Ok(out)
}

/// Writes `units.csv`, `lineage.csv` and `groups.csv`.
pub(crate) fn write(folder: &Path, areas: &Assembled) -> Result<(), String> {
    let heading =
        "code,valid_from,valid_to,from_known,level,kind,name,short_name,parent_code,parent_from,lat,lon,source";
    save(&folder.join("units.csv"), heading, areas.units.iter().map(unit))?;
    let heading = "from_code,from_valid,to_code,to_valid,date,extent,source";
    save(&folder.join("lineage.csv"), heading, areas.links.iter().map(link))?;
    let heading = "group,area_code,area_from,valid_from,valid_to,decision,source,verified";
    save(&folder.join("groups.csv"), heading, areas.members.iter().map(member))
}

fn save(file: &Path, heading: &str, rows: impl Iterator<Item = Vec<String>>) -> Result<(), String> {
    let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(heading.split(',')).map_err(|error| failed(&error))?;
    for row in rows {
        writer.write_record(row).map_err(|error| failed(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| failed(&error))?;
    std::fs::write(file, bytes).map_err(|error| failed(&error))
}

fn unit(row: &Row) -> Vec<String> {
    let known = if row.from_known { "1" } else { "0" };
    let (lat, lon) = row.place.map_or_else(Default::default, |(lat, lon)| (degrees(lat), degrees(lon)));
    let texts = [&row.code, &row.from, &row.to, known, row.level, row.kind, &row.name, row.short_name()];
    let mut out: Vec<String> = texts.into_iter().map(str::to_owned).collect();
    out.extend([row.parent.clone(), row.parent_from.clone(), lat, lon, row.source.clone()]);
    out
}

/// Four decimals: ten metres, more than a centroid means.
fn degrees(value: f64) -> String {
    format!("{value:.4}").trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn link(link: &Link) -> Vec<String> {
    [&link.from.0, &link.from.1, &link.to.0, &link.to.1, &link.date, link.extent, &link.source]
        .into_iter()
        .map(str::to_owned)
        .collect()
}

fn member(member: &Member) -> Vec<String> {
    member.0.to_vec()
}
